// Sandboxes: list, make, forget.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { plantInTurns } from '../../fixtures/fixture.js'
import { roomInNew } from '../../fixtures/generated.js'
import { checkShape, setPlans } from '../../fixtures/seed.js'
import { besideOthers } from '../../fixtures/turns.js'
import { reject } from '../../input/problems.js'
import { sandboxUrl } from '../../sandbox/names.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { type ControlHandlers, done } from '../context.js'

export const sandboxes = {
  listSandboxes: ({ sandboxes: all, url }) => ({
    schema_version,
    sandboxes: all.list().map((sandbox) => summary(sandbox, url)),
  }),

  createSandbox: async ({
    sandboxes: all,
    settings,
    control,
    url,
    signal,
    body: { name = '', seed, from, snapshot },
  }) => {
    if (from === undefined && snapshot !== undefined)
      reject('snapshot', 'it is of no sandbox', 'say of which in `from`')
    if (from !== undefined && seed)
      reject('from', 'it does not go with `seed`', 'a fork begins with what its origin holds')
    if (from !== undefined) return { schema_version, sandbox: summary(all.fork(name, all.named(from), snapshot), url) }
    if (!seed) return { schema_version, sandbox: summary(all.create(name), url) }
    checkShape(seed, control, '/seed')
    const sandbox = await all.createPlanted(name, async (world) => {
      await besideOthers(plantInTurns(world, seed, roomInNew(all.memory.worlds.left)), signal)
      setPlans(world, settings.plan)
    })
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
