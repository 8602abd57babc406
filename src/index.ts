// The door for code: createClickUpMock(options) starts a mock and gives the means to use it.
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.js'
import { Contract } from './contract/contract.js'
import { plantedWorld } from './control/fixture.js'
import type { Fixture } from './control/plant.js'
import { InputError, type Problem } from './errors.js'
import { regenerateToken, revokeToken } from './features/authorization/token-exchange.js'
import { handlers } from './features/index.js'
import { inProcessFetch } from './in-process-fetch.js'
import { Log, type LogLevel } from './log.js'
import type { Clock } from './model/clock.js'
import type { Plan, TokenRow } from './model/rows.js'
import { suggestion } from './nearest.js'
import { type GivenOptions, type OptionName, type Options, optionNames, readOptions, whole } from './options.js'
import type { AnyHandler } from './pipeline/pipeline.js'
import type { FaultRule } from './sandbox/fault-rule.js'
import type { JournalEntry } from './sandbox/journal.js'
import { Sandbox } from './sandbox/sandbox.js'
import { type ClientEnvironment, clientEnvironment } from './start-values.js'
import { packageVersion } from './version.js'

export type { Fixture } from './control/plant.js'
export { InputError } from './errors.js'
export type { FaultRule } from './sandbox/fault-rule.js'
export type { JournalEntry } from './sandbox/journal.js'
export type { ClientEnvironment } from './start-values.js'

/** What a mock can be told; each is the flag of the same name (see the README's table). */
export interface MockOptions {
  /** 0, the default here, takes a free one. */
  readonly port?: number
  readonly host?: string
  /** `default`, `empty`, a file, or a fixture itself. */
  readonly seed?: string | Fixture
  readonly auth?: 'strict' | 'any'
  readonly rateLimit?: string | number | readonly (string | number)[]
  readonly faults?: string | FaultRule | readonly (string | FaultRule)[]
  /** ms, or a range such as `50-200`. */
  readonly latency?: number | string
  readonly consent?: string
  readonly plan?: Plan | string | readonly string[]
  readonly basicAuth?: boolean
  /** Seconds. */
  readonly codeLifetime?: number
  readonly baseUrl?: string
  readonly logLevel?: LogLevel
  /** Where log lines go; stderr by default. */
  readonly log?: (line: string) => void
  /** ms until a client that sends nothing more is answered 408 (default 30,000). */
  readonly requestTimeout?: number
  /** `false`: no socket is opened, and only `mock.fetch` reaches the mock. */
  readonly listen?: boolean
}

/** An OAuth app of the seed. */
export interface MockApp {
  readonly name: string
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uris: readonly string[]
}

