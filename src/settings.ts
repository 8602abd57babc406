// How a mock behaves: what the options say, understood and checked. Read by the pipeline and the features.
import { InputError } from './errors.js'
import type { Plan } from './model/rows.js'
import { suggestion } from './nearest.js'
import type { Fault } from './sandbox/fault-rule.js'
import type { Limit } from './sandbox/rate-limiter.js'
import type { Scenario } from './sandbox/scenario.js'

/** How the consent page is answered: by a person, or at once. */
export interface Consent {
  /** `wait`: the page never answers. */
  readonly mode: 'ask' | 'accept' | 'reject' | 'wait'
  /** A handle, an id or an email; the first user when left out. */
  readonly user?: string | undefined
  /** Handles or ids; all of the user's when left out. */
  readonly workspaces?: readonly string[] | undefined
}

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

const consentModes = ['ask', 'accept', 'reject', 'wait'] as const

/**
 * Reads `ask`, `reject`, `wait` or `accept[; user=<handle>][; workspaces=<handle>,<handle>]`; a colon separates as well.
 * @throws InputError naming `where`
 */
export function parseConsent(text: string, where: string): Consent {
  const [word = '', ...settings] = text.split(/[;:]/).map((part) => part.trim())
  const mode = consentModes.find((name) => name === word)
  if (!mode) {
    throw new InputError([{ where, what: `there is no consent "${word}"`, right: suggestion(word, consentModes) }])
  }
  const named: Record<string, string> = {}
  for (const setting of settings.filter(Boolean)) {
    const [, key = setting, value = ''] = /^(\w+)=(.+)$/.exec(setting) ?? []
    if (value === '' || !['user', 'workspaces'].includes(key)) {
      const right = 'write user=<handle> or workspaces=<handle>,<handle>'
      throw new InputError([{ where, what: `"${setting}" is no setting of a consent`, right }])
    }
    named[key] = value
  }
  return { mode, user: named.user, workspaces: named.workspaces?.split(',').map((name) => name.trim()) }
}
