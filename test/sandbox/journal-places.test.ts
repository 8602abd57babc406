// The journal by itself: how much it keeps, and that a place taken again holds the new call and nothing of the old one.
import t from 'tap'
import { type CallRecord, Journal } from '../../src/sandbox/journal.js'

function fail(error: unknown): never {
  throw error
}

/** A record of a size: 1,024 bytes and what is given. */
function record(id: string, more: Partial<CallRecord> = {}): CallRecord {
  return {
    id,
    at: 0,
    method: 'GET',
    path: '',
    params: {},
    query: {},
    requestHead: '',
    requestBody: undefined,
    requestBytes: 0,
    operation: undefined,
    token: undefined,
    status: 200,
    ECODE: undefined,
    step: 'operate',
    fault: undefined,
    limit: undefined,
    remaining: 0,
    reset: 0,
    ownHeaders: {},
    connection: undefined,
    isText: false,
    mockHeaders: true,
    responseBody: '',
    duration: 0,
    ignored: [],
    violations: [],
    notes: [],
    changed: [],
    ...more,
  }
}

const add = (journal: Journal, record: CallRecord) => journal.add(Object.assign(journal.open(), record))

t.test('Journal', async (t) => {
  const ids = (journal: Journal) => journal.list().map(({ id }) => id)
  const bounds: readonly [what: string, bytes: number, more: Partial<CallRecord>, kept: number][] = [
    ['so many calls', 1e9, {}, 3],
    ['so many bytes', 2 * 1_024, {}, 2],
    ['so many bytes of requests', 4_000, { requestBytes: 1_000 }, 1],
    ['so many bytes of answers', 5_000, { responseBody: 'x'.repeat(1_000) }, 2],
    ['so many bytes of paths', 5_000, { path: '/'.repeat(500) }, 2],
    ['no call that is too big by itself', 1_000, {}, 0],
  ]
  for (const [what, bytes, more, kept] of bounds) {
    await t.test(`keeps ${what}`, async (t) => {
      const journal = new Journal('default', fail, { calls: 3, bytes })
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
      const journal = new Journal('default', fail, { calls: 1, bytes: 1e9 })
      const first = record('m-1')
      const second: CallRecord = {
        id: 'm-2',
        at: 1,
        method: 'POST',
        path: '/x',
        params: { id: '1' },
        query: { page: '1' },
        requestHead: 'a\nb',
        requestBody: {},
        requestBytes: 2,
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
      t.same([listed, journal.list()], [[first], [second]])
    },
  )
  await t.test('counts the calls with violations, forgotten ones too', async (t) => {
    const journal = new Journal('default', fail, { calls: 1, bytes: 1e9 })
    for (const violations of [['a', 'b'], [], ['c']]) add(journal, record('m-1', { violations }))
    t.equal(journal.violations, 2)
  })
  await t.test('tells its listeners until they leave', async (t) => {
    const journal = new Journal('default', fail)
    const heard: string[] = []
    const leave = journal.subscribe(({ id }) => heard.push(id))
    add(journal, record('m-1'))
    leave()
    add(journal, record('m-2'))
    t.same(heard, ['m-1'])
  })
  await t.test('keeps the call whose listener throws, and says so', async (t) => {
    const failures: unknown[] = []
    const journal = new Journal('default', (error) => failures.push(error))
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
