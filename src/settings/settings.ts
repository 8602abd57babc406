// Settings: what somebody gave as options, checked and understood. Their types come from the table of options.
import { readAll } from '../input/problems.js'
import { type clientOptions, codeOptions, optionSpecs } from './options.js'
import type { processOptions } from './process-options.js'
import type { Known, Reader } from './readers.js'
import type { KnownScenarios } from './scenarios.js'
import type { webhookOptions } from './webhook-options.js'

/** Of the parts, since the compiler forgets the comments of what is spread. */
type Table = typeof clientOptions & typeof webhookOptions & typeof processOptions & typeof codeOptions

/** What code may give for an option. */
type GivenFor<Spec> = Spec extends { readonly read: Reader<infer Given, unknown, never> } ? Given : never

/** What was understood: undefined where nothing was given and there is no default. */
type ReadFrom<Spec> = Spec extends { readonly read: (...input: never) => infer Value }
  ? Value | (Spec extends { readonly default: unknown } ? never : undefined)
  : never

type GivenByCode = { readonly [Name in keyof Table]?: GivenFor<Table[Name]> }
type Understood = { readonly [Name in keyof Table]: ReadFrom<Table[Name]> }

/** The options of a mock, each by its name in code (the README's table has their flags). */
export interface MockOptions extends GivenByCode {}

/** How a mock behaves, the same for all its calls. Times are in ms, however they were given. */
export interface Settings extends Understood {
  /** For what names an operation or a scenario while the mock runs. */
  readonly known: Known
}

/** Values as somebody gave them, with where each came from. */
export type GivenOptions = Partial<Record<keyof Table, { readonly value: unknown; readonly where: string }>>

const table: Table = { ...optionSpecs, ...codeOptions }

/** Those of the command line first. */
export const allOptionNames = Object.keys(table) as (keyof Table)[]

/** The files of --scenarios, which have to be read before the other options can be understood. @throws InputError */
export function scenarioFiles({ scenarios }: GivenOptions): readonly string[] {
  return scenarios ? optionSpecs.scenarios.read(scenarios.value, scenarios.where) : []
}

/** Reads what was given, with defaults for the rest. @throws InputError with every problem */
export function readOptions(
  given: GivenOptions,
  operationNames: readonly string[],
  scenarios: KnownScenarios = () => new Map(),
): Settings {
  const known = { operationNames, scenarios }
  const understood = readAll(allOptionNames, (name) => [name, readOption(name, given, known)])
  return { ...(Object.fromEntries(understood) as Understood), known } // each value comes from the reader of its option
}

function readOption(name: keyof Table, given: GivenOptions, known: Known): unknown {
  const spec: { readonly default?: unknown; readonly read: Reader<unknown, unknown, [Known]> } = table[name]
  const { value = spec.default, where = '' } = given[name] ?? {}
  return value === undefined ? undefined : spec.read(value, where, known)
}
