// Builds a server from parts of a test's own, for what no option can do: handlers that fail, operations of another kind.
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { buildApp, type Parts } from '../../src/app.js'
import { Contract } from '../../src/contract/contract.js'
import { Service } from '../../src/contract/service.js'
import { defaultToken } from '../../src/control/client-environment.js'
import { control as controlOperations } from '../../src/control/operations/index.js'
import { handlers } from '../../src/features/index.js'
import { forgetGone } from '../../src/features/tasks/rules.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import { inProcessFetch } from '../../src/library/in-process-fetch.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import type { Sandbox } from '../../src/sandbox/sandbox.js'
import { Sandboxes } from '../../src/sandbox/sandboxes.js'
import { Log } from '../../src/settings/log.js'
import { loadScenarios } from '../../src/settings/scenario-files.js'
import { type GivenOptions, readOptions } from '../../src/settings/settings.js'

/** A server without a socket, closed when the test ends. */
export interface TestApp {
  readonly app: FastifyInstance
  readonly fetch: typeof globalThis.fetch
  readonly sandbox: Sandbox
  readonly sandboxes: Sandboxes
  /** Of the first Workspace's owner. */
  readonly token: string
  readonly log: readonly string[]
}

/** Builds and starts it. @param given - options, as flags would say them @throws Error when the parts do not fit */
export async function testApp(
  t: Test,
  change: (parts: Parts) => Partial<Parts>,
  given: GivenOptions = {},
): Promise<TestApp> {
  const [clickup, control] = [Contract.load('clickup'), Contract.load('mock')]
  const service = Service.load(clickup.operations)
  const settings = readOptions(given, service.names, await loadScenarios([], control, service.names))
  const sandboxes = new Sandboxes(await plantedWorld('default', control), settings, forgetGone)
  const sandbox = sandboxes.default
  const log: string[] = []
  const parts: Parts = {
    clickup,
    control,
    service,
    handlers: handlers as object as Record<string, AnyHandler>, // types end at the dispatch
    controlHandlers: controlOperations as object as Record<string, AnyHandler>,
    built: new Set(Object.keys(handlers)),
    sandboxes,
    settings,
    baseUrl: undefined,
    version: '0.0.0',
    log: new Log('info', (line) => log.push(line)),
    requestTimeout: 1_000,
  }
  const app = buildApp({ ...parts, ...change(parts) })
  await app.ready()
  t.teardown(() => app.close())
  return {
    app,
    fetch: inProcessFetch(app, 'http://mock'),
    sandbox,
    sandboxes,
    token: defaultToken(sandbox.world) ?? '',
    log,
  }
}
