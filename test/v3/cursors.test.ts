// Pages with cursors: nothing twice, nothing missing, whatever others write meanwhile.
import fc from 'fast-check'
import t from 'tap'
import { Refusal } from '../../src/contract/catalogue.js'
import { dataPage, pageAfter } from '../../src/features/cursors.js'

interface Row {
  readonly at: number
  readonly id: string
}

/** Reads all pages; `between` changes the rows before each. */
function walk(rows: Map<string, Row>, limit: number, between: () => void): string[] {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = pageAfter(rows.values(), (row) => row, { cursor, limit })
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next
    between()
  } while (cursor !== undefined)
  return seen
}

const row = fc.record({
  at: fc.integer({ min: -3, max: 3 }),
  id: fc.integer({ min: 1, max: 200 }).map((n) => `8jp19-${n}`),
})

t.test('pages with cursors', async (t) => {
  await t.test('hold every row that stayed, and none twice', async () => {
    const write = fc.record({ add: fc.array(row, { maxLength: 3 }), remove: fc.array(fc.nat(), { maxLength: 2 }) })
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 1, max: 9 }), fc.array(write), (first, limit, writes) => {
        const rows = new Map(first.map((one) => [one.id, one]))
        const removed = new Set<string>()
        const there = [...rows.keys()]
        const seen = walk(rows, limit, () => {
          const { add = [], remove = [] } = writes.pop() ?? {}
          for (const one of add) rows.set(one.id, rows.get(one.id) ?? one)
          for (const id of remove.map((index) => String([...rows.keys()][index]))) {
            rows.delete(id)
            removed.add(id)
          }
        })
        const missing = there.filter((id) => !removed.has(id) && !seen.includes(id))
        const twice = seen.filter((id, index) => seen.indexOf(id) < index && !removed.has(id))
        return missing.length === 0 && twice.length === 0
      }),
    )
  })

  await t.test('go by the time, then by the number of the id', async (t) => {
    const rows = [1, 10, 9, 2].map((n) => ({ at: 5, id: `8jp19-${n}` }))
    const { rows: page, next } = pageAfter([...rows, { at: 7, id: '8jp19-3' }], (one) => one, {})
    t.same(
      page.map(({ id }) => id),
      ['8jp19-3', '8jp19-10', '8jp19-9', '8jp19-2', '8jp19-1'],
    )
    t.equal(next, undefined)
  })

  await t.test('are shown as data, the cursor of the last one empty', async (t) => {
    const rows = [
      { at: 1, id: 'a' },
      { at: 2, id: 'b' },
    ]
    const first = dataPage(
      pageAfter(rows, (one) => one, { limit: 1 }),
      ({ id }) => id,
    )
    t.match(first, { data: ['b'], next_cursor: /^[\w-]+$/ })
    const last = pageAfter(rows, (one) => one, { limit: 1, cursor: first.next_cursor })
    t.same(
      dataPage(last, ({ id }) => id),
      { data: ['a'], next_cursor: '' },
    )
    t.same(pageAfter(rows, (one) => one, { cursor: '' }).rows.length, 2, 'an empty one is none')
  })

  await t.test('are refused for a cursor that nobody made', async (t) => {
    t.throws(() => pageAfter([], (one: Row) => one, { cursor: 'x' }), new Refusal('requestUnfit'))
  })
})
