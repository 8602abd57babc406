// What a time entry's history tells of its changes.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { BEN, NOW } from '../help/work.js'

t.test('Gettimeentryhistory', async (t) => {
  const { time, task, other, hour, world } = await startTime(t)
  const { anna, ben, chloe } = time
  const { id } = (await anna.enter({ ...hour, tid: task.id })).body.data

  await t.test('of a fresh entry, or of none, is empty', async (t) => {
    for (const one of [id, '7']) t.same((await anna.history(one)).body, { data: [] })
  })

  await t.test('can be planted: by the owner where nobody is named, and on a day that there is', async (t) => {
    const written = (date: string) => ({
      users: { ida: { email: 'ida@lamps.example' } },
      workspaces: {
        lamps: {
          id: '9002001',
          members: { ida: 'owner' as const },
          time_entries: [
            {
              user: 'ida',
              start: '2026-01-02T08:00Z',
              duration: '1h',
              history: [{ date, field: 'billable' as const, before: 'false', after: 'true' }],
            },
          ],
        },
      },
      tokens: [{ user: 'ida' }],
    })
    const { mock, withToken } = await start(t, { seed: written('2026-01-03T08:00Z') })
    const ida = withToken(mock.tokens.ida)
    const { body } = await ida.get('/api/v2/team/9002001/time_entries')
    const { data } = (await ida.get(`/api/v2/team/9002001/time_entries/${body.data[0].id}/history`)).body
    t.match(data, [{ field: 'billable', user: { email: 'ida@lamps.example' } }])
    await t.rejects(start(t, { seed: written('2026-02-30') }), { message: /2026-02-30/ })
  })

  await t.test('tells every field that changed, the newest first', async (t) => {
    await anna.change(id, { duration: 2 * HOUR, description: 'Oiling', billable: true, tid: other.id })
    world.clock.advance(MINUTE)
    await ben.change(id, { start: hour.start + MINUTE, duration: 2 * HOUR - MINUTE })
    await anna.tags('POST', { time_entry_ids: [id], tags: [{ name: 'sea' }] })
    const { data } = (await anna.history(id)).body
    const [begin, end] = [hour.start, hour.start + HOUR]
    t.same(
      data.map(({ field, before, after }: Record<string, string>) => [field, before, after]),
      [
        ['tag', null, 'sea'],
        ['start', String(begin), String(begin + MINUTE)],
        ['duration', String(2 * HOUR), String(2 * HOUR - MINUTE)],
        ['end', String(end), String(end + HOUR)],
        ['duration', String(HOUR), String(2 * HOUR)],
        ['description', '', 'Oiling'],
        ['billable', 'false', 'true'],
        ['task', task.id, other.id],
      ],
    )
    t.match(data[1], { id: /^\d{19}$/, date: String(NOW + MINUTE), user: { id: BEN } })
  })

  await t.test('of others is for owners and admins', async (t) =>
    refused(t, await chloe.history(id), 'timeEntriesForbidden'),
  )
})
