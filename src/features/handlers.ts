// What a handler of ClickUp's operations is given, and what it must answer.
import type { operations, rows } from '../contract/clickup.gen.js'
import type { HandlersFor } from '../contract/handlers.js'
import type { Caller } from '../model/access.js'
import type { Tables } from '../model/schema.js'
import type { World } from '../model/world.js'
import type { Consent } from '../settings/consent.js'
import type { Settings } from '../settings/settings.js'
import type { TemplatePlanter } from './templates/planter.js'

/** A file in a form. */
export interface SentFile {
  /** The name of its part, without the index that clients append to it: `attachment[0]` is `attachment`. */
  readonly field: string
  readonly filename: string
  /** As the part says it; may be empty. */
  readonly mimetype: string
  readonly bytes: Uint8Array
}

/** What every handler is given, besides its own parameters, body and rows. */
export interface Context {
  readonly world: World
  readonly settings: Settings
  /** Who calls. Operations that need no token (`security: []`) must not read it. */
  readonly caller: Caller
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Where the caller reaches this sandbox: `http://127.0.0.1:2558`, or `http://127.0.0.1:2558/s/<name>`. */
  readonly url: string
  /** The files of a multipart form; undefined when the body is none, or cannot be read. */
  readonly files: readonly SentFile[] | undefined
  /** Plants what a template holds. */
  readonly planter: TemplatePlanter
  /** How this login is answered, when the call itself does not say. */
  nextConsent(): Consent
  /** Tells the journal and the log something the client's author should know. */
  note(text: string): void
}

type RowsOf<Names> = { readonly [As in keyof Names]: Names[As] extends keyof Tables ? Tables[Names[As]] : never }

/** Handlers by operationId, as the specs declare them. */
export type Handlers = HandlersFor<operations, Context, { [Id in keyof rows]: RowsOf<rows[Id]> }>
