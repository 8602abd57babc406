// One call on its way through the house: what came in, what each step found out, what the handler is given.
import type { IncomingHttpHeaders } from 'node:http'
import type { RefusalName } from '../contract/catalogue.js'
import type { Operation } from '../contract/contract.js'
import type { Context, SentFile } from '../features/handlers.js'
import { templatePlanter } from '../fixtures/template-planter.js'
import type { Caller } from '../model/access.js'
import type { Author, World } from '../model/world.js'
import type { RateWindow } from '../sandbox/rate-limiter.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { sandboxUrl } from '../sandbox/sandboxes.js'
import type { RunningScenario } from '../sandbox/scenarios.js'
import { Redactor } from '../sandbox/secrets.js'
import type { Consent } from '../settings/consent.js'
import type { Fault } from '../settings/fault-rule.js'
import type { Settings } from '../settings/settings.js'
import type { Change } from '../store/table.js'
import { Form } from './form.js'

/** What a call brings along. */
export interface Incoming {
  readonly method: string
  /** Without the query, in its canonical form. */
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
  readonly params: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  /** As sent, names and values in turn. */
  readonly rawHeaders: readonly string[]
  /** Where clients reach the mock, when it is not where they say. */
  readonly baseUrl?: string | undefined
}

/** One list for all calls that have nothing to tell, which are nearly all: the journal keeps it alive. */
const none: readonly never[] = []
/** Enough to see what a call did; a deleted Folder may be a thousand rows. */
const MOST_CHANGES = 50
/** The body of a call that has none, or none that ClickUp would read. */
export const noBody: object = Object.freeze({})

/** The context of the handler and the notebook of the pipeline. */
export class Call implements Context, Author {
  readonly id: string
  /** By the machine's clock, in ms: how long an answer took is no affair of the mock's clock. */
  readonly started = performance.now()
  readonly incoming: Incoming
  /** Undefined on an unknown route. */
  readonly operation: Operation | undefined
  readonly sandbox: Sandbox
  readonly settings: Settings
  readonly world: World
  readonly planter = templatePlanter
  /** The token as sent, without `Bearer`; undefined when there is none. */
  token: string | undefined
  readonly bearer: boolean
  /** As sent, until the check has arranged it and turned its texts into what they are declared as. */
  query: Readonly<Record<string, unknown>>
  body: object = noBody
  files: readonly SentFile[] | undefined
  /** The step the call is in: the one that answers is the last. */
  step = 'fault'
  window: RateWindow | undefined
  /** A fault that waits until the operation has taken effect, and the one that applied, for the journal. */
  lateFault: Fault | undefined
  faulted: string | undefined
  /** Fields that ClickUp ignores in silence, and what else the documents do not have. */
  ignored: readonly string[] = none
  violations: readonly string[] = none
  /** The code of a refusal that was shown as a page, so that journal and log name it as they name any other. */
  pageCode: string | undefined
  notes: readonly string[] = none
  /** The rows it changed, as `table/id`. */
  changes: readonly string[] = none
  /** The refusal for a row of the path that was deleted. */
  gone: RefusalName | undefined
  /** The scenarios at work for this call. */
  scenarios: readonly RunningScenario[] = none
  #caller: Caller | undefined

  /** @param token - as `tokenIn` reads it from the Authorization header */
  constructor(
    incoming: Incoming,
    operation: Operation | undefined,
    sandbox: Sandbox,
    settings: Settings,
    token: string | undefined,
  ) {
    this.id = sandbox.journal.nextId()
    this.incoming = incoming
    this.query = incoming.query
    this.operation = operation
    this.sandbox = sandbox
    this.settings = settings
    this.world = sandbox.world
    this.bearer = isBearer.test(incoming.headers.authorization ?? '')
    this.token = token
  }

  get headers(): IncomingHttpHeaders {
    return this.incoming.headers
  }

  get url(): string {
    const { baseUrl = `http://${this.headers.host}` } = this.incoming
    return sandboxUrl(baseUrl, this.sandbox.name)
  }

  get params(): Readonly<Record<string, string>> {
    return this.incoming.params
  }

  /** @throws Error before `authenticate` has run: a fault of ours */
  get caller(): Caller {
    if (!this.#caller) throw new Error(`${this.operation?.operationId} has no caller`)
    return this.#caller
  }

  set caller(caller: Caller) {
    this.#caller = caller
    this.token = caller.token // the same text, but the world's: the journal keeps it alive
  }

  /** Whoever calls; nobody yet when a code is exchanged. */
  get userId(): number | undefined {
    return this.#caller?.user.id
  }

  /** Makes texts about this call fit to be shown. */
  get redactor(): Redactor {
    const { query, headers } = this.incoming
    return new Redactor(this.world, { token: this.token, query, requestHeaders: headers, requestBody: this.body })
  }

  /** How this login is answered: as a scenario says, or the sandbox's script. A property, as `note` is. */
  readonly nextConsent = (): Consent => {
    const scripted = this.scenarios.find(({ scenario }) => scenario.consent)?.scenario.consent
    return scripted ?? this.sandbox.consent.next()
  }

  /** A property, since handlers take it out of the call. */
  readonly note = (text: string): void => {
    this.notes = [...this.notes, text]
  }

  /** The world tells what held of what this call did. */
  changed(changes: readonly Change[]): void {
    const rows = new Set(this.changes)
    for (const { table, id } of changes) {
      if (rows.size === MOST_CHANGES) break
      rows.add(`${table}/${id}`)
    }
    this.changes = [...rows]
  }

  /** Takes the body as it was read. */
  take(body: unknown): void {
    if (body instanceof Form) {
      this.body = body.fields
      this.files = body.files
    } else if (body && typeof body === 'object') this.body = body
  }

  /** Hands the handler a row under its own name: `team` for `team_id`. */
  hand(name: string, row: object): void {
    Object.assign(this, { [name]: row })
  }
}

const isBearer = /^bearer(\s|$)/i

/** The token in an Authorization header, without `Bearer`; undefined when the header is absent or empty. */
export function tokenIn(authorization: string): string | undefined {
  const text = authorization.trim()
  if (text === '') return undefined
  return isBearer.test(text) ? text.slice(6).trim() : text
}
