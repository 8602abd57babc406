// State: reset, plant more, export, snapshots.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { exportWorld, plant } from '../../fixtures/fixture.js'
import { roomInUse } from '../../fixtures/generated.js'
import { planter } from '../../model/world.js'
import { type ControlHandlers, done } from '../context.js'

export const state = {
  reset: ({ sandbox, body: { hard = false } }) => {
    sandbox.reset({ hard })
    return done
  },

  undoReset: ({ sandbox }) => {
    sandbox.undoReset()
    return done
  },

  seed: ({ sandbox, sandboxes, body }) => {
    sandboxes.makeRoom(sandbox)
    const { world } = sandbox
    world.transact(() => plant(world, body, roomInUse(sandboxes.memory.worlds.left)), planter)
    return done
  },

  exportWorld: ({ sandbox }) => exportWorld(sandbox.picture()),

  listSnapshots: ({ sandbox }) => ({ schema_version, snapshots: sandbox.snapshots() }),

  snapshot: ({ sandbox, sandboxes, body: { name = '' } }) => {
    sandboxes.makeRoom(sandbox)
    sandbox.snapshot(name)
    return done
  },

  restore: ({ sandbox, body: { name = '' } }) => {
    sandbox.restore(name)
    return done
  },
} satisfies ControlHandlers
