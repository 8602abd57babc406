// Custom Fields: where they apply, and the two shapes of the values of each type.
import fc from 'fast-check'
import t, { type Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { SEED } from '../help/arbitraries.js'
import { addField } from '../help/fields.js'
import { refused } from '../help/start.js'
import { ANNA, addFolder, addList, BEN, GINA, NORTHWIND, NOW, startWork } from '../help/work.js'

const fieldKeys = 'id name type type_config date_created hide_from_guests required'.split(' ')

t.comment(`fast-check seed ${SEED}`)

t.test('the fields of places', async (t) => {
  const { as, world, space, list } = await startWork(t)
  const outer = addFolder(world, space, { name: 'Yard' })
  const inner = addFolder(world, space, { name: 'Shed', parent_folder_id: outer.id })
  const deep = addList(world, space, { folder_id: inner.id })
  for (const [kind, id, name] of [
    ['teams', NORTHWIND, 'of the Workspace'],
    ['spaces', space.id, 'of the Space'],
    ['folders', outer.id, 'of the outer Folder'],
    ['folders', inner.id, 'of the inner Folder'],
    ['lists', deep.id, 'of the List'],
    ['lists', list.id, 'of another List'],
  ] as const) {
    addField(world, 'text', { place: { kind, id }, name })
  }
  const names = async (path: string, client = as.anna) =>
    (await client.get(`/api/v2/${path}/field`)).body.fields.map(({ name }: { name: string }) => name)

  await t.test('GetAccessibleCustomFields shows those of the List and of all that holds it', async (t) => {
    const above = ['of the List', 'of the inner Folder', 'of the outer Folder', 'of the Space', 'of the Workspace']
    t.same(await names(`list/${deep.id}`), above)
    t.same(await names(`list/${list.id}`), ['of another List', 'of the Space', 'of the Workspace'])
  })

  await t.test('getFolderAvailableFields shows only those made on the Folder itself', async (t) => {
    t.same(await names(`folder/${outer.id}`), ['of the outer Folder'])
  })

  await t.test('getSpaceAvailableFields shows only those made on the Space itself', async (t) => {
    t.same(await names(`space/${space.id}`), ['of the Space'])
  })

  await t.test('getTeamAvailableFields shows only those made on the Workspace itself', async (t) => {
    t.same(await names(`team/${NORTHWIND}`), ['of the Workspace'])
  })

  await t.test('show every key, in wire order', async (t) => {
    const { body } = await as.anna.get(`/api/v2/team/${NORTHWIND}/field`)
    t.same(Object.keys(body.fields[0]), fieldKeys)
    t.match(body.fields[0], { type: 'text', type_config: {}, date_created: String(NOW), required: false })
  })

  await t.test('tell what a field is for only when asked, and only where it is for some task types', async (t) => {
    addField(world, 'text', { name: 'for bugs', applied_objects: [1300] })
    const { body: plain } = await as.anna.get(`/api/v2/team/${NORTHWIND}/field`)
    const { body: asked } = await as.anna.get(`/api/v2/team/${NORTHWIND}/field?include_applied_objects=true`)
    const shown = [plain, asked].map(({ fields }) =>
      fields.map((field: object) => Reflect.get(field, 'applied_objects')),
    )
    t.same(shown, [
      [undefined, undefined],
      [undefined, [{ object_type: 19, object_id: 1300 }]],
    ])
  })

  await t.test('hide from guests what is hidden from them', async (t) => {
    addField(world, 'text', { place: { kind: 'lists', id: list.id }, name: 'wage', hide_from_guests: true })
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'lists', id: list.id })
    t.ok((await names(`list/${list.id}`)).includes('wage'))
    t.notOk((await names(`list/${list.id}`, as.gina)).includes('wage'))
  })
})

/** A field on a task: what Anna writes, and what everybody reads; undefined where nothing is left to read. */
async function fieldOnTask(t: Test, type: string, type_config: object = {}) {
  const work = await startWork(t)
  const { as, world, task, other } = work
  const field = addField(world, type, { type_config })
  const path = `/api/v2/task/${task.id}/field/${field.id}`
  const write = (value: unknown, more: object = {}, client = as.anna) => client.post(path, { value, ...more })
  const taskRow = () => world.tasks.get(task.id)
  const read = async (client = as.anna) =>
    (await client.get(`/api/v2/list/${task.list_id}/task`)).body.tasks.find(({ id }: { id: string }) => id === task.id)
      .custom_fields[0]
  return { ...work, other, field, path, write, read, taskRow }
}

const options = { options: [{ id: 'low', orderindex: 0 }, { id: 'mid', orderindex: 1 }, { id: 'high' }] }
const pier = { location: { lat: 53.54, lng: 9.99 }, formatted_address: 'Pier 1, Hamburg' }
const anna = { id: ANNA, username: 'Anna Brandt', initials: 'AB', profilePicture: null }

interface ValueCase {
  readonly type: string
  readonly config?: object
  /** Written and then read, in pairs. */
  readonly good: readonly (readonly [unknown, unknown])[]
  readonly bad: readonly unknown[]
  readonly refusal?: RefusalName
}

const text: Omit<ValueCase, 'type'> = {
  good: [
    ['Teak', 'Teak'],
    ['', undefined],
  ],
  bad: [7, ['Teak'], undefined],
}
const amount: Omit<ValueCase, 'type'> = {
  good: [
    [-28, '-28'],
    ['8.5', '8.5'],
  ],
  bad: ['', 'many', true, [1]],
}
const at4 = Date.UTC(2026, 6, 1, 2) // 4 am in Berlin, in summer

