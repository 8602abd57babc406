// The door for code: createClickUpMock(options) starts a mock and gives the means to use it.
import { buildApp } from './app.js'
import { Contract } from './contract/contract.js'
import { plantedWorld } from './control/fixture.js'
import type { Fixture } from './control/plant.js'
import { loadScenarios } from './control/scenario-files.js'
import { InputError, type Problem } from './errors.js'
import { handlers } from './features/index.js'
import { Log, type LogLevel } from './log.js'
import { type ClickUpMock, mockOf } from './mock.js'
import type { Plan } from './model/rows.js'
import { suggestion } from './nearest.js'
import {
  type GivenOptions,
  type OptionName,
  type Options,
  optionNames,
  readOptions,
  scenarioFiles,
  whole,
} from './options.js'
import type { AnyHandler } from './pipeline/pipeline.js'
import type { FaultRule } from './sandbox/fault-rule.js'
import { Sandboxes } from './sandbox/sandboxes.js'
import { type ClientEnvironment, clientEnvironment } from './start-values.js'
import { packageVersion } from './version.js'

export type { ShownCall } from './control/calls.js'
export type { ShownDelivery } from './control/deliveries.js'
export type { ControlMethods } from './control/methods.js'
export type { Fixture } from './control/plant.js'
export { InputError } from './errors.js'
export { type InterceptOptions, intercept, type Restore } from './intercept.js'
export type { ClickUpMock, MockApp, MockSandbox } from './mock.js'
export type { FaultRule } from './sandbox/fault-rule.js'
export type { ClientEnvironment } from './start-values.js'
export type { WebhookMethods } from './webhook-methods.js'

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
  readonly strict?: boolean
  readonly scenario?: string | readonly string[]
  /** Files with scenarios of your own. */
  readonly scenarios?: string | readonly string[]
  readonly mockHeaders?: boolean
  readonly controlToken?: string
  readonly baseUrl?: string
  /** ms, or a duration such as `7s`. */
  readonly webhookTimeout?: number | string
  readonly webhookRetries?: string | readonly (number | string)[]
  readonly webhookSuspendOn?: string | number | readonly number[]
  readonly webhookHosts?: 'local' | 'any'
  readonly webhookClose?: 'drop' | 'drain'
  readonly logLevel?: LogLevel
  /** Where log lines go; stderr by default. */
  readonly log?: (line: string) => void
  /** ms until a client that sends nothing more is answered 408 (default 30,000). */
  readonly requestTimeout?: number
  /** `false`: no socket is opened, and only `mock.fetch` reaches the mock. */
  readonly listen?: boolean
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
  /** Where it will listen, as far as the port is known. */
  readonly address: string
  /** What a client will need, before there is a server. */
  readonly env: ClientEnvironment
  listen(): Promise<ClickUpMock>
  /** Without a socket. */
  unheard(): Promise<ClickUpMock>
}

/** Reads options and seed. The CLI starts here, so that complaints name its flags. @throws InputError */
export async function prepareMock(given: GivenOptions, waiting: Partial<Waiting> = {}): Promise<PreparedMock> {
  const { log = (line) => process.stderr.write(`${line}\n`) } = waiting
  const requestTimeout = whole(waiting.requestTimeout ?? 30_000, 'option requestTimeout', 1, 1e9)
  const [clickup, control] = [Contract.load('clickup'), Contract.load('mock')]
  const operationNames = clickup.operations.map(({ operationId }) => operationId)
  const scenarios = await loadScenarios(scenarioFiles(given), control, operationNames)
  const options = readOptions(given, operationNames, scenarios)
  const { settings, baseUrl, port, host, controlToken } = options
  const world = await plantedWorld(options.seed as string | Fixture, control, settings.plans)
  const parts = {
    clickup,
    control,
    built: new Set(Object.keys(handlers)),
    sandboxes: new Sandboxes(world, settings),
    settings,
    version: packageVersion(),
  }
  const app = buildApp({
    ...parts,
    handlers: handlers as object as Record<string, AnyHandler>, // the types that tell handlers apart end at the dispatch
    baseUrl,
    controlToken,
    log: new Log(options.logLevel, log),
    requestTimeout,
  })
  return {
    options,
    address: urlOf(host, port),
    env: clientEnvironment(baseUrl ?? urlOf(host, port), world),
    listen: async () => {
      const heard = new URL(await app.listen({ port, host }))
      const address = urlOf(host, port || Number(heard.port))
      return mockOf(app, { ...parts, url: baseUrl ?? address }, address)
    },
    unheard: async () => {
      await app.ready()
      return mockOf(app, { ...parts, url: baseUrl ?? 'http://clickup-mock.localhost' }, undefined)
    },
  }
}

interface Waiting {
  readonly log: (line: string) => void
  readonly requestTimeout: number
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
