// One call on its way through the pipeline: what came in, what each step found out, what the handler is given.
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../contract/answer.js'
import type { RefusalName } from '../contract/catalogue.js'
import type { Contract } from '../contract/contract.js'
import type { Operation } from '../contract/operation.js'
import type { Service } from '../contract/service.js'
import type { Context, PastCall, SentFile } from '../features/handlers.js'
import { templatePlanter } from '../fixtures/template-planter.js'
import type { Caller } from '../model/access.js'
import type { Author, World } from '../model/world.js'
import { sandboxUrl } from '../sandbox/names.js'
import type { RateWindow } from '../sandbox/rate-limiter.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import type { RunningScenario } from '../sandbox/scenarios.js'
import { Redactor } from '../sandbox/secrets.js'
import type { Consent } from '../settings/consent.js'
import type { Fault, NetworkFault } from '../settings/fault-rule.js'
import type { Log } from '../settings/log.js'
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
  /** As sent; names and values alternate. */
  readonly rawHeaders: readonly string[]
  /** `http` or `https`. */
  readonly protocol: string
  /** Where clients reach the mock, if that is not the Host they send. */
  readonly baseUrl?: string | undefined
}

/** What ClickUp's side is made of; the same for all calls of one mock. */
export interface ClickUpParts {
  readonly clickup: Contract
  /** Every operation that ClickUp has. */
  readonly service: Service
  /** By operationId; an operation without one answers 501. */
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>
  readonly sandboxes: Sandboxes
  readonly settings: Settings
  readonly baseUrl: string | undefined
  readonly log: Log
}

/** A handler as the pipeline sees it: the types that tell handlers apart end at the dispatch. */
export type AnyHandler = (call: object) => unknown

/** The shared empty list: nearly all calls need it, and the journal keeps it alive. */
const none: readonly never[] = []
/** Enough to see what a call did; a deleted Folder may be a thousand rows. */
const MOST_CHANGES = 50
/** The body of a call without a body that ClickUp would read. */
export const noBody: object = Object.freeze({})

/** What the handler is given, and what the steps note for each other. */
export class Call implements Context, Author {
  readonly id: string
  /** ms by the machine's clock, which measures how long an answer took; the mock's clock may stand still. */
  readonly started = performance.now()
  readonly incoming: Incoming
  /** Undefined on an unknown route, and where the mock does not declare it yet. */
  readonly operation: Operation | undefined
  /** Undefined where ClickUp has none. */
  readonly operationId: string | undefined
  readonly sandbox: Sandbox
  readonly parts: ClickUpParts
  readonly world: World
  readonly planter = templatePlanter
  /** The token as sent, without `Bearer`; undefined when there is none. */
  token: string | undefined
  readonly bearer: boolean
  /** As sent, until the check has arranged it and turned its texts into the declared types. */
  query: Readonly<Record<string, unknown>>
  /** As sent, until the check has put values in place of the texts that stand for them. */
  body: object = noBody
  /** The text of a JSON body, which the journal keeps. */
  sentText: string | undefined
  files: readonly SentFile[] | undefined
  /** The rows that the path names, by the name handlers have for them: `team` for `team_id`. */
  readonly rows: Record<string, object> = {}
  /** The step that the call is in; in the end, the step that answered. */
  step = 'fault'
  /** ms to wait before the call goes on, or is answered. */
  delay = 0
  /** The operation's own answer, and how the connection breaks instead of an answer. */
  answer: Answer | undefined
  network: NetworkFault | undefined
  window: RateWindow | undefined
  /** A fault that waits until the operation has taken effect, and the name of the fault that applied. */
  lateFault: Fault | undefined
  faulted: string | undefined
  /** Fields that ClickUp ignores in silence, and whatever else the specs do not have. */
  ignored: readonly string[] = none
  violations: readonly string[] = none
  /** The code of a refusal that was shown as a page, for the journal and the log. */
  pageCode: string | undefined
  notes: readonly string[] = none
  /** The rows it changed, as `table/id`. */
  changes: readonly string[] = none
  /** The version of the world in which the rows were looked up. */
  admittedAt = 0
  /** The refusal for a row of the path that was deleted. */
  gone: RefusalName | undefined
  /** The scenarios that apply to this call. */
  scenarios: readonly RunningScenario[] = none
  #caller: Caller | undefined

  /**
   * @param operationId - as the service knows it by method and path
   * @param token - as `tokenIn` reads it from the Authorization header
   */
  constructor(
    incoming: Incoming,
    operationId: string | undefined,
    sandbox: Sandbox,
    parts: ClickUpParts,
    token: string | undefined,
  ) {
    this.id = sandbox.journal.nextId()
    this.incoming = incoming
    this.query = incoming.query
    this.operation = operationId === undefined ? undefined : parts.clickup.find(operationId)
    this.operationId = operationId
    this.sandbox = sandbox
    this.parts = parts
    this.world = sandbox.world
    this.bearer = isBearer.test(incoming.headers.authorization ?? '')
    this.token = token
  }

  get settings(): Settings {
    return this.parts.settings
  }

  get headers(): IncomingHttpHeaders {
    return this.incoming.headers
  }

  get url(): string {
    const { protocol, baseUrl = `${protocol}://${this.headers.host}` } = this.incoming
    return sandboxUrl(baseUrl, this.sandbox.name)
  }

  get params(): Readonly<Record<string, string>> {
    return this.incoming.params
  }

  /** @throws Error before `authenticate` has run: a bug of the mock */
  get caller(): Caller {
    if (!this.#caller) throw new Error(`${this.operationId} has no caller`)
    return this.#caller
  }

  set caller(caller: Caller) {
    this.#caller = caller
    this.token = caller.token // the same text, but the one that the world keeps anyway
  }

  get pastCalls(): readonly PastCall[] {
    return this.sandbox.journal.list()
  }

  /** The caller's id; undefined when a code is exchanged. */
  get userId(): number | undefined {
    return this.#caller?.user.id
  }

  /** Hides secrets in texts about this call. */
  get redactor(): Redactor {
    const { query, headers } = this.incoming
    return new Redactor(this.world, { token: this.token, query, requestHeaders: headers, requestBody: this.body })
  }

  /** How this login is answered: by a scenario or by the sandbox's script. A function of its own, as `note` is. */
  get nextConsent(): () => Consent {
    return () => {
      const scripted = this.scenarios.find(({ scenario }) => scenario.consent)?.scenario.consent
      return scripted ?? this.sandbox.consent.next()
    }
  }

  /** A function of its own, since handlers take it out of the call; made only for those that do. */
  get note(): (text: string) => void {
    return (text) => {
      this.notes = [...this.notes, text]
    }
  }

  /** The world reports the changes of this call that were committed. */
  changed(changes: readonly Change[]): void {
    const rows = [...this.changes]
    for (const { table, id } of changes) {
      if (rows.length === MOST_CHANGES) break
      const row = `${table}/${id}`
      if (!rows.includes(row)) rows.push(row)
    }
    this.changes = rows
  }

  /** Takes over the body as it was read. */
  take(body: unknown): void {
    if (body instanceof Form) {
      this.body = body.fields
      this.files = body.files
    } else if (body && typeof body === 'object') this.body = body
  }
}

const isBearer = /^bearer(\s|$)/i

/** The token in an Authorization header, without `Bearer`; undefined when the header is absent or empty. */
export function tokenIn(authorization: string): string | undefined {
  const text = authorization.trim()
  if (text === '') return undefined
  return isBearer.test(text) ? text.slice(6).trim() : text
}