const cases: readonly ValueCase[] = [
  { type: 'text', ...text },
  { type: 'short_text', ...text },
  { type: 'a type that no document has', ...text },
  { type: 'url', good: [['https://clickup.com/api', 'https://clickup.com/api']], bad: ['clickup', 'https://', 1] },
  { type: 'email', good: [['user@company.com', 'user@company.com']], bad: ['user', 'user@', 'a b@c'] },
  {
    type: 'phone',
    good: [['+1 201 555 0123', '+1 201 555 0123']],
    bad: ['0123', 'phone', 1201555],
    refusal: 'fieldPhoneInvalid',
  },
  { type: 'number', ...amount },
  { type: 'currency', ...amount },
  {
    type: 'date',
    good: [
      [Date.UTC(2026, 6, 1, 15), String(at4)],
      [String(Date.UTC(2026, 6, 1, 15)), String(at4)],
      [undefined, undefined],
    ],
    bad: ['soon', 1.5, 9e15, true],
    refusal: 'fieldDateInvalid',
  },
  {
    type: 'checkbox',
    good: [
      [true, 'true'],
      [false, 'false'],
      ['true', 'true'],
    ],
    bad: ['yes', 1],
  },
  {
    type: 'drop_down',
    config: options,
    good: [
      ['mid', 1],
      [0, 0],
      ['2', 2],
      ['high', 2],
    ],
    bad: [3, 'most', '', undefined, {}],
    refusal: 'fieldOptionInvalid',
  },
  { type: 'drop_down', good: [], bad: [0], refusal: 'fieldOptionInvalid' },
  {
    type: 'labels',
    config: options,
    good: [
      [
        ['low', 'high', 'low'],
        ['low', 'high'],
      ],
      [[], undefined],
    ],
    bad: ['low', ['low', 'most'], [{}]],
    refusal: 'fieldLabelsInvalid',
  },
  {
    type: 'users',
    good: [
      [{ add: [ANNA] }, [anna]],
      [{ add: [BEN], rem: [ANNA] }, [{ id: BEN }]],
      [[ANNA], [{ id: BEN }]], // a plain list changes nothing
      [{ rem: [String(BEN)] }, undefined],
    ],
    bad: [{ add: ANNA }, { rem: ANNA }, { add: [7] }, { add: [null] }, { add: [[]] }, 'anna'],
  },
  { type: 'users', config: { single_user: true }, good: [[{ add: [ANNA, BEN] }, [{ id: BEN }]]], bad: [] },
  {
    type: 'emoji',
    config: { count: 4 },
    good: [
      [4, 4],
      [0, 0],
    ],
    bad: [5, -1, 2.5, 'much'],
  },
  { type: 'emoji', good: [[5, 5]], bad: [6] },
  {
    type: 'manual_progress',
    config: { start: 10, end: 30 },
    good: [[{ current: 20 }, { percent_complete: 50, current: 20 }]],
    bad: [20, { current: 31 }, { current: 'far' }, {}],
  },
  { type: 'manual_progress', config: { start: 5, end: 5 }, good: [[{ current: 5 }, { percent_complete: 0 }]], bad: [] },
  {
    type: 'location',
    good: [
      [pier, pier],
      [
        { ...pier, place_id: 'pier-1' },
        { ...pier, place_id: 'pier-1' },
      ],
    ],
    bad: ['Hamburg', {}, { location: {} }, { ...pier, location: { lat: 91, lng: 0 } }, { location: pier.location }],
  },
  { type: 'automatic_progress', good: [], bad: [50, true] },
  { type: 'formula', good: [], bad: [50] },
  { type: 'votes', good: [], bad: [1] },
  { type: 'button', good: [[true, undefined]], bad: [false, 'press'] },
]

t.test('SetCustomFieldValue', async (t) => {
  for (const { type, config, good, bad, refusal = 'fieldValueInvalid' } of cases) {
    await t.test(`a field of ${type} ${config ? JSON.stringify(config) : ''}`, async (t) => {
      const { write, read, taskRow } = await fieldOnTask(t, type, config)
      for (const [written, shown] of good) {
        const answer = await write(written)
        t.same([answer.status, answer.body], [200, {}], `takes ${JSON.stringify(written)}`)
        const field = await read()
        if (shown === undefined) t.notOk('value' in field, 'and shows none')
        else t.match(field, { type, value: shown, value_richtext: '', required: false }, 'and shows it')
      }
      const before = taskRow()
      for (const value of bad) refused(t, await write(value), refusal)
      t.equal(taskRow(), before, 'what is refused changes nothing')
    })
  }
})

t.test('every type takes or refuses whatever is written, and what it takes is shown', async (t) => {
  const { as, world, task } = await startWork(t)
  const fields = cases.map(({ type, config = {} }) => addField(world, type, { type_config: config }))
  const likely = fc.constantFrom({ add: [ANNA] }, { add: [task.id], rem: [1] }, ['low'], { current: 1 }, pier, 0, '1')
  const value = fc.oneof(likely, fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), value, fc.jsonValue(), async (field, value, value_options) => {
      world.clock.advance(60_000)
      const path = `/api/v2/task/${task.id}/field/${field.id}`
      const { status, body } = await as.anna.post(path, { value, value_options })
      const known = ['FIELD_011', 'FIELD_144', 'FIELD_017', 'FIELD_018', 'FIELD_342', 'ACCESS_083']
      if (status !== 200 && !known.includes(body.ECODE)) throw new Error(`${field.type} answers ${body.ECODE}`)
      const shown = await as.anna.get(`/api/v2/list/${task.list_id}/task`)
      if (shown.status !== 200) throw new Error(`${field.type} is shown with ${shown.status}`)
    }),
    { seed: SEED, numRuns: 200, interruptAfterTimeLimit: 3_000 },
  )
})
