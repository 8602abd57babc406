// What a handler of ClickUp's operations is given, and what it must answer.
import type { operations, rows } from '../contract/clickup.gen.js'
import type { HandlersFor } from '../contract/handlers.js'
import type { Caller } from '../model/access.js'
import type { Tables, World } from '../model/world.js'
import type { Consent, Settings } from '../settings.js'

/** What every handler is given, besides its own parameters, body and rows. */
export interface Context {
  readonly world: World
  readonly settings: Settings
  /** Who calls. Operations that need no token (`security: []`) must not read it. */
  readonly caller: Caller
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** How this login is answered, when the call itself does not say. */
  nextConsent(): Consent
  /** Tells the journal and the log something the client's author should know. */
  note(text: string): void
}

type RowsOf<Names> = { readonly [As in keyof Names]: Names[As] extends keyof Tables ? Tables[Names[As]] : never }

/** Handlers by operationId, as the specs declare them. */
export type Handlers = HandlersFor<operations, Context, { [Id in keyof rows]: RowsOf<rows[Id]> }>
