// Reads values and configurations of Custom Fields, which may have any shape.
import type { CustomFieldRow } from '../../model/field-rows.js'
import { isFields } from '../body.js'

/** What says how values are read: a field, or a column that is compared as a field of its type is. */
export type Configured = Pick<CustomFieldRow, 'type' | 'type_config'>

/** An option of a drop-down or a label. */
export interface Option {
  readonly id: string
  /** By default the option's position among the others. */
  readonly orderindex?: number
}

/** A finite number, or the text of one. */
export function isNumber(value: unknown): value is number | string {
  return numberIn(value) !== undefined
}

/** A number, or the number in a text; undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN
  return Number.isFinite(number) ? number : undefined
}

/** The same with a default. */
export function numberOr(value: unknown, otherwise: number): number {
  return numberIn(value) ?? otherwise
}

/** A value in the configuration of a field. */
export function setting({ type_config }: Configured, name: string): unknown {
  return isFields(type_config) && Object.hasOwn(type_config, name) ? type_config[name] : undefined
}

/** The options of a drop-down, or the labels. */
export function optionsOf(field: Configured): readonly Option[] {
  const options = setting(field, 'options')
  return Array.isArray(options) ? options.filter((option) => isFields(option) && typeof option.id === 'string') : []
}

/** The order index of an option. @param index - its position among the others */
export function position(option: Option, index: number): number {
  return numberOr(option.orderindex, index)
}
