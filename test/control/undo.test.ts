// The undo of a reset: everything comes back, and what happened since is lost.
import t from 'tap'
import { seenBy } from '../help/seen.js'
import { start } from '../help/start.js'

t.test('the undo of a reset', async (t) => {
  const { mock, as } = await start(t)
  const { control } = mock

  await t.test('brings back all that a tester could have changed, and the calls', async (t) => {
    for (const change of [
      () => control.snapshot({ name: 'kept' }),
      () => control.addFault({ fault: '503', operation: 'GetWorkspaceseats', times: 2 }),
      () => control.setLimit({ plan: 'business', limit: '7' }),
      () => control.setConsent({ mode: 'reject', times: 3 }),
      () => control.runScenario({ name: 'slow' }),
      () => control.stopScenarios(),
      () => control.mintToken({ user: 'anna' }),
      () => control.advanceClock({ ms: 5_000 }),
    ])
      change()
    await as.anna.get('/api/v2/team/9001001/seats')
    await as.anna.get('/api/v2/user')
    const [before, calls] = [seenBy(mock), control.listCalls().calls]
    for (const hard of [false, true]) {
      control.reset({ hard })
      t.not(seenBy(mock), before)
      t.same(control.undoReset(), { schema_version: 1, done: true })
      t.equal(seenBy(mock), before, hard ? 'after a hard one' : 'after a soft one')
      t.same(control.listCalls().calls, calls)
    }
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
    t.equal(control.listCalls().calls.at(-1)?.id, 'm-3', 'ids go on where they were')
    t.equal(
      control.listCalls().calls.at(-1)?.limit?.split(' ').slice(0, 3).join(' '),
      '5 of 7',
      'and so does the window',
    )
    control.restore({ name: 'kept' })
    t.equal(control.listTokens().tokens.length, 6, 'and snapshots')
  })
  await t.test('loses what happened since, and is done once', async (t) => {
    control.reset()
    const { token } = control.mintToken({ user: 'ben' }).token
    control.undoReset()
    t.notOk(control.listTokens().tokens.some((one) => one.token === token))
    t.throws(() => control.undoReset(), { message: /there is none to undo/ })
  })
})
