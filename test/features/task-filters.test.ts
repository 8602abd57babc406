// The filters of GetTasks and GetFilteredTeamTasks: each against a plain model of it, and what is refused.
import fc from 'fast-check'
import t from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import { SEED } from '../help/arbitraries.js'
import { refused, type TestAnswer } from '../help/start.js'
import { ANNA, addList, addSpace, addTask, BEN, CHLOE, NORTHWIND, NOW, startWork } from '../help/work.js'

t.comment(`fast-check seed ${SEED}`)

type Columns = Partial<TaskRow>

function idsIn({ body }: TestAnswer): string[] {
  return body.tasks.map(({ id }: { id: string }) => id)
}

const people = fc.subarray([ANNA, BEN, CHLOE])
const date = fc.integer({ min: NOW, max: NOW + 4 })
const someDate = fc.option(date)
const tags = fc.subarray(['red', 'green'])
const names = fc.subarray(['Red', 'green', 'blue'], { minLength: 1 })

const columns: fc.Arbitrary<Columns> = fc.record({
  status: fc.constantFrom('to do', 'complete'),
  custom_item_id: fc.constantFrom(0, 1, 1300),
  assignees: people,
  watchers: people,
  tags,
  archived: fc.boolean(),
  due_date: someDate,
  date_created: date,
  date_updated: date,
  date_done: someDate,
})

/** A query, and which rows it means. */
interface Filter {
  readonly query: readonly (readonly [string, unknown])[]
  readonly means: (row: TaskRow) => boolean
}

function listFilter<Value>(
  name: string,
  wanted: fc.Arbitrary<readonly Value[]>,
  has: (row: TaskRow, value: Value) => boolean,
): fc.Arbitrary<Filter> {
  return wanted.map((values) => ({
    query: values.map((value) => [`${name}[]`, value] as const),
    means: (row) => values.some((value) => has(row, value)),
  }))
}

function dateFilter(column: 'due_date' | 'date_created' | 'date_updated' | 'date_done'): fc.Arbitrary<Filter> {
  return fc.tuple(fc.boolean(), date).map(([after, limit]) => ({
    query: [[`${column}_${after ? 'gt' : 'lt'}`, limit]],
    means: (row) => {
      const value = row[column]
      return value !== null && (after ? value > limit : value < limit)
    },
  }))
}

const wantedPeople = fc.subarray([ANNA, BEN, CHLOE, 7], { minLength: 1 })
const inLists = {
  statuses: listFilter('statuses', fc.subarray(['to do', 'Complete', 'lost'], { minLength: 1 }), ({ status }, name) => {
    return status === name.toLowerCase()
  }),
  assignees: listFilter('assignees', wantedPeople, ({ assignees }, id) => assignees.includes(id)),
  tags: listFilter('tags', names, (row, name) => row.tags.includes(name.toLowerCase())),
  custom_items: listFilter('custom_items', fc.subarray([0, 1, 7], { minLength: 1 }), (row, id) => {
    return row.custom_item_id === id
  }),
  due_date: dateFilter('due_date'),
  date_created: dateFilter('date_created'),
  date_updated: dateFilter('date_updated'),
  date_done: dateFilter('date_done'),
}
const watchers = listFilter('watchers', wantedPeople, (row, id) => row.watchers.includes(id))
const flags = fc.record({ include_closed: fc.boolean(), subtasks: fc.boolean(), reverse: fc.boolean() })

t.test('every filter means what the plain model says, alone and with others', async (t) => {
  const { as, world, list, task, other } = await startWork(t)
  for (const row of [task, other]) world.tasks.update(row, { deleted: true })
  const rows: TaskRow[] = []
  for (const [index, more] of fc.sample(columns, { numRuns: 60, seed: SEED }).entries()) {
    const parent = index % 7 === 6 ? (rows[index - 1]?.id ?? null) : null
    rows.push(addTask(world, list, { ...more, parent }))
  }
  const many = fc.record({ ...inLists, watchers }, { requiredKeys: [] })
  await fc.assert(
    fc.asyncProperty(many, flags, fc.boolean(), async (filters, flags, archived) => {
      world.clock.advance(60_000) // or the rate limit would answer
      const chosen = Object.values(filters)
      const isOpen = (row: TaskRow) => filters.statuses || flags.include_closed || row.status !== 'complete'
      const wanted = rows
        .filter((row) => row.archived === archived && (flags.subtasks || row.parent === null) && isOpen(row))
        .filter((row) => chosen.every(({ means }) => means(row)))
        .sort((one, other) => other.date_created - one.date_created || (one.id < other.id ? 1 : -1))
        .map(({ id }) => id)
      if (flags.reverse) wanted.reverse()
      const query = new URLSearchParams(Object.entries({ ...flags, archived }).map(([name, flag]) => [name, `${flag}`]))
      for (const [name, value] of chosen.flatMap(({ query }) => query)) query.append(name, String(value))
      const shown = idsIn(await as.anna.get(`/api/v2/list/${list.id}/task?${query}`))
      if (shown.join() !== wanted.join()) throw new Error(`${query} shows ${shown.length}, not ${wanted.length}`)
      if (archived || filters.watchers) return
      const ofTeam = idsIn(await as.anna.get(`/api/v2/team/${NORTHWIND}/task?${query}`))
      if (ofTeam.join() !== wanted.join()) throw new Error(`${query} shows ${ofTeam.length} of the Workspace`)
    }),
    { seed: SEED, numRuns: 150, interruptAfterTimeLimit: 4_000 },
  )
  t.ok(rows.some(({ parent }) => parent !== null))
})

