// Preloaded into the mock, it plants faults that the fuzzer has to find: a 500 without a cause, a call that the journal
// loses, a write that stays though it was refused, and an error outside of every call. For a test of the fuzzer itself.
import { Answer } from '../dist/contract/answer.js'
import { refuse } from '../dist/contract/catalogue.js'
import { control } from '../dist/control/operations/index.js'
import { handlers } from '../dist/features/index.js'
import { Journal } from '../dist/sandbox/journal.js'

const { GetAuthorizedUser } = handlers
let created = 0
let kept = 0

handlers.GetAuthorizedUser = (call) =>
  kept < 30 ? GetAuthorizedUser(call) : new Answer(500, { err: 'planted', ECODE: 'ERROR_HANDLER' })

for (const name of Object.keys(handlers).filter((one) => one.startsWith('Create'))) {
  const make = handlers[name]
  handlers[name] = (call) => {
    created += 1
    if (created < 3) return make(call)
    queueMicrotask(() => {
      try {
        call.world.transact(() => make(call))
      } catch {} // it would have been refused anyway
    })
    return refuse('taskNameInvalid')
  }
}

const { add } = Journal.prototype
Journal.prototype.add = function (record) {
  kept += 1
  if (kept % 20 !== 0) add.call(this, record)
}

// The fuzzer is done with a sandbox then, and has compared its journal and its world.
const { deleteSandbox } = control
control.deleteSandbox = (call) => {
  if (call.params.name === 'f0')
    setTimeout(() => {
      throw new Error('planted')
    })
  return deleteSandbox(call)
}
