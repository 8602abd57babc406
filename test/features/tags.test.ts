// Tags of Spaces and of tasks: lower case, renaming and deleting everywhere, tags made by use.
import t from 'tap'
import { presentTaskTags } from '../../src/features/tags/present.js'
import type { TagRow } from '../../src/model/hierarchy-rows.js'
import { refused } from '../help/start.js'
import { ANNA, addFolder, addList, addSpace, addTask, BEN, startWork, type Work } from '../help/work.js'

/** Calls on the tags of the first Space. */
function tagsOf({ as, space, world, task }: Work, client = as.anna) {
  const path = `/api/v2/space/${space.id}/tag`
  const tag = (name: string) => `${path}/${encodeURIComponent(name)}`
  return {
    path,
    list: async () => (await client.get(path)).body.tags,
    names: () => world.tags.group('space', space.id).map(({ name }) => name),
    make: (name: unknown, colors = {}) => client.post(path, { tag: { name, ...colors } }),
    edit: (name: string, wanted: unknown) => client.send('PUT', tag(name), { body: { tag: wanted } }),
    remove: (name: string) => client.send('DELETE', tag(name)),
    put: (name: string, id = task.id) => client.post(`/api/v2/task/${id}/tag/${encodeURIComponent(name)}`),
    take: (name: string, id = task.id) => client.send('DELETE', `/api/v2/task/${id}/tag/${encodeURIComponent(name)}`),
    on: (id = task.id) => world.tasks.get(id).tags,
  }
}

