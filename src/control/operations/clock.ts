// The clock: read, move, stop, let run.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { readTime } from '../../input/times.js'
import { type Clock, isoTime } from '../../model/clock.js'
import type { ControlHandlers } from '../context.js'

export const clock = {
  getClock: ({ sandbox }) => show(sandbox.world.clock),

  advanceClock: ({ sandbox: { world }, body: { ms = 0 } }) => {
    world.clock.advance(ms)
    return show(world.clock)
  },

  freezeClock: ({ sandbox: { world }, body: { at } }) => {
    world.clock.freeze(readTime(at, '/at'))
    return show(world.clock)
  },

  runClock: ({ sandbox: { world }, body: { at } }) => {
    world.clock.run(readTime(at, '/at'))
    return show(world.clock)
  },

  resetClock: ({ sandbox: { world } }) => {
    world.clock.reset()
    return show(world.clock)
  },
} satisfies ControlHandlers

function show(clock: Clock) {
  const now = clock.now() // read once, or a running clock might have moved on
  return { schema_version, now, iso: isoTime(now), frozen: clock.frozen }
}
