import t from 'tap'
import { Journal, type JournalEntry } from '../../src/sandbox/journal.js'

t.test('the journal', async (t) => {
  const entry: JournalEntry = {
    id: 'm-0',
    at: 0,
    method: 'GET',
    path: '/api/v2/user',
    operation: 'GetAuthorizedUser',
    token: undefined,
    status: 200,
    ECODE: undefined,
    step: 'operate',
    fault: undefined,
    notes: [],
  }
  const filled = (calls: number) => {
    const journal = new Journal(3)
    for (let call = 0; call < calls; call++) journal.add({ ...entry, id: journal.nextId() })
    return journal
  }
  const kept = (calls: number) =>
    filled(calls)
      .list()
      .map(({ id }) => id)

  await t.test('keeps the last calls, oldest first', async (t) => {
    t.same(kept(2), ['m-1', 'm-2'])
    t.same(kept(3), ['m-1', 'm-2', 'm-3'])
    t.same(kept(4), ['m-2', 'm-3', 'm-4'])
    t.same(kept(8), ['m-6', 'm-7', 'm-8'])
  })

  await t.test('begins anew when it is cleared', async (t) => {
    const journal = filled(4)
    journal.clear()
    t.same(journal.list(), [])
    journal.add({ ...entry, id: journal.nextId() })
    t.same(
      journal.list().map(({ id }) => id),
      ['m-1'],
    )
  })

  await t.test('shortens very long paths', async (t) => {
    const journal = filled(0)
    journal.add({ ...entry, path: `/${'x'.repeat(5_000)}` })
    t.equal(journal.list()[0]?.path.length, 2_049)
  })
})
