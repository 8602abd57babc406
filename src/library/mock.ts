// A running mock in code: what `createClickUpMock` gives, for the server and for each of its sandboxes.
import type { FastifyInstance } from 'fastify'
import { presentCall, type ShownCall } from '../control/calls.js'
import { type ClientEnvironment, clientEnvironment, defaultToken } from '../control/client-environment.js'
import type { ControlContext } from '../control/context.js'
import { type ControlMethods, controlMethods } from '../control/methods.js'
import { reject } from '../input/problems.js'
import type { Clock } from '../model/clock.js'
import { DEFAULT_SANDBOX, sandboxUrl } from '../sandbox/names.js'
import { type FaultMethods, faultMethods } from './fault-methods.js'
import { hear } from './hear.js'
import { inProcessFetch } from './in-process-fetch.js'
import { type WebhookMethods, webhookMethods } from './webhook-methods.js'

/** An OAuth app of the seed. */
export interface MockApp {
  readonly name: string
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uris: readonly string[]
}

/** Who has a token in the default seed. */
export type DefaultHandle = 'anna' | 'ben' | 'chloe' | 'gina'

/** One world of a mock, and the means to use and to control it. `Handle`: the people of its seed, where they are known. */
export interface MockSandbox<Handle extends string = string> {
  readonly name: string
  /** Where it is: `http://127.0.0.1:2558`, or `http://127.0.0.1:2558/s/<name>`. */
  readonly url: string
  /** In place of `https://api.clickup.com/api`. */
  readonly apiUrl: string
  /** In place of `https://app.clickup.com/api`, without parameters. */
  readonly authorizeUrl: string
  /** To begin with: the personal token of the first Workspace's owner; empty where the seed has none. */
  readonly token: string
  /** The first live personal token of each user of the seed, by handle. */
  readonly tokens: Readonly<Record<Handle, string>>
  /** By handle. */
  readonly apps: Readonly<Record<string, MockApp>>
  /** What a client needs, as `clickup-mock env` prints it. */
  readonly env: ClientEnvironment
  /** `fetch` without a socket; takes a path, a URL of the mock, or one of ClickUp. */
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly faults: FaultMethods
  readonly webhooks: WebhookMethods
  /** The whole control API: each route a method of the same name. */
  readonly control: ControlMethods
  /** The last calls, oldest first. */
  journal(): readonly ShownCall[]
  /** Hears of every call as it is answered, until the function that is returned is called. */
  onCall(listener: (call: ShownCall) => void): () => void
  /** Ends a token. @throws InputError when it is not there */
  revokeToken(token: string): void
  /** Ends a personal token and gives the new one. @throws InputError when it is not there or not a personal one */
  regenerateToken(token: string): string
  /** Everything back to the seed. */
  reset(): void
}

/** A running mock; by itself its default sandbox. */
export interface ClickUpMock<Handle extends string = string> extends MockSandbox<Handle> {
  /** Another world of the same server, made when it is not there. @throws InputError for a bad name */
  sandbox(name: string): MockSandbox<Handle>
  /** Where it listens, whatever the option `baseUrl` says; undefined without a socket. */
  readonly address: string | undefined
  /** Where it listens for https; undefined without the option `tls`. */
  readonly secureAddress: string | undefined
  /** Hears of every call in every sandbox, across their resets, until the function that is returned is called. */
  onAnyCall(listener: (call: ShownCall) => void): () => void
  /**
   * Ends it. Waiting deliveries are dropped or sent, as the option `webhookClose` says or as said here.
   * @throws InputError for another word
   */
  close(options?: { readonly webhooks?: 'drop' | 'drain' }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** The server as a whole. */
export function mockOf(
  app: FastifyInstance,
  parts: Omit<ControlContext, 'sandbox'>,
  { address, secureAddress }: { readonly address?: string; readonly secureAddress?: string | undefined },
): ClickUpMock {
  const close = async ({ webhooks }: { readonly webhooks?: string } = {}) => {
    if (webhooks === 'drop' || webhooks === 'drain') parts.sandboxes.endBy(webhooks)
    else if (webhooks !== undefined) {
      reject('close: webhooks', `there is no "${webhooks}"`, 'write drop or drain')
    }
    await app.close()
  }
  return {
    ...sandboxOf(app, parts, DEFAULT_SANDBOX),
    sandbox: (name) => sandboxOf(app, parts, name),
    address,
    secureAddress,
    onAnyCall: (listener) =>
      parts.sandboxes.subscribe((sandbox, record) => hear(listener, presentCall(sandbox, record))),
    close,
    [Symbol.asyncDispose]: () => close(),
  }
}

function sandboxOf(app: FastifyInstance, parts: Omit<ControlContext, 'sandbox'>, name: string): MockSandbox {
  const find = () => parts.sandboxes.open(name)
  const { world } = find()
  const url = sandboxUrl(parts.url, name)
  const control = controlMethods(() => ({ ...parts, sandbox: find() }))
  const live = world.tokens.all().filter((token) => token.app_id === null && !token.revoked)
  return {
    name,
    url,
    apiUrl: `${url}/api`,
    authorizeUrl: `${url}/api`,
    token: defaultToken(world) ?? '',
    // Reversed, so that the first token of a user is the one that stays.
    tokens: Object.fromEntries(live.reverse().map((token) => [world.users.get(token.user_id).handle, token.id])),
    apps: Object.fromEntries(
      control
        .listApps()
        .apps.map(({ handle, name: title, client_id, client_secret, redirect_uris }) => [
          handle,
          { name: title, client_id, client_secret, redirect_uris },
        ]),
    ),
    env: clientEnvironment(url, world),
    fetch: inProcessFetch(app, parts.url, name === DEFAULT_SANDBOX ? undefined : name),
    get clock() {
      return find().world.clock
    },
    faults: faultMethods(control),
    webhooks: webhookMethods(control, find),
    control,
    journal: () =>
      find()
        .journal.list()
        .map((record) => presentCall(find(), record)),
    onCall: (listener) => find().journal.subscribe((record) => hear(listener, presentCall(find(), record))),
    revokeToken: (token) => void control.revokeToken({ token }),
    regenerateToken: (token) => control.regenerateToken({ token }).token.token,
    reset: () => void control.reset(),
  }
}
