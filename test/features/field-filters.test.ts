// Filters by Custom Fields: every operator on every kind of value. https://developer.clickup.com/docs/taskfilters
import fc from 'fast-check'
import t from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { setFieldValue } from '../../src/features/custom-fields/rules.js'
import { SEED } from '../help/arbitraries.js'
import { addField } from '../help/fields.js'
import { refused } from '../help/start.js'
import { ANNA, addList, addSpace, addTask, BEN, NORTHWIND, startWork } from '../help/work.js'

t.comment(`fast-check seed ${SEED}`)

interface Kind {
  readonly type: string
  readonly config?: object
  /** What is written on tasks a, b, c …; the last task has no value. */
  readonly values: readonly unknown[]
  /** Operator, value, and the names of the tasks that fit. */
  readonly fits: readonly (readonly [string, unknown, string])[]
  /** Operators and values that are refused. */
  readonly bad?: readonly (readonly [string, unknown])[]
}

const options = { options: [{ id: 'low', orderindex: 0 }, { id: 'mid' }, { id: 'high', orderindex: 2 }] }
const place = (formatted_address: string) => ({ location: { lat: 1, lng: 1 }, formatted_address })

const kinds: readonly Kind[] = [
  {
    type: 'short_text',
    values: ['project', 'Project X', 'other'],
    fits: [
      ['=', 'project', 'a b'],
      ['==', 'project', 'a'],
      ['!=', 'project', 'c d'],
      ['!==', 'project', 'b c d'],
      ['ANY', ['x', 'other'], 'b c'],
      ['ALL', ['project', 'x'], 'b'],
      ['NOT ANY', ['x', 'other'], 'a d'],
      ['NOT ALL', ['project', 'x'], 'a c d'],
      ['IS NULL', null, 'd'],
      ['IS NOT NULL', undefined, 'a b c'],
    ],
    bad: [
      ['<', 'a'],
      ['RANGE', ['a', 'b']],
      ['=', null],
      ['=', {}],
      ['ANY', [[]]],
      ['LIKE', 'a'],
    ],
  },
  {
    type: 'number',
    values: [1, 2.5, -3],
    fits: [
      ['=', 1, 'a'],
      ['==', '2.5', 'b'],
      ['!=', 1, 'b c d'],
      ['<', 1, 'c'],
      ['<=', 1, 'a c'],
      ['>', 1, 'b'],
      ['>=', '1', 'a b'],
      ['RANGE', [-3, 1], 'a c'],
      ['RANGE', { low_value: 1, high_value: 9 }, 'a b'],
      ['ANY', [1, -3, 7], 'a c'],
      ['ALL', [1], 'a'],
      ['NOT ALL', [1, 2], 'a b c d'],
      ['IS NULL', null, 'd'],
    ],
    bad: [
      ['<', 'one'],
      ['=', 'one'],
      ['RANGE', 5],
      ['RANGE', [1]],
      ['RANGE', { low_value: 1 }],
      ['>', null],
    ],
  },
  { type: 'currency', values: [8000, 10], fits: [['>', 10, 'a']] },
  {
    type: 'date',
    values: [1_667_367_645_000, 5e11],
    fits: [
      ['RANGE', [1e12, 2e12], 'a'],
      ['<', 1e12, 'b'],
    ],
  },
  {
    type: 'emoji',
    values: [4, 0],
    fits: [
      ['>=', 1, 'a'],
      ['=', 0, 'b'],
    ],
  },
  {
    type: 'manual_progress',
    config: { end: 50 },
    values: [{ current: 20 }],
    fits: [
      ['=', 20, 'a'],
      ['>', 20, ''],
    ],
  },
  {
    type: 'automatic_progress',
    values: [],
    fits: [
      ['=', 0, 'a'],
      ['IS NULL', null, ''],
    ],
  },
  {
    type: 'location',
    values: [place('Hamburg'), place('Lyon')],
    fits: [
      ['=', 'hamb', 'a'],
      ['==', 'Lyon', 'b'],
    ],
  },
  {
    type: 'checkbox',
    values: [true, false],
    fits: [
      ['=', true, 'a'],
      ['=', 'false', 'b'],
      ['!=', true, 'b c'],
      ['IS NULL', null, 'c'],
    ],
    bad: [['>', true]],
  },
  {
    type: 'drop_down',
    config: options,
    values: ['low', 'mid', 2],
    fits: [
      ['=', 0, 'a'],
      ['=', '1', 'b'],
      ['==', 'mid', 'b'],
      ['ANY', ['high', 0], 'a c'],
      ['NOT ANY', ['high', 0], 'b d'],
      ['!=', 'high', 'a b d'],
      ['ALL', ['low', 'mid'], ''],
    ],
  },
  {
    type: 'labels',
    config: options,
    values: [['low'], ['low', 'high'], ['mid']],
    fits: [
      ['ANY', ['low', 'mid'], 'a b c'],
      ['ALL', ['low', 'high'], 'b'],
      ['NOT ANY', ['low'], 'c d'],
      ['NOT ALL', ['low', 'high'], 'a c d'],
      ['=', 'high', 'b'],
    ],
  },
  {
    type: 'users',
    values: [{ add: [ANNA] }, { add: [ANNA, BEN] }],
    fits: [
      ['ANY', [String(BEN)], 'b'],
      ['ALL', [ANNA, BEN], 'b'],
      ['NOT ANY', [BEN], 'a c'],
    ],
  },
  {
    type: 'button',
    values: [true],
    fits: [
      ['IS NULL', null, 'a b'],
      ['=', true, ''],
    ],
  },
]

