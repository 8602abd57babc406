// The journal by itself: how much it keeps, and that a place taken again holds the new call and nothing of the old one.
import t from 'tap'
import { CallRecord } from '../../src/sandbox/call-record.js'
import { Journal } from '../../src/sandbox/journal.js'
import { MemoryShare } from '../../src/store/memory-budget.js'

const memory = () => new MemoryShare(1e9)

function fail(error: unknown): never {
  throw error
}

/** A record of a size: 1,024 bytes and what is given. */
function record(id: string, more: Partial<CallRecord> = {}): CallRecord {
  return { ...new CallRecord(), id, method: 'GET', status: 200, step: 'operate', mockHeaders: true, ...more }
}

const add = (journal: Journal, record: CallRecord) => journal.add(Object.assign(journal.open(), record))

t.test('Journal', async (t) => {
  const ids = (journal: Journal) => journal.list().map(({ id }) => id)
  const bounds: readonly [what: string, bytes: number, more: Partial<CallRecord>, kept: number][] = [
    ['so many calls', 1e9, {}, 3],
    ['so many bytes', 2 * 1_024, {}, 2],
    ['so many bytes of requests', 4_000, { requestText: 'x'.repeat(400) }, 2],
    ['an answer that is the same again once', 5_500, { responseBody: 'x'.repeat(600), responseBytes: 600 }, 3],
    ['so many bytes of paths', 5_000, { path: '/'.repeat(500) }, 2],
    ['the last call even if it is too big by itself', 1_000, {}, 1],
  ]
  for (const [what, bytes, more, kept] of bounds) {
    await t.test(`keeps ${what}`, async (t) => {
      const journal = new Journal('default', memory(), fail, { calls: 3, bytes })
      const added = Array.from({ length: 10 }, (_, index) => `m-${index}`)
      for (const id of added) add(journal, record(id, more))
      t.same(ids(journal), kept ? added.slice(-kept) : [])
      t.same([journal.added, journal.dropped], [10, 10 - kept])
      journal.clear()
      t.same([journal.added, journal.dropped, ids(journal)], [0, 0, []])
      add(journal, record('again', more))
      t.same(ids(journal), kept ? ['again'] : [], 'an emptied one has all its room')
    })
  }
  await t.test(
    'keeps a call whole that takes the place of another, and leaves what was listed as it was',
    async (t) => {
      const journal = new Journal('default', memory(), fail, { calls: 1, bytes: 1e9 })
      const first = record('m-1')
      const second: CallRecord = {
        id: 'm-2',
        place: 1,
        bytes: 1,
        at: 1,
        method: 'POST',
        path: '/x',
        params: { id: '1' },
        query: { page: '1' },
        requestHead: 'a\nb',
        requestText: '{}',
        operation: 'GetX',
        token: 'pk_1_X',
        status: 400,
        ECODE: 'X_001',
        step: 'fault',
        fault: 'X_001',
        limit: 100,
        remaining: 99,
        reset: 60,
        ownHeaders: { a: 'b' },
        connection: 'close',
        isText: true,
        responseBody: 'x',
        responseBytes: 1,
        mockHeaders: false,
        duration: 0.5,
        ignored: ['a'],
        violations: ['b'],
        notes: ['c'],
        changed: ['tasks/1'],
      }
      for (const name of Object.keys(first)) t.notSame(Reflect.get(second, name), Reflect.get(first, name), name)
      add(journal, first)
      const listed = journal.list()
      add(journal, second)
      t.same(
        [listed, journal.list()],
        [[{ ...first, bytes: 1_024 }], [{ ...second, bytes: listed[0] && journal.list()[0]?.bytes }]],
      )
    },
  )
  await t.test('counts the calls with violations, forgotten ones too', async (t) => {
    const journal = new Journal('default', memory(), fail, { calls: 1, bytes: 1e9 })
    for (const violations of [['a', 'b'], [], ['c']]) add(journal, record('m-1', { violations }))
    t.equal(journal.violations, 2)
  })
  await t.test('tells its listeners until they leave', async (t) => {
    const journal = new Journal('default', memory(), fail)
    const heard: string[] = []
    const leave = journal.subscribe(({ id }) => heard.push(id))
    add(journal, record('m-1'))
    leave()
    add(journal, record('m-2'))
    t.same(heard, ['m-1'])
  })
  await t.test('keeps the call whose listener throws, and says so', async (t) => {
    const failures: unknown[] = []
    const journal = new Journal('default', memory(), (error) => failures.push(error))
    journal.subscribe(() => {
      throw new Error('the listener is wrong')
    })
    const heard: string[] = []
    journal.subscribe(({ id }) => heard.push(id))
    add(journal, record('m-1'))
    t.same([ids(journal), heard], [['m-1'], ['m-1']])
    t.match(failures, [{ message: 'the listener is wrong' }])
  })
})