t.test('a status is closed where the List of the task says so', async (t) => {
  const { as, world, list } = await startWork(t)
  const done = { id: 'x', status: 'complete', type: 'done', orderindex: 0, color: '#000000' } as const
  const own = addList(world, addSpace(world), { statuses: [done] })
  const shown = addTask(world, own, { status: 'complete' })
  addTask(world, list, { status: 'complete' })
  const lost = addTask(world, list, { status: 'a status of long ago' })
  const { body } = await as.anna.get(`/api/v2/team/${NORTHWIND}/task`)
  t.same(
    body.tasks.slice(0, 2).map(({ id }: { id: string }) => id),
    [lost.id, shown.id],
  )
  t.equal(body.tasks.length, 4)
})

const refusals: readonly (readonly [string, RefusalName])[] = [
  ['statuses=to%20do', 'statusesNotArrayNewer'],
  ['assignees=100001', 'assigneesNotArrayNewer'],
  ['custom_items=1', 'customItemsNotArray'],
  ['custom_items[]=bug', 'customItemsNotNumbers'],
  ['tags=red', 'taskFilterFailed'],
  ['due_date_gt=soon', 'taskFilterFailed'],
  ['date_created_lt=1.5', 'taskFilterFailed'],
  ['date_updated_gt=', 'taskFilterFailed'],
  ['date_done_lt=1&date_done_lt=2', 'taskFilterFailed'],
  ['order_by=closed', 'taskFilterFailed'],
  ['custom_fields=teak', 'customFieldFilterNotJson'],
  ['custom_fields=', 'customFieldFilterNotJson'],
  ['custom_fields=[]&custom_fields=[]', 'customFieldFilterNotJson'],
  ['custom_fields={}', 'customFieldFilterNotArray'],
  ['custom_fields=null', 'customFieldFilterNotArray'],
]

for (const operation of ['GetTasks', 'GetFilteredTeamTasks']) {
  t.test(`${operation} refuses`, async (t) => {
    const { as, list } = await startWork(t)
    const path = operation === 'GetTasks' ? `/api/v2/list/${list.id}/task` : `/api/v2/team/${NORTHWIND}/task`
    const own: typeof refusals =
      operation === 'GetTasks'
        ? [['watchers=100001', 'taskFilterFailed']]
        : ['space_ids', 'project_ids', 'list_ids'].map((name) => [`${name}=1`, 'taskFilterFailed'] as const)
    for (const [query, refusal] of [...refusals, ...own]) {
      await t.test(query, async (t) => refused(t, await as.anna.get(`${path}?${query}`), refusal))
    }

    await t.test('nothing when lists are written in any of the three ways', async (t) => {
      for (const query of ['assignees[]=1', 'assignees[0]=1&assignees[1]=2', 'assignees=1&assignees=2']) {
        t.same(idsIn(await as.anna.get(`${path}?${query}`)), [])
      }
    })
  })
}

t.test('a wrong value is refused beside any number of unknown parameters', async (t) => {
  const { as } = await startWork(t)
  const unknown = Array.from({ length: 150 }, (_, index) => `&k${index}=`).join('')
  refused(t, await as.anna.get(`/api/v2/team/${NORTHWIND}/task?statuses={}${unknown}`), 'statusesNotArrayNewer')
  const twice = await as.anna.get(`/api/v2/team/${NORTHWIND}/task?order_by=updated&order_by=x${unknown}`)
  const alone = await as.anna.get(`/api/v2/team/${NORTHWIND}/task?order_by=updated&order_by=x`)
  t.same([twice.status, twice.body], [alone.status, alone.body])
})