/** A running mock. */
export interface ClickUpMock {
  /** Where it is: `http://127.0.0.1:2558`. */
  readonly url: string
  /** In place of `https://api.clickup.com/api`. */
  readonly apiUrl: string
  /** In place of `https://app.clickup.com/api`, without parameters. */
  readonly authorizeUrl: string
  /** The first live personal token of each user of the seed, by handle. */
  readonly tokens: Readonly<Record<string, string>>
  /** By handle. */
  readonly apps: Readonly<Record<string, MockApp>>
  /** What a client needs, as `clickup-mock env` prints it. */
  readonly env: ClientEnvironment
  /** `fetch` without a socket; takes a path, a URL of the mock, or one of ClickUp. */
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** The last calls, oldest first. */
  journal(): readonly JournalEntry[]
  /** Ends a token. @throws InputError when it is not there */
  revokeToken(token: string): void
  /** Ends a personal token and gives the new one. @throws InputError when it is not there or no personal one */
  regenerateToken(token: string): string
  /** Everything back to the seed. */
  reset(): void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a mock. Several may run in one process.
 * @throws InputError when an option or the seed is not right, with everything that is wrong; nothing is left running
 */
export async function createClickUpMock(options: MockOptions = {}): Promise<ClickUpMock> {
  const { listen = true, log, requestTimeout } = options
  const given = { port: 0, logLevel: 'silent', ...withoutUndefined(options) }
  const mock = await prepareMock(givenByCode(given), {
    ...(log && { log }),
    ...(requestTimeout !== undefined && { requestTimeout }),
  })
  return listen ? mock.listen() : mock.unheard()
}

/** A mock whose options and seed are right, but which does not listen yet. */
export interface PreparedMock {
  readonly options: Options
  /** What a client will need, before there is a server. */
  readonly env: ClientEnvironment
  listen(): Promise<ClickUpMock>
  /** Without a socket. */
  unheard(): Promise<ClickUpMock>
}

/** Reads options and seed. The CLI starts here, so that complaints name its flags. @throws InputError */
export async function prepareMock(given: GivenOptions, waiting: Partial<Waiting> = {}): Promise<PreparedMock> {
  const {
    log = (line) =>
      process.stderr.write(`${line}
`),
  } = waiting
  const requestTimeout = whole(waiting.requestTimeout ?? 30_000, 'option requestTimeout', 1, 1e9)
  const [clickup, control] = [Contract.load('clickup'), Contract.load('mock')]
  const options = readOptions(
    given,
    clickup.operations.map(({ operationId }) => operationId),
  )
  const { settings, baseUrl, port, host } = options
  const world = await plantedWorld(options.seed as string | Fixture, control, settings.plans)
  const sandbox = new Sandbox(world, settings.faults)
  const app = buildApp({
    clickup,
    control,
    handlers: handlers as object as Record<string, AnyHandler>, // the types that tell handlers apart end at the dispatch
    sandbox,
    settings,
    baseUrl,
    version: packageVersion(),
    log: new Log(options.logLevel, log),
    requestTimeout,
  })
  return {
    options,
    env: clientEnvironment(baseUrl ?? urlOf(host, port), world),
    listen: async () => {
      const heard = new URL(await app.listen({ port, host }))
      return handle(app, sandbox, baseUrl ?? urlOf(host, port || Number(heard.port)))
    },
    unheard: async () => {
      await app.ready()
      return handle(app, sandbox, baseUrl ?? 'http://clickup-mock.localhost')
    },
  }
}

interface Waiting {
  readonly log: (line: string) => void
  readonly requestTimeout: number
}

function handle(app: FastifyInstance, sandbox: Sandbox, url: string): ClickUpMock {
  const { world } = sandbox
  const live = world.tokens.all().filter((token) => token.app_id === null && !token.revoked)
  const close = () => app.close()
  return {
    url,
    apiUrl: `${url}/api`,
    authorizeUrl: `${url}/api`,
    tokens: Object.fromEntries(live.reverse().map((token) => [world.users.get(token.user_id).handle, token.id])),
    apps: Object.fromEntries(
      world.apps
        .all()
        .map(({ handle: name, id: client_id, ...app }) => [
          name,
          { name: app.name, client_id, client_secret: app.client_secret, redirect_uris: app.redirect_uris },
        ]),
    ),
    env: clientEnvironment(url, world),
    fetch: inProcessFetch(app, url),
    clock: world.clock,
    journal: () => sandbox.journal.list(),
    revokeToken: (token) => revokeToken(world, tokenNamed(sandbox, token)),
    regenerateToken: (token) => {
      const row = tokenNamed(sandbox, token)
      if (row.app_id !== null) {
        const right = 'ClickUp regenerates personal ones only: revoke it'
        throw new InputError([{ where: 'token', what: `${token} is an OAuth token`, right }])
      }
      return world.transact(() => regenerateToken(world, row)).id
    },
    reset: () => sandbox.reset(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function tokenNamed({ world }: Sandbox, token: string): TokenRow {
  const row = world.tokens.find(token)
  if (row) return row
  throw new InputError([
    { where: 'token', what: `there is no token ${token}`, right: 'mock.tokens has those of the seed' },
  ])
}

/** What only code can give. */
const codeOptions: readonly string[] = ['log', 'requestTimeout', 'listen']

/** @throws InputError for options there are none of, which plain JavaScript would not notice */
function givenByCode(options: object): GivenOptions {
  const given: GivenOptions = {}
  const unknown: Problem[] = []
  for (const [name, value] of Object.entries(options)) {
    const where = `option ${name}`
    if (isOption(name)) given[name] = { value, where }
    else if (!codeOptions.includes(name)) {
      unknown.push({
        where,
        what: 'there is no such option',
        right: suggestion(name, [...optionNames, ...codeOptions]),
      })
    }
  }
  if (unknown.length) throw new InputError(unknown)
  return given
}

/** An option that is there but undefined is one that was not given. */
function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function isOption(name: string): name is OptionName {
  return optionNames.some((option) => option === name)
}

/** A mock that listens everywhere is reached at the loopback address. */
function urlOf(address: string, port: number): string {
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