for (const { type, config = {}, values, fits, bad = [] } of kinds) {
  t.test(`custom_fields by a field of ${type}`, async (t) => {
    const { as, world, space } = await startWork(t)
    const list = addList(world, space)
    const field = addField(world, type, { type_config: config })
    for (const [index, value] of [...values, null].entries()) {
      const task = addTask(world, list, { name: String.fromCharCode(97 + index) })
      if (value !== null) setFieldValue(world, task, field, value, { value_options: { time: true } })
    }
    const get = (operator: unknown, value: unknown) => {
      const filter = JSON.stringify([{ field_id: field.id, operator, value }])
      return as.anna.get(`/api/v2/list/${list.id}/task?reverse=true&custom_fields=${encodeURIComponent(filter)}`)
    }
    for (const [operator, value, wanted] of fits) {
      const { body } = await get(operator, value)
      const shown = body.tasks.map(({ name }: { name: string }) => name).join(' ')
      t.equal(shown, wanted, `${operator} ${JSON.stringify(value)} fits ${wanted || 'none'}`)
    }
    for (const [operator, value] of bad) refused(t, await get(operator, value), 'taskFilterFailed')
  })
}

t.test('custom_fields and custom_field', async (t) => {
  const { as, world, list, task, other } = await startWork(t)
  const [wood, price] = [addField(world, 'text'), addField(world, 'number')]
  const teak = { field_id: wood.id, operator: '=', value: 'teak' }
  const dear = { field_id: price.id, operator: '>', value: 9 }
  for (const row of [task, other]) setFieldValue(world, row, wood, 'Teak', {})
  setFieldValue(world, world.tasks.get(other.id), price, 10, {})
  const get = (query: Readonly<Record<string, unknown>>) => as.anna.get(`/api/v2/list/${list.id}/task?${texts(query)}`)
  const ids = async (query: Readonly<Record<string, unknown>>) =>
    (await get(query)).body.tasks.map(({ id }: { id: string }) => id)

  await t.test('have to fit all of them', async (t) => {
    t.same(await ids({ custom_fields: [] }), [other.id, task.id])
    t.same(await ids({ custom_fields: [teak] }), [other.id, task.id])
    t.same(await ids({ custom_fields: [teak, dear] }), [other.id])
    t.same(await ids({ custom_fields: [teak], custom_field: dear }), [other.id])
    t.same(await ids({ custom_field: [dear] }), [other.id])
  })

  await t.test('see no value of a field that the task no longer shows', async (t) => {
    const field = addField(world, 'text', { place: { kind: 'spaces', id: list.space_id } })
    const row = setFieldValue(world, world.tasks.get(task.id), field, 'Oak', {})
    const filter = { custom_fields: [{ field_id: field.id, operator: 'IS NOT NULL' }] }
    const ofTeam = async () => (await as.anna.get(`/api/v2/team/${NORTHWIND}/task?${texts(filter)}`)).body.tasks.length
    t.equal(await ofTeam(), 1)
    world.tasks.update(row, { list_id: addList(world, addSpace(world)).id })
    t.equal(await ofTeam(), 0)
  })

  const elsewhere = addField(world, 'text', { team_id: '9001002', place: { kind: 'teams', id: '9001002' } })
  const bad: readonly (readonly [string, unknown, RefusalName])[] = [
    ['no object', 'teak', 'taskFilterFailed'],
    ['no field', { operator: '=', value: 'teak' }, 'taskFilterFailed'],
    ['a field that is not there', { ...teak, field_id: 'wood' }, 'taskFilterFailed'],
    ['a field of another Workspace', { ...teak, field_id: elsewhere.id }, 'taskFilterFailed'],
    ['no operator', { field_id: wood.id, value: 'teak' }, 'taskFilterFailed'],
  ]
  for (const [name, filter, refusal] of bad) {
    await t.test(`refuse ${name}`, async (t) => refused(t, await get({ custom_fields: [filter] }), refusal))
  }

  await t.test('refuse a custom_field that is neither a filter nor an array', async (t) => {
    refused(t, await get({ custom_field: 7 }), 'customFieldFilterNotArray')
  })
})

t.test('whatever a filter asks is answered or refused', async (t) => {
  const { as, world, list, task } = await startWork(t)
  const fields = kinds.map(({ type, config = {} }) => addField(world, type, { type_config: config }))
  for (const [index, field] of fields.entries()) {
    const value = kinds[index]?.values[0]
    if (value !== undefined) setFieldValue(world, world.tasks.get(task.id), field, value, {})
  }
  const operators = ['=', '==', '!=', '<', '>=', 'RANGE', 'ANY', 'ALL', 'NOT ANY', 'NOT ALL', 'IS NULL', 'toString']
  const filter = fc.record({
    field_id: fc.constantFrom(...fields.map(({ id }) => id)),
    operator: fc.constantFrom(...operators),
    value: fc.oneof(fc.constantFrom(1, 'a', [1, 2], { low_value: 0, high_value: '9' }), fc.jsonValue()),
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(filter, { maxLength: 2 }), fc.jsonValue()), async (custom_fields) => {
      world.clock.advance(60_000)
      const { status, body } = await as.anna.get(`/api/v2/list/${list.id}/task?${texts({ custom_fields })}`)
      if (status !== 200 && !['ITEMV2_003', 'ITEM_156'].includes(body.ECODE)) throw new Error(`${body.ECODE}`)
    }),
    { seed: SEED, numRuns: 200, interruptAfterTimeLimit: 3_000 },
  )
})

function texts(query: Readonly<Record<string, unknown>>): URLSearchParams {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]))
}
