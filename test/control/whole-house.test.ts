// Views, goals and time in the whole house: every operation is told to the journal with what it changed, passes strict mode,
// stays in its sandbox, and is undone by a snapshot and by a reset. A new operation of these chapters fails here until it is
// called.
import t from 'tap'
import type { MockSandbox } from '../../src/index.js'
import { seenBy } from '../help/seen.js'
import { start, type TestAnswer, type TestClient } from '../help/start.js'
import { BATTERY, HARDWARE, NORTHWIND, notDone, PRODUCT } from '../help/tour.js'

const CHAPTERS = ['views', 'goals', 'time-entries', 'time-entry-tags', 'time-tracking-legacy']
const LAMP_ONE = '90110000001'
const HOUR = 3_600_000
const hour = { start: Date.UTC(2026, 0, 5, 7), duration: HOUR }

/** Calls every operation once, as a client that sends what the documentation says. @param to - the beginning of its paths */
async function visit({ send }: TestClient, to: string): Promise<void> {
  const ask = async (method: string, path: string, body?: object): Promise<TestAnswer['body']> => {
    const answer = await send(method, `${to}/api/v2/${path}`, body ? { body } : {})
    if (answer.status !== 200) throw new Error(`${method} ${path} was answered with ${answer.status}`)
    return answer.body
  }
  for (const place of [`team/${NORTHWIND}`, `space/${PRODUCT}`, `folder/${LAMP_ONE}`, `list/${HARDWARE}`]) {
    const { view } = await ask('POST', `${place}/view`, { name: 'Deck', type: 'list' })
    await ask('GET', `${place}/view`)
    await ask('PUT', `view/${view.id}`, { name: 'Bow', type: 'list' })
    await ask('GET', `view/${view.id}`)
    await ask('GET', `view/${view.id}/task?page=0`)
    await ask('DELETE', `view/${view.id}`)
  }
  const { goal } = await ask('POST', `team/${NORTHWIND}/goal`, { name: 'Sail' })
  await ask('GET', `team/${NORTHWIND}/goal?include_completed=true`)
  await ask('PUT', `goal/${goal.id}`, { name: 'Sail on' })
  const { key_result } = await ask('POST', `goal/${goal.id}/key_result`, {
    name: 'Work',
    type: 'automatic',
    list_ids: [HARDWARE],
  })
  await ask('PUT', `key_result/${key_result.id}`, { steps_current: 1, note: 'Wind' })
  await ask('GET', `goal/${goal.id}`)
  await ask('DELETE', `key_result/${key_result.id}`)
  await ask('DELETE', `goal/${goal.id}`)
  const time = `team/${NORTHWIND}/time_entries`
  await ask('POST', `${time}/start`, { tid: BATTERY })
  await ask('GET', `${time}/current`)
  await ask('POST', `${time}/stop`)
  const { data } = await ask('POST', time, { ...hour, tid: BATTERY })
  const tags = { time_entry_ids: [data.id], tags: [{ name: 'sea' }] }
  await ask('POST', `${time}/tags`, tags)
  await ask('PUT', `${time}/tags`, { name: 'sea', new_name: 'shore', tag_bg: '#000000', tag_fg: '#ffffff' })
  await ask('GET', `${time}/tags`)
  await ask('DELETE', `${time}/tags`, { ...tags, tags: [{ name: 'shore' }] })
  await ask('PUT', `${time}/${data.id}`, { description: 'Weighed' })
  await ask('GET', `${time}/${data.id}`)
  await ask('GET', `${time}/${data.id}/history`)
  await ask('GET', time)
  await ask('DELETE', `${time}/${data.id}`)
  const { id } = await ask('POST', `task/${BATTERY}/time`, { time: HOUR })
  await ask('PUT', `task/${BATTERY}/time/${id}`, { time: 2 * HOUR })
  await ask('GET', `task/${BATTERY}/time`)
  await ask('DELETE', `task/${BATTERY}/time/${id}`)
}

/** All that is there, without the calls that were made. */
const held = ({ control }: MockSandbox) => JSON.stringify(control.exportWorld())

t.test('all 37 operations', async (t) => {
  const { mock, as } = await start(t, { strict: true, rateLimit: 'off' })
  const before = held(mock)
  await visit(as.anna, '')

  await t.test('are in the journal, and say which rows they changed', async (t) => {
    t.same(notDone(mock, CHAPTERS), [])
    const tables: Readonly<Record<string, string>> = {
      view: 'views',
      goal: 'goals',
      key_result: 'key_results',
      time: 'time_entries',
      time_entries: 'time_',
    }
    const calls = mock.journal()
    t.equal(new Set(calls.map(({ operation }) => operation)).size, 37)
    for (const { method, path, operation, changed } of calls) {
      const word =
        ['key_result', 'goal', 'view', 'time_entries', 'time'].find((one) => path.split('/').includes(one)) ?? ''
      if (method === 'GET') t.same(changed, [], String(operation))
      else
        t.ok(
          changed.some((row) => row.startsWith(tables[word] ?? '?')),
          `${operation} changed ${changed}`,
        )
    }
  })

  await t.test('pass strict mode', async (t) => t.match(mock.control.verify(), { pass: true, violations: [] }))

  await t.test('are undone by a reset', async (t) => {
    t.not(held(mock), before)
    mock.reset()
    t.equal(held(mock), before)
  })

  await t.test('are undone by going back to a snapshot', async (t) => {
    mock.control.snapshot({ name: 'before' })
    await visit(as.anna, '')
    mock.control.restore({ name: 'before' })
    t.equal(held(mock), before)
  })

  await t.test('stay in their sandbox', async (t) => {
    const seen = seenBy(mock)
    await visit(as.anna, '/s/one')
    t.equal(seenBy(mock), seen)
    t.not(held(mock.sandbox('one')), before)
    t.same(notDone(mock.sandbox('one'), CHAPTERS), [])
  })
})
