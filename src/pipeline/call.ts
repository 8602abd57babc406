// One call on its way through the house: what came in, what each step found out, what the handler is given.
import type { IncomingHttpHeaders } from 'node:http'
import type { Operation } from '../contract/contract.js'
import type { Context } from '../features/handlers.js'
import type { Caller } from '../model/access.js'
import type { World } from '../model/world.js'
import type { Fault } from '../sandbox/fault-rule.js'
import type { RateWindow } from '../sandbox/rate-limiter.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Settings } from '../settings.js'

/** What a call brings along. */
export interface Incoming {
  readonly method: string
  /** Without the query, in its canonical form. */
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
  readonly params: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
}

/** One list for all calls without notes, which are nearly all: the journal keeps it alive. */
const noNotes: readonly string[] = []

/** The context of the handler and the notebook of the pipeline. */
export class Call implements Context {
  readonly id: string
  readonly incoming: Incoming
  /** Undefined on an unknown route. */
  readonly operation: Operation | undefined
  readonly sandbox: Sandbox
  readonly settings: Settings
  readonly world: World
  /** The token as sent, without `Bearer`; undefined when there is none. */
  readonly token: string | undefined
  readonly bearer: boolean
  /** Empty when there was none, or none that ClickUp would read. */
  body: object = {}
  /** The step the call is in: the one that answers is the last. */
  step = 'fault'
  window: RateWindow | undefined
  /** A fault that waits until the operation has taken effect, and the one that applied, for the journal. */
  lateFault: Fault | undefined
  faulted: string | undefined
  /** The code of a refusal that was shown as a page, so that journal and log name it as they name any other. */
  pageCode: string | undefined
  notes: readonly string[] = noNotes
  #caller: Caller | undefined

  constructor(id: string, incoming: Incoming, operation: Operation | undefined, sandbox: Sandbox, settings: Settings) {
    this.id = id
    this.incoming = incoming
    this.operation = operation
    this.sandbox = sandbox
    this.settings = settings
    this.world = sandbox.world
    const authorization = incoming.headers.authorization ?? ''
    this.bearer = /^bearer(\s|$)/i.test(authorization)
    const token = this.bearer ? authorization.slice(6).trim() : authorization.trim()
    this.token = authorization.trim() === '' ? undefined : token
  }

  get headers(): IncomingHttpHeaders {
    return this.incoming.headers
  }

  get query(): Readonly<Record<string, unknown>> {
    return this.incoming.query
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
  }

  /** A property, since handlers take it out of the call. */
  readonly note = (text: string): void => {
    this.notes = [...this.notes, text]
  }

  /** Hands the handler a row under its own name: `team` for `team_id`. */
  hand(name: string, row: object): void {
    Object.assign(this, { [name]: row })
  }
}
