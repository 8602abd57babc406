// Tags of time entries: apart from those of tasks, put on, taken off, and renamed everywhere.
import t from 'tap'
import { refused } from '../help/start.js'
import { startTime } from '../help/time.js'
import { ANNA, NORTHWIND } from '../help/work.js'

const sea = { name: 'Sea', tag_fg: '#111111', tag_bg: '#222222' }

async function tagged(test: Parameters<typeof startTime>[0]) {
  const started = await startTime(test)
  const { anna } = started.time
  const enter = async () => (await anna.enter(started.hour)).body.data.id as string
  const [one, other] = [await enter(), await enter()]
  const names = async (id: string) => (await anna.one(id)).body.data.tags.map(({ name }: { name: string }) => name)
  return { ...started, anna, one, other, names }
}

t.test('Addtagsfromtimeentries', async (t) => {
  const { anna, one, other, names, time } = await tagged(t)
  const { chloe } = time

  await t.test('puts tags on entries, and makes those that are unknown', async (t) => {
    const tags = [sea, { name: 'shore' }, 'text']
    const odd = { toString: 1 } // which has no text of its own
    t.same((await anna.tags('POST', { time_entry_ids: [one, other, '7', odd], tags })).body, {})
    t.same(
      [await names(one), await names(other)],
      [
        ['Sea', 'shore'],
        ['Sea', 'shore'],
      ],
    )
    t.match((await anna.one(one)).body.data.tags, [
      { name: 'Sea', tag_bg: '#222222', tag_fg: '#111111', creator: ANNA },
    ])
  })
  await t.test('adds none twice, and keeps the colours of the first', async (t) => {
    await anna.tags('POST', { time_entry_ids: [one], tags: [{ ...sea, tag_fg: '#999999' }] })
    t.same((await anna.one(one)).body.data.tags.length, 2)
    t.equal((await anna.tags()).body.data[0].tag_fg, '#111111')
  })
  await t.test('of others is refused', async (t) =>
    refused(t, await chloe.tags('POST', { time_entry_ids: [one], tags: [sea] }), 'timeEntriesForbidden'),
  )
  await t.test('names no entry by an object, whatever is in it', async (t) => {
    for (const method of ['POST', 'DELETE'] as const) {
      const sent = { time_entry_ids: [{ toString: 1 }], tags: [{ name: 'sea' }] }
      t.same((await anna.tags(method, sent)).body, {})
    }
  })

  await t.test('without entries or tags changes nothing', async (t) => t.same((await anna.tags('POST', {})).body, {}))
})

t.test('Getalltagsfromtimeentries', async (t) => {
  const { anna, as, world, task } = await tagged(t)

  await t.test('has none at first, and never those of tasks', async (t) => {
    await as.anna.post(`/api/v2/task/${task.id}/tag/oak`)
    t.same((await anna.tags()).body, { data: [] })
  })
  await t.test('has those that entries were given', async (t) => {
    await anna.start({ tags: [sea] })
    const { data } = (await anna.tags()).body
    t.same(data, [{ name: 'Sea', creator: ANNA, tag_bg: '#222222', tag_fg: '#111111' }])
    t.same(Object.keys(data[0]), ['name', 'creator', 'tag_bg', 'tag_fg'])
  })
  await t.test('is refused below the Business plan, as all of them are', async (t) => {
    for (const plan of ['free_forever', 'unlimited'] as const) {
      world.teams.update(world.teams.get(NORTHWIND), { plan })
      for (const method of ['GET', 'POST', 'DELETE', 'PUT']) {
        refused(t, await anna.tags(method, method === 'GET' ? undefined : {}), 'timeEntryTagsNotInPlan')
      }
      refused(t, await anna.start({ tid: task.id, tags: [sea] }), 'timeEntryTagsNotInPlan')
      t.equal((await anna.start({ tid: task.id, tags: [], billable: false })).status, 200)
    }
  })
})

t.test('Removetagsfromtimeentries', async (t) => {
  const { anna, one, other, names, time } = await tagged(t)
  await anna.tags('POST', { time_entry_ids: [one, other], tags: [sea, { name: 'shore' }] })

  await t.test('takes tags off entries; the tag stays', async (t) => {
    t.same((await anna.tags('DELETE', { time_entry_ids: [one], tags: [{ name: 'Sea' }, { name: 'none' }] })).body, {})
    t.same([await names(one), await names(other)], [['shore'], ['Sea', 'shore']])
    t.equal((await anna.tags()).body.data.length, 2)
  })
  await t.test('of others is refused', async (t) =>
    refused(t, await time.chloe.tags('DELETE', { time_entry_ids: [one], tags: [sea] }), 'timeEntriesForbidden'),
  )
})

t.test('Changetagnamesfromtimeentries', async (t) => {
  const { anna, one, other, names } = await tagged(t)
  await anna.tags('POST', { time_entry_ids: [one], tags: [sea, { name: 'shore' }] })
  await anna.tags('POST', { time_entry_ids: [other], tags: [{ name: 'shore' }] })
  const rename = (name: string, new_name: string, more: object = {}) => anna.tags('PUT', { name, new_name, ...more })

  await t.test('renames it everywhere, and keeps its colours if none are sent', async (t) => {
    t.same((await rename('Sea', 'ocean')).body, {})
    t.same(await names(one), ['ocean', 'shore'])
    t.match((await anna.tags()).body.data, [{ name: 'shore' }, { name: 'ocean', tag_bg: '#222222' }])
  })
  await t.test('recolours it', async (t) => {
    await rename('ocean', '', { tag_bg: '#ABCDEF', tag_fg: '#000000' })
    t.match((await anna.one(one)).body.data.tags, [{ name: 'ocean', tag_bg: '#ABCDEF', tag_fg: '#000000' }, {}])
  })
  await t.test('makes one of two', async (t) => {
    await rename('shore', 'ocean')
    t.same([await names(one), await names(other)], [['ocean'], ['ocean']])
    t.equal((await anna.tags()).body.data.length, 1)
  })
  await t.test('of an unknown name changes nothing', async (t) => {
    t.same((await rename('none', 'x')).body, {})
    t.same((await anna.tags('PUT', {})).body, {})
  })
})
