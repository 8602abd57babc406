// Reads the fields of a body. ClickUp checks few of them: whatever was sent becomes a value of the wanted kind, or counts
// as not sent.
import type { operations } from '../contract/clickup.gen.js'
import type { CallOf } from '../contract/handlers.js'

/** The keys of each member of a union; of an array, the keys of its items. */
type KeysOf<Body> = Body extends readonly (infer Item)[]
  ? KeysOf<Item>
  : Body extends object
    ? keyof Body & string
    : never
type BodyOf<Id extends keyof operations> = CallOf<operations[Id], object, object>['body']

/** The body of one of these operations: the keys of the specs, and no others, with values of any kind. */
export type Sent<Id extends keyof operations> = { readonly [Key in KeysOf<BodyOf<Id>>]?: unknown }

/** The keys of a field of that body, or of its items. */
export type KeysIn<Id extends keyof operations, Field extends keyof BodyOf<Id>> = KeysOf<NonNullable<BodyOf<Id>[Field]>>

/** A text, or a number or a boolean as text; undefined for anything else. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return asText(value)
}

/** A text; undefined for anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function readFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A user's id, written as a number or as text; null for nobody; NaN for what cannot be one. */
export function readUserId(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return value
  return /^-?\d{1,15}$/.test(readText(value) ?? '') ? Number(value) : Number.NaN
}

/** The fields of an object; anything else has none. */
export function readFields<Key extends string>(value: unknown): { readonly [Name in Key]?: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Whether a value of a body is an object with fields. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
