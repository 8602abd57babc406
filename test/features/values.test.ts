// Text where a boolean or a number belongs: read as PostgreSQL reads it, whatever the operation.
import t from 'tap'
import { readValues } from '../../src/contract/values.js'
import { refused, start } from '../help/start.js'
import { startWork } from '../help/work.js'

t.test('a value is read as PostgreSQL reads its text', async (t) => {
  const texts: readonly [type: string, value: boolean | number | undefined, texts: readonly unknown[]][] = [
    ['boolean', true, ['True', 'true', 't', 'TR', 'tru', 'y', 'Yes', 'ye', 'on', '1', 1, ' true\n']],
    ['boolean', false, ['False', 'false', 'f', 'fa', 'fal', 'fals', 'n', 'NO', 'off', 'of', '0', 0]],
    ['boolean', undefined, ['o', 'truee', 'yess', '', ' ', '2', 544, 'maybe', 't rue', '01']],
    ['integer', 7, ['7', ' 7 ', '+7', '007', 7]],
    ['integer', -7, ['-7']],
    ['integer', undefined, ['', '7.0', '7e0', 'seven', '0x7', true, '9'.repeat(17), 7.5]],
    ['number', 2.5, ['2.5', '25e-1', '+2.50', ' 2.5']],
    ['number', 0.5, ['.5', '0.5']],
    ['number', undefined, ['', '.', '1e', '1e999', 'NaN', '1,5', `${'1'.repeat(50_000)}x`]],
  ]
  for (const [type, value, all] of texts) {
    for (const text of all) {
      const schema = [{ properties: { field: { type } } }]
      t.same(
        readValues(schema, { field: text }),
        { field: value ?? text },
        `${type} ${JSON.stringify(text)}`.slice(0, 40),
      )
    }
  }
})

t.test('a body is read as far as it is declared', async (t) => {
  const flag = { type: 'boolean' }
  const schema = {
    properties: {
      flag,
      maybe: { ...flag, nullable: true },
      flags: { items: flag },
      either: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
      deep: { allOf: [{ properties: { flag } }] },
      open: {},
    },
  }
  const bodies: readonly [title: string, sent: object, read: object][] = [
    [
      'in lists and in objects',
      { flags: ['t', 'x'], deep: { flag: 'f' } },
      { flags: [true, 'x'], deep: { flag: false } },
    ],
    ['not where a text is declared too', { either: '7' }, { either: '7' }],
    ['not where nothing is declared', { open: ['t'], other: { flag: 't' } }, { open: ['t'], other: { flag: 't' } }],
    ['with null as nothing, where it is none', { flag: null, flags: [null, 't'] }, { flags: [true] }],
    ['with null where it may be', { maybe: null, open: null }, { maybe: null, open: null }],
  ]
  for (const [title, sent, read] of bodies) t.same(readValues([schema], sent), read, title)
  const body = { flag: 't' }
  t.equal(readValues([], body), body, 'nothing is read where no body is declared')
})

t.test('what was recorded', async (t) => {
  const work = await startWork(t)
  const { as, space, list, task } = work
  const put = (path: string, body: object) => as.anna.send('PUT', path, { body })

  await t.test('a Space takes "True" and "False" for its switches (2024)', async (t) => {
    const { status, body } = await as.anna.post('/api/v2/team/9001001/space', {
      name: 'Texts',
      multiple_assignees: 'True',
      features: { time_tracking: { enabled: 'False' }, tags: { enabled: 'True' } },
    })
    t.equal(status, 200)
    t.match(body, { multiple_assignees: true, features: { tags: { enabled: true } } })
    t.match((await put(`/api/v2/space/${body.id}`, { private: 'True' })).body, { private: true })
  })

  await t.test('a List takes digits for its dates, its priority and its assignee (2022)', async (t) => {
    const { status, body } = await as.anna.post(`/api/v2/space/${space.id}/list`, {
      name: 'Texts',
      due_date: '1567780450202',
      due_date_time: 'false',
      priority: '1',
      assignee: '100001',
    })
    t.equal(status, 200)
    t.match(body, { due_date: '1567780450202', priority: { priority: 'urgent' }, assignee: { id: 100001 } })
  })

  await t.test('a task takes digits for its priority and its due date (2022 and 2025)', async (t) => {
    const made = await as.anna.post(`/api/v2/list/${list.id}/task`, {
      name: 'x',
      priority: '3',
      due_date: '1568036964079',
    })
    t.match(made, { status: 200, body: { priority: { priority: 'normal' } } })
    t.match((await put(`/api/v2/task/${task.id}`, { priority: '2' })).body, { priority: { priority: 'high' } })
  })

  const words: readonly [path: string, body: object][] = [
    [`/api/v2/space/${space.id}`, { multiple_assignees: 'maybe' }],
    [`/api/v2/space/${space.id}`, { private: 544 }],
    [`/api/v2/space/${space.id}`, { features: { due_dates: { enabled: 'often' } } }],
    [`/api/v2/list/${list.id}`, { name: 'x', due_date: 'due_date' }],
    [`/api/v2/list/${list.id}`, { name: 'x', due_date_time: 158_963 }],
    [`/api/v2/list/${list.id}`, { name: 'x', unset_status: 'never' }],
    [`/api/v2/task/${task.id}`, { start_date: 'tomorrow' }],
  ]
  for (const [path, body] of words) {
    await t.test(`other words are refused: ${JSON.stringify(body)}`, async (t) =>
      refused(t, await put(path, body), 'internalError'),
    )
  }

  await t.test('so are they beside any number of values that are passed over', async (t) => {
    const tags = Array.from({ length: 200 }, () => 7)
    const body = { name: 'x', tags, archived: 'maybe' }
    refused(t, await as.anna.post(`/api/v2/list/${list.id}/task`, body), 'internalError')
  })

  await t.test('the journal keeps what was sent', async (t) => {
    const { mock, as } = await start(t)
    const body = { name: 'Texts', multiple_assignees: 'True' }
    await as.anna.post('/api/v2/team/9001001/space', body)
    t.match(mock.journal().at(-1), { request: { body }, violations: [] })
  })
})
