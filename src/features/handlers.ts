// What a handler of ClickUp's operations is given, and what it must answer.
import type { operations, rows } from '../contract/clickup.gen.js'
import type { CallOf, HandlersFor } from '../contract/handlers.js'
import type { Caller } from '../model/access.js'
import type { Tables } from '../model/schema.js'
import type { World } from '../model/world.js'
import type { Consent } from '../settings/consent.js'
import type { Settings } from '../settings/settings.js'
import type { Sent } from './body.js'
import type { TemplatePlanter } from './templates/planter.js'

/** A file in a form. */
export interface SentFile {
  /** The name of its part, without the index that clients append to it: `attachment[0]` is `attachment`. */
  readonly field: string
  readonly filename: string
  /** As the part declares it. */
  readonly mimetype: string
  /** A view of the form: who keeps it, keeps a copy. */
  readonly bytes: Uint8Array
}

/** A call that was made before in this sandbox, as far as its journal reaches. */
export interface PastCall {
  /** ms by the mock's clock. */
  readonly at: number
  readonly token: string | undefined
  readonly operation: string | undefined
  readonly params: Readonly<Record<string, string>>
  readonly status: number
  /** The JSON that was sent, or its beginning. */
  readonly requestText: string | undefined
}

/** What every handler is given, besides its own parameters, body and rows. */
export interface Context {
  readonly world: World
  readonly settings: Settings
  /** The caller. Operations that need no token (`security: []`) must not read it. */
  readonly caller: Caller
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The address at which the caller reaches this sandbox: `http://127.0.0.1:2558`, or `http://127.0.0.1:2558/s/<name>`. */
  readonly url: string
  /** The files of a multipart form; undefined if the body is not one, or cannot be read. */
  readonly files: readonly SentFile[] | undefined
  /** Plants the content of templates. */
  readonly planter: TemplatePlanter
  /** Oldest first. */
  readonly pastCalls: readonly PastCall[]
  /** How to answer a login whose call does not say it. */
  nextConsent(): Consent
  /** Writes something that the client's author should know into the journal and the log. */
  note(text: string): void
}

type RowsOf<Names> = { readonly [As in keyof Names]: Names[As] extends keyof Tables ? Tables[Names[As]] : never }

/** Who calls, and what they see and change. */
export type Calling = Pick<Context, 'world' | 'caller'>

/** What the handler of this operation is given, for the rules that it hands its call to; of several, any of their calls. */
export type CallTo<Id extends keyof operations> = CallOf<operations[Id], Context, RowsOf<rows[Id]>>

/** The same of version 2, where nobody has looked at the body before the rules do: its fields may have values of any kind. */
export type SentTo<Id extends keyof operations> = Omit<CallTo<Id>, 'body'> & { readonly body: Sent<Id> }

/** Handlers by operationId, as the specs declare them. */
export type Handlers = HandlersFor<operations, Context, { [Id in keyof rows]: RowsOf<rows[Id]> }>
