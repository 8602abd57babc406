// Every refusal that ClickUp gives, by name. A refusal is thrown where its cause is found, and answered in one place.
import { readFileSync } from 'node:fs'
import type { RefusalName } from './catalogue.gen.js'

export type { ErrorCode, RefusalName } from './catalogue.gen.js'

/** Where in ClickUp's order of checks a refusal arises. */
export type CheckStep =
  | 'authenticate'
  | 'route'
  | 'ids'
  | 'limit'
  | 'admit'
  | 'check'
  | 'operate'
  | 'authorize'
  | 'transport'

/** An entry of the catalogue; the meaning of each field stands in specs/errors/authentication.yaml. */
export interface CatalogueEntry {
  readonly ECODE: string | null
  readonly status: number
  readonly err: string | null
  readonly when: string
  readonly where: string
  readonly seen: 'documented' | 'observed' | 'assumed'
  readonly step: CheckStep
  readonly assumed?: readonly ('status' | 'err' | 'ECODE')[]
  readonly note?: string
  readonly example?: string
  readonly html?: boolean
  readonly text?: boolean
  readonly typical?: boolean
  readonly dialect?: 'v2' | 'v3'
  /** Further keys of the body. */
  readonly more?: Readonly<Record<string, unknown>>
  readonly sources?: readonly string[]
}

/** All refusals, in the order of the specs, as `npm run build` derived them. JSON is read faster than code. */
export const catalogue: Readonly<Record<RefusalName, CatalogueEntry>> = JSON.parse(
  readFileSync(new URL('../../dist/specs/errors.json', import.meta.url), 'utf8'),
)

/** The names of all refusals, in the order of the specs. */
export const refusalNames = Object.keys(catalogue) as RefusalName[] // derived from the same specs

/** A refusal on its way to the answer. `value` fills the `{value}` of an `err` that varies. */
export class Refusal extends Error {
  readonly refusal: RefusalName
  readonly entry: CatalogueEntry
  readonly value: string | undefined

  constructor(refusal: RefusalName, value?: string) {
    super(refusal)
    this.refusal = refusal
    this.entry = catalogue[refusal]
    this.value = value
  }
}

/** Stops the call with a refusal of the catalogue. @throws Refusal always */
export function refuse(name: RefusalName, value?: string): never {
  throw new Refusal(name, value)
}

/** The text of a refusal. Without a `value`, one that varies is shown by its example. */
export function refusalText({ err, example }: CatalogueEntry, value?: string): string {
  const text = value === undefined ? (example ?? err) : err?.replace('{value}', () => value)
  return text ?? ''
}

/** The JSON body of a refusal in version 2, keys in wire order. */
export function refusalBody(entry: CatalogueEntry, value?: string): Record<string, unknown> {
  const { ECODE, more } = entry
  return { err: refusalText(entry, value), ...(ECODE === null ? {} : { ECODE }), ...more }
}
