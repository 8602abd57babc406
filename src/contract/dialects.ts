// What the two versions of ClickUp's API say differently. A call speaks the one of its path; so does a fault that answers it.
import { type CatalogueEntry, type CheckStep, type RefusalName, refusalBody, refusalText } from './catalogue.js'

/** What a refusal says besides its entry. */
interface Told {
  /** Fills the `{value}` of its text. */
  readonly value?: string | undefined
  readonly status: number
  /** ms by the mock's clock. */
  readonly now: number
}

/** A version of the API. */
export interface Dialect {
  /** The JSON body of a refusal, keys in wire order. */
  readonly refusal: (entry: CatalogueEntry, told: Told) => Record<string, unknown>
  /** Texts in a body become the booleans and numbers that they stand for. */
  readonly readsTexts: boolean
  /** The refusal of a query or body that does not fit its schema, where no field names its own; undefined: there is none. */
  readonly unfit: RefusalName | undefined
}

const v2: Dialect = {
  refusal: (entry, { value }) => refusalBody(entry, value),
  readsTexts: true,
  unfit: undefined,
}

/**
 * What stands before the services of version 3 is that of version 2, and refuses in its form (recorded for tokens, plans and
 * docs). The services refuse in the documented form; of live answers only `status` and `message` were seen. That they take no
 * text for a number is assumed.
 */
const v3: Dialect = {
  refusal: (entry, told) => (isGate(entry) ? v2.refusal(entry, told) : documentedBody(entry, told)),
  readsTexts: false,
  unfit: 'requestUnfit',
}

/** The dialect of a path. */
export function dialectOf(path: string): Dialect {
  return path.startsWith('/api/v3/') ? v3 : v2
}

const gateSteps: ReadonlySet<CheckStep> = new Set(['transport', 'authenticate', 'ids', 'limit', 'route', 'authorize'])

function isGate({ step, dialect }: CatalogueEntry): boolean {
  return dialect === 'v2' || gateSteps.has(step)
}

function documentedBody(entry: CatalogueEntry, { value, status, now }: Told): Record<string, unknown> {
  return { status, message: refusalText(entry, value), trace_id: null, timestamp: now }
}