t.test('CreateSpaceTag', async (t) => {
  const work = await startWork(t)
  const { path, list, make } = tagsOf(work, work.as.ben)

  await t.test('answers {} and lists the tag in small letters, keys in wire order', async (t) => {
    t.match(await make('URGENT Ärger', { tag_fg: '#111111', tag_bg: '#eeeeee' }), { status: 200, body: {} })
    t.same(
      (await list()).map((tag: object) => Object.entries(tag)),
      [
        [
          ['name', 'urgent ärger'],
          ['project_id', work.space.id],
          ['tag_fg', '#111111'],
          ['tag_bg', '#eeeeee'],
          ['creator', BEN],
        ],
      ],
    )
  })

  await t.test('keeps a tag that is there already', async (t) => {
    t.equal((await make('urgent ÄRGER', { tag_fg: '#222222' })).status, 200)
    t.match(await list(), [{ tag_fg: '#111111' }])
    t.equal((await list()).length, 1)
  })

  await t.test('gives colours where none were sent', async (t) => {
    await make('plain')
    t.match((await list())[1], { tag_fg: '#622aea', tag_bg: '#622aea' })
  })

  for (const body of [
    {},
    { name: 'x' },
    { tag: {} },
    { tag: null },
    { tag: { name: '' } },
    { tag: { name: null } },
    [],
  ]) {
    await t.test(`refuses ${JSON.stringify(body)}`, async (t) =>
      refused(
        t,
        await work.as.anna.post(path, JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
        'spaceTagMissing',
      ),
    )
  }

  await t.test('refuses a name of more than 2048 characters', async (t) => {
    refused(t, await make('x'.repeat(2049)), 'spaceTagNameTooLong')
    t.equal((await make('x'.repeat(2048))).status, 200)
  })

  await t.test('refuses a Space that is foreign, malformed or deleted', async (t) => {
    refused(t, await work.as.anna.get('/api/v2/space/1/tag'), 'teamsNotAuthorized')
    refused(t, await work.as.anna.get('/api/v2/space/x/tag'), 'spaceIdMalformed')
    work.world.spaces.update(work.space, { deleted: true })
    refused(t, await work.as.anna.get(path), 'spaceDeleted')
  })
})

t.test('GetSpaceTags', async (t) => {
  const work = await startWork(t)
  const { list, make } = tagsOf(work)

  await t.test('lists the tags of this Space only, in the order in which they were made', async (t) => {
    t.same(await list(), [])
    for (const name of ['b', 'a']) await make(name)
    work.world.tags.add({ ...work.world.tags.all()[0], space_id: addSpace(work.world).id } as TagRow)
    t.same(
      (await list()).map(({ name }: TagRow) => name),
      ['b', 'a'],
    )
  })

  await t.test('is refused to who cannot see the Space', async (t) =>
    refused(t, await work.as.gina.get(`/api/v2/space/${work.space.id}/tag`), 'teamsNotAuthorized'),
  )
})

t.test('EditSpaceTag', async (t) => {
  const work = await startWork(t)
  const { world, space, task, other, list } = work
  const { make, edit, put, on, names, list: shown } = tagsOf(work)
  const folder = addFolder(world, space)
  const inFolder = addTask(world, addList(world, space, { folder_id: folder.id }), { tags: ['deck'] })
  const elsewhere = addTask(world, addList(world, addSpace(world)), { tags: ['deck'] })
  const closed = addTask(world, list, { tags: ['deck'], archived: true })
  await make('Deck', { tag_fg: '#111111', tag_bg: '#eeeeee' })
  await put('first')
  await put('deck')

  await t.test('renames on all tasks of the Space, and only there', async (t) => {
    const wanted = { name: 'Planks', fg_color: '#222222', bg_color: '#dddddd' }
    t.match(await edit('DECK', wanted), { status: 200, body: {} })
    t.same(names(), ['first', 'planks'])
    t.same(
      [on(), on(inFolder.id), on(closed.id), on(elsewhere.id)],
      [['first', 'planks'], ['planks'], ['planks'], ['deck']],
    )
    t.match((await shown())[1], { name: 'planks', tag_fg: '#222222', tag_bg: '#dddddd', creator: ANNA })
  })

  const recolored: readonly [what: string, wanted: object | undefined, tag_fg: string, tag_bg: string][] = [
    ['by the names of the sample', { name: 'planks', tag_fg: '#333333', tag_bg: '#cccccc' }, '#333333', '#cccccc'],
    ['by the documented names before those', { tag_bg: '#111111', bg_color: '#bbbbbb' }, '#333333', '#bbbbbb'],
    ['by nothing', undefined, '#333333', '#bbbbbb'],
  ]
  for (const [what, wanted, tag_fg, tag_bg] of recolored) {
    await t.test(`recolours ${what}, and keeps what was not sent`, async (t) => {
      t.match(await edit('planks', wanted), { status: 200, body: {} })
      t.match((await shown())[1], { name: 'planks', tag_fg, tag_bg })
    })
  }

  await t.test('makes one of two that come to have one name', async (t) => {
    await put('planks', other.id)
    await edit('planks', { name: 'First', fg_color: '#444444' })
    t.same(names(), ['first'])
    t.same([on(task.id), on(other.id)], [['first'], ['first']])
    t.match(await shown(), [{ tag_fg: '#444444' }])
  })

  await t.test('changes nothing where there is no such tag, and says so', async (t) => {
    t.match(await edit('Anchor', { fg_color: '#555555' }), { status: 200, body: {} })
    t.same(names(), ['first'])
    const call = work.app.sandbox.journal.list()
    t.match(call.at(-1)?.notes, [/the Space has no tag Anchor/])
  })
})

t.test('DeleteSpaceTag takes the tag off all tasks of the Space', async (t) => {
  const work = await startWork(t)
  const { remove, put, on, names } = tagsOf(work)
  await put('deck')
  await put('hull')
  t.match(await remove('DECK'), { status: 200, body: {} })
  t.same([names(), on()], [['hull'], ['hull']])
  t.match(await remove('deck'), { status: 200, body: {} }, 'a second time too')
})

t.test('AddTagToTask', async (t) => {
  const work = await startWork(t)
  const { put, on, names, make } = tagsOf(work, work.as.ben)
  const { world, task } = work

  await t.test('makes a tag that is not there, in small letters', async (t) => {
    t.match(await put('New Rope/Blue'), { status: 200, body: {} })
    t.same([names(), on()], [['new rope/blue'], ['new rope/blue']])
    t.match(world.tags.group('space', work.space.id), [{ creator: BEN, tag_fg: '#622aea', tag_bg: '#622aea' }])
  })

  await t.test('puts a tag on a task once, and tells when the task changed', async (t) => {
    await make('hull')
    world.clock.advance(60_000)
    await put('HULL')
    t.same(on(), ['new rope/blue', 'hull'])
    t.equal(world.tasks.get(task.id).date_updated, world.clock.now())
    world.clock.advance(60_000)
    await put('new rope/blue')
    t.same(on(), ['new rope/blue', 'hull'])
    t.equal(world.tasks.get(task.id).date_updated, world.clock.now() - 60_000)
    t.same(names().length, 2)
  })

  await t.test('is shown on the task in the order of putting, without the Space', async (t) => {
    const shown = presentTaskTags(world, world.tasks.get(task.id))
    t.same(
      shown.map((tag) => [tag.name, Object.keys(tag)]),
      ['new rope/blue', 'hull'].map((name) => [name, ['name', 'tag_fg', 'tag_bg', 'creator']]),
    )
    t.same(presentTaskTags(world, work.other), [])
    t.same(presentTaskTags(world, { ...work.other, tags: ['gone'] }), [], 'a tag the Space has not')
  })

  await t.test('refuses a task that is foreign or deleted', async (t) => {
    refused(t, await put('x', 'nobody'), 'teamNotAuthorized')
    world.tasks.update(world.tasks.get(task.id), { deleted: true })
    refused(t, await put('x'), 'taskDeleted')
  })
})

t.test('RemoveTagFromTask', async (t) => {
  const work = await startWork(t)
  const { put, take, on, names } = tagsOf(work, work.as.ben)
  for (const name of ['rope', 'hull']) await put(name)

  await t.test('takes a tag off the task, which stays in the Space', async (t) => {
    work.world.clock.advance(60_000)
    t.match(await take('Hull'), { status: 200, body: {} })
    t.same([on(), names()], [['rope'], ['rope', 'hull']])
    t.equal(work.world.tasks.get(work.task.id).date_updated, work.world.clock.now())
  })

  await t.test('has no effect a second time', async (t) => {
    t.match(await take('hull'), { status: 200, body: {} })
    t.same(on(), ['rope'])
  })

  await t.test('refuses a task that is deleted', async (t) => {
    work.world.tasks.update(work.world.tasks.get(work.task.id), { deleted: true })
    refused(t, await take('rope'), 'taskDeleted')
  })
})
