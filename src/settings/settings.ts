// How a mock behaves: what the options say, understood and checked. Read by the pipeline and the features.
import type { Plan } from '../model/rows.js'
import type { Consent } from './consent.js'
import type { Fault } from './fault-rule.js'
import type { Limit } from './limits.js'
import type { Scenario } from './scenarios.js'

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Everything that is the same for all calls of one mock. */
export interface Settings {
  /** `any`: every non-empty token is accepted; one that is not live acts as the fixture's first user. */
  readonly auth: 'strict' | 'any'
  /** Whether the token exchange reads credentials from an HTTP Basic header. ClickUp does not (observed once). */
  readonly basicAuth: boolean
  /** ms that an authorization code lives. ClickUp publishes none; 10 minutes is what RFC 6749 recommends at most. */
  readonly codeLifetime: number
  readonly consent: Consent
  /** In place of the plans' limits: for every token, and for single ones. */
  readonly rateLimit: Limit | 'off' | undefined
  readonly tokenRateLimits: ReadonlyMap<string, Limit | 'off'>
  /** In place of the fixture's plans: for every Workspace (key undefined), and by handle or id. */
  readonly plans: ReadonlyMap<string | undefined, Plan>
  /** ms added to every answer, from and to. */
  readonly latency: readonly [number, number] | undefined
  readonly faults: readonly Fault[]
  /** What ClickUp ignores in silence is a violation: `verify` and the exit code of `run` tell. */
  readonly strict: boolean
  /** Whether answers carry `X-Mock-…` headers. */
  readonly mockHeaders: boolean
  /** Every scenario there is by name, and those that run from the start. */
  readonly scenarios: ReadonlyMap<string, Scenario>
  readonly running: readonly Scenario[]
  readonly webhooks: WebhookSettings
  /** For faults that name an operation. */
  readonly operationNames: readonly string[]
}

/** How often an event is tried (documented). */
export const MOST_TRIES = 5

/** How events are delivered. Times in ms. */
export interface WebhookSettings {
  /** How long a receiver may take to answer: 7 s (documented). */
  readonly timeout: number
  /** How long to wait after each of the first four tries, on the mock's clock (ClickUp's spacing is not documented). */
  readonly retries: readonly number[]
  /** Whether any host is posted to, or loopback and private addresses only. */
  readonly hosts: 'local' | 'any'
  /** The answers that suspend a webhook at once: 410, and 401 too by one sentence of the documentation. */
  readonly suspendOn: readonly number[]
  /** What becomes of deliveries that wait when the mock closes. */
  readonly onClose: 'drop' | 'drain'
}
