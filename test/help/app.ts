// An app with a missing or broken handler, for tests that need one.
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import { Contract } from '../../src/contract/contract.js'
import { Service } from '../../src/contract/service.js'
import { control as controlOperations } from '../../src/control/operations/index.js'
import { handlers } from '../../src/features/index.js'
import { forgetGone } from '../../src/features/tasks/rules.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import type { World } from '../../src/model/world.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import { Sandboxes } from '../../src/sandbox/sandboxes.js'
import { Log } from '../../src/settings/log.js'
import { readOptions } from '../../src/settings/settings.js'

/**
 * The default mock with other handlers: undefined takes one away. Closed when the test ends; not listening.
 * @param spoil - breaks the world in a way that no call could
 */
export async function appWith(
  t: Test,
  changed: Readonly<Record<string, AnyHandler | undefined>>,
  log: (line: string) => void,
  spoil: (world: World) => void = () => {},
): Promise<FastifyInstance> {
  const [clickup, control] = [Contract.load('clickup'), Contract.load('mock')]
  const service = Service.load(clickup.operations)
  const settings = readOptions({}, service.names)
  const world = await plantedWorld('default', control)
  spoil(world)
  const all = { ...(handlers as object as Record<string, AnyHandler>), ...changed } // types end at the dispatch
  const app = buildApp({
    clickup,
    control,
    service,
    controlHandlers: controlOperations as object as Record<string, AnyHandler>,
    built: new Set(Object.keys(all).filter((name) => all[name])),
    handlers: Object.fromEntries(Object.entries(all).filter(([, handler]) => handler)),
    sandboxes: new Sandboxes(world, settings, forgetGone),
    settings,
    baseUrl: undefined,
    version: '0.0.0',
    log: new Log('error', log),
    requestTimeout: 30_000,
  })
  t.teardown(() => app.close())
  return app
}
