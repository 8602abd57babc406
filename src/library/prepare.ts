// From options as somebody gave them to a mock that is ready to listen: the way in for code and for the command line.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.js'
import { Contract } from '../contract/contract.js'
import { Service } from '../contract/service.js'
import { type ClientEnvironment, clientEnvironment } from '../control/client-environment.js'
import { forgetGone } from '../features/tasks/rules.js'
import { plantedWorld, seedText, setPlans } from '../fixtures/seed.js'
import type { World } from '../model/world.js'
import type { AnyHandler } from '../pipeline/call.js'
import { memoryOf } from '../sandbox/sandbox-maker.js'
import { Sandboxes } from '../sandbox/sandboxes.js'
import { certificateIn } from '../server/certificate.js'
import { isOpenToOthers } from '../server/guard.js'
import { packageVersion } from '../server/version.js'
import { urlOf } from '../settings/addresses.js'
import { Log } from '../settings/log.js'
import { loadScenarios } from '../settings/scenario-files.js'
import { type GivenOptions, readOptions, type Settings, scenarioFiles } from '../settings/settings.js'
import { type ClickUpMock, mockOf } from './mock.js'
import { checkNames } from './seed-names.js'

/** A mock whose options and seed are right, but which does not listen yet. */
export interface PreparedMock {
  readonly settings: Settings
  /** Where it will listen, as far as the port is known. */
  readonly address: string
  /** What a client will need, before there is a server. */
  readonly env: ClientEnvironment
  listen(): Promise<ClickUpMock>
  /** Only `mock.fetch` reaches it. */
  withoutSocket(): Promise<ClickUpMock>
}

/**
 * Reads options and seed. The CLI starts here, so that messages name its flags. @throws InputError
 * @param tell - is told what takes long
 */
export async function prepareMock(given: GivenOptions, tell?: (what: string) => void): Promise<PreparedMock> {
  const [clickup, control] = [Contract.load('clickup'), Contract.load('mock')]
  const service = Service.load(clickup.operations)
  const scenarios = await loadScenarios(scenarioFiles(given), control, service.names)
  const settings = readOptions(given, service.names, scenarios)
  const { baseUrl, port, host } = settings
  const memory = memoryOf(settings)
  const world = await plantedWorld(settings.seed, control, { memory: memory.worlds.most, tell })
  checkNames(world, settings, given)
  setPlans(world, settings.plan)
  const make = () => new Sandboxes(world, settings, forgetGone, memory)
  const sandboxes = settings.state === undefined ? make() : await kept(settings.state, settings, world, make)
  const { handlers, controlHandlers } = await loadHandlers()
  const parts = {
    clickup,
    control,
    service,
    built: new Set(Object.keys(handlers)),
    controlHandlers,
    sandboxes,
    settings,
    version: packageVersion(),
  }
  const log = Log.of(settings)
  const app = buildApp({
    ...parts,
    handlers,
    baseUrl,
    log,
    requestTimeout: settings.requestTimeout,
    certificate: settings.tls === undefined ? undefined : await certificateIn(settings.tlsFolder),
  })
  return {
    settings,
    address: urlOf(host, port),
    env: clientEnvironment(baseUrl ?? urlOf(host, port), world),
    listen: async () => {
      if (isOpenToOthers(settings)) log.warn(openToOthers)
      const listening = new URL(await app.listen({ port, host }))
      const address = urlOf(host, port || Number(listening.port))
      const secureAddress = settings.tls === undefined ? undefined : await listenWithTls(app, host, settings.tls)
      return mockOf(app, { ...parts, url: baseUrl ?? address }, { address, secureAddress })
    },
    withoutSocket: async () => {
      await app.ready()
      return mockOf(app, { ...parts, url: baseUrl ?? 'http://clickup-mock.localhost' }, {})
    },
  }
}

/**
 * What ClickUp and the control API do: with the first mock, as it is a third of all code, and `intercept` alone needs none of it.
 * The types that tell handlers apart end here.
 */
async function loadHandlers() {
  const [{ handlers }, { control }] = await Promise.all([
    import('../features/index.js'),
    import('../control/operations/index.js'),
  ])
  type AnyHandlers = Readonly<Record<string, AnyHandler>>
  return { handlers: handlers as object as AnyHandlers, controlHandlers: control as object as AnyHandlers }
}

/** @returns where that is. @throws what `listen` throws, and the mock is closed */
async function listenWithTls(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    app.tls.listen(port, host)
    await once(app.tls, 'listening')
    return urlOf(host, (app.tls.address() as AddressInfo).port).replace('http:', 'https:') // it listens at a port
  } catch (error) {
    await app.close()
    throw error
  }
}

/** Loaded with --state only. */
async function kept(folder: string, settings: Settings, world: World, make: () => Sandboxes): Promise<Sandboxes> {
  const { keptSandboxes } = await import('../kept/kept.js')
  const seedMark = createHash('sha256')
    .update(JSON.stringify([seedText(settings.seed), [...settings.plan]]))
    .digest('hex')
  return keptSandboxes({ folder, settings, version: packageVersion(), seedMark }, world, make)
}

const openToOthers =
  'everybody who reaches this port reaches /__mock too, by the Host localhost: set --control-token where that is not wanted'
