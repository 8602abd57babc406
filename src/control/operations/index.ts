// The tester's side, merged: the operations of specs/mock.yaml and specs/mock/*.yaml. The streams are in
// streams.ts, since they answer for as long as the client listens.
import { clock } from './clock.js'
import { faults } from './faults.js'
import { journal } from './journal.js'
import { limits } from './limits.js'
import { members } from './members.js'
import { oauth } from './oauth.js'
import { people } from './people.js'
import { sandboxes } from './sandboxes.js'
import { scenarios } from './scenarios.js'
import { server } from './server.js'
import { state } from './state.js'
import { webhooks } from './webhooks.js'
import { world } from './world.js'

export const control = {
  ...server,
  ...sandboxes,
  ...state,
  ...clock,
  ...faults,
  ...limits,
  ...oauth,
  ...members,
  ...people,
  ...world,
  ...journal,
  ...webhooks,
  ...scenarios,
}
