// Sandboxes: list, make, forget.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { type Fixture, plant } from '../../fixtures/fixture.js'
import { roomWhileRunning } from '../../fixtures/generated.js'
import { setPlans } from '../../fixtures/seed.js'
import type { World } from '../../model/world.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { sandboxUrl } from '../../sandbox/sandboxes.js'
import { type ControlHandlers, done } from '../context.js'

export const sandboxes = {
  listSandboxes: ({ sandboxes: all, url }) => ({
    schema_version,
    sandboxes: all.list().map((sandbox) => summary(sandbox, url)),
  }),

  createSandbox: ({ sandboxes: all, settings, url, body: { name = '', seed } }) => {
    const planted = (world: World, fixture: Fixture) => {
      plant(world, fixture, roomWhileRunning(all.memory.worlds.left))
      setPlans(world, settings.plan)
    }
    const sandbox = all.create(name, seed && ((world) => planted(world, seed)))
    return { schema_version, sandbox: summary(sandbox, url) }
  },

  deleteSandbox: ({ sandboxes: all, params }) => {
    all.delete(params.name)
    return done
  },
} satisfies ControlHandlers

function summary({ name, journal }: Sandbox, url: string) {
  return { name, url: sandboxUrl(url, name), calls: journal.added, violations: journal.violations }
}
