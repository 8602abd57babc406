// Views: the built-in ones of every place, and those that are made, changed and deleted.
import t, { type Test } from 'tap'
import type { Place } from '../../src/model/hierarchy-rows.js'
import { refused, type TestAnswer, type TestClient } from '../help/start.js'
import { ANNA, addFolder, addList, addView, BEN, NORTHWIND, NOW, startWork, type Work } from '../help/work.js'

const nobody = '123456789'
const keys =
  'id name type parent grouping divide sorting filters columns team_sidebar settings date_created creator visibility ' +
  'protected protected_note protected_by date_protected orderindex'
const off = 'calendar gantt_type box activity timeline workload mind_map table map dashboard'.split(' ')

const namesOf = ({ body }: TestAnswer) => body.views.map(({ name }: { name: string }) => name).join(', ')
const put = (client: TestClient, id: string, body: unknown) => client.send('PUT', `/api/v2/view/${id}`, { body })

/** The four places of a world, with the path of each, the number of its kind, and whether it has a chat. */
function placesIn({ world, space, list }: Work): Readonly<Record<Place['kind'], readonly [id: string, type: number]>> {
  return { teams: [NORTHWIND, 7], spaces: [space.id, 4], folders: [addFolder(world, space).id, 5], lists: [list.id, 6] }
}

/** What is true of the views of every place. */
async function areShown(t: Test, kind: Place['kind']) {
  const work = await startWork(t)
  const [id, type] = placesIn(work)[kind]
  const path = `/api/v2/${kind.slice(0, -1)}/${id}/view`
  const chats = kind === 'lists' ? ['Chat'] : []

  await t.test('are the saved ones in their order, and the built-in ones', async (t) => {
    addView(work.world, { kind, id }, { name: 'Last' })
    addView(work.world, { kind, id }, { name: 'First', orderindex: -1 })
    const answer = await work.as.anna.get(path)
    t.equal(answer.status, 200)
    t.equal(namesOf(answer), ['First', ...chats, 'Last'].join(', '))
    t.same(Object.keys(answer.body), ['views', 'required_views', 'default_view'])
    const { required_views, default_view, views } = answer.body
    t.same(Object.keys(required_views), ['board', 'list', ...off])
    for (const name of off) t.equal(required_views[name], null, name)
    t.match(required_views, {
      list: { id: `${type}-${id}-1`, name: 'List', type: 'list', parent: { id, type }, orderindex: 0 },
      board: { id: `${type}-${id}-2`, type: 'board', date_created: null, creator: ANNA, orderindex: 1 },
    })
    t.same(default_view, {
      id: `${type}-${id}-1`,
      name: 'List',
      type: 1,
      orderindex: 0,
      default: true,
      pinned: true,
    })
    t.equal(Object.keys(required_views.list).join(' '), keys)
    t.equal(Object.keys(views[0]).join(' '), keys)
    t.same((await work.as.anna.get(`/api/v2/view/${type}-${id}-2`)).body, { view: required_views.board })
  })

  await t.test('are without the private ones of others', async (t) => {
    addView(work.world, { kind, id }, { name: 'Ben’s own', creator: BEN, visibility: 'private' })
    t.notMatch(namesOf(await work.as.anna.get(path)), 'Ben')
    t.match(namesOf(await work.as.ben.get(path)), 'Ben’s own')
  })

  await t.test('are refused to those who do not see the place', async (t) =>
    kind === 'teams'
      ? refused(t, await work.as.ben.get('/api/v2/team/9001002/view'), 'teamsNotAuthorized')
      : refused(t, await work.as.gina.get(path), 'teamNotAuthorized'),
  )
}

t.test('GetTeamViews', (t) => areShown(t, 'teams'))
t.test('GetSpaceViews', (t) => areShown(t, 'spaces'))
t.test('GetFolderViews', (t) => areShown(t, 'folders'))
t.test('GetListViews', (t) => areShown(t, 'lists'))

/** What is true of making a view in every place. */
async function isMade(t: Test, kind: Place['kind']) {
  const work = await startWork(t)
  const [id, type] = placesIn(work)[kind]
  const path = `/api/v2/${kind.slice(0, -1)}/${id}/view`

  await t.test('takes name and type, and says what the rest is', async (t) => {
    const { status, body } = await work.as.ben.post(path, { name: 'Table', type: 'table' })
    t.equal(status, 200)
    const last = kind === 'lists' ? 3 : 2
    t.match(body.view, { id: /^8jp19-\d+$/, name: 'Table', type: 'table', parent: { id, type }, orderindex: last })
    t.match(body.view, { creator: BEN, date_created: String(NOW), visibility: 'public', protected: false })
    t.equal(Object.keys(body.view).join(' '), keys)
    t.same((await work.as.anna.get(`/api/v2/view/${body.view.id}`)).body, body)
    const { body: next } = await work.as.ben.post(path, { name: 'Next', type: 7 })
    t.match(next.view, { type: 'list', orderindex: last + 1 }, 'a number makes a list')
  })

  for (const [title, body, refusal] of [
    ['a missing name', { type: 'list' }, 'viewNameInvalid'],
    ['a name that is no text', { name: 7, type: 'list' }, 'viewNameInvalid'],
    ['a missing type', { name: 'x' }, 'viewTypeInvalid'],
    ['a form', { name: 'x', type: 'form' }, 'viewTypeInvalid'],
    ['an unknown type', { name: 'x', type: 'lists' }, 'viewTypeInvalid'],
    ['a word for a number', { name: 'x', type: 'list', settings: { show_subtasks: 'all' } }, 'internalError'],
    ['a filter that is none', { name: 'x', type: 'list', filters: { fields: ['status'] } }, 'internalError'],
  ] as const) {
    await t.test(`refuses ${title}`, async (t) => refused(t, await work.as.anna.post(path, body), refusal))
  }
}

t.test('CreateTeamView', (t) => isMade(t, 'teams'))
t.test('CreateSpaceView', (t) => isMade(t, 'spaces'))
t.test('CreateFolderView', (t) => isMade(t, 'folders'))
t.test('CreateListView', async (t) => {
  await isMade(t, 'lists')
  const { as, list } = await startWork(t)
  const path = `/api/v2/list/${list.id}/view`

  await t.test('keeps every part as it was sent, and ignores what ClickUp does not know', async (t) => {
    const parts = {
      grouping: { field: 'priority', dir: -1, collapsed: ['1'], ignore: false, single: false },
      divide: { field: 'assignee', dir: 1, collapsed: [] },
      sorting: { fields: [{ field: 'dueDate', dir: -1, idx: 0 }] },
      filters: {
        op: 'OR',
        fields: [{ field: 'status', op: 'EQ', determinor: null, idx: 0, values: ['to do'] }],
        search: 'mast',
        search_custom_fields: false,
        search_description: true,
        search_name: true,
        show_closed: true,
        filter_groups: [[0]],
        filter_group_ops: ['AND'],
      },
      columns: { fields: [{ field: 'assignee', idx: 0, width: 160, hidden: true, name: null, display: null }] },
      team_sidebar: { assignees: [ANNA], assigned_comments: true, unassigned_tasks: true },
    }
    const settings = { show_subtasks: 1, show_images: false, collapse_empty_columns: true, me_mode: true }
    const { body } = await as.anna.post(path, { name: 'Whole', type: 'board', ...parts, settings, show_timer: true })
    const { show_subtasks, show_images, collapse_empty_columns, show_timer, me_mode } = body.view.settings
    t.match(body.view, parts)
    t.same([show_subtasks, show_images, collapse_empty_columns], [1, false, true])
    t.equal(show_timer, false, 'a setting outside of settings')
    t.equal(me_mode, undefined)
  })

  await t.test('takes text for numbers, and what is of another kind as not sent', async (t) => {
    const body = { name: 'x', type: 'list', grouping: { dir: '-1', collapsed: 'all' }, columns: [], divide: null }
    const { view } = (await as.anna.post(path, body)).body
    t.match(view, { grouping: { field: 'status', dir: -1, collapsed: [] }, columns: { fields: [] } })
    t.same(view.divide, { field: null, dir: null, collapsed: [] })
  })

  await t.test('makes everything but forms, and leaves out the grouping of what shows no tasks', async (t) => {
    for (const type of 'list board calendar timeline workload activity map gantt'.split(' ')) {
      t.match((await as.anna.post(path, { name: type, type })).body.view, { type, grouping: { field: 'status' } })
    }
    for (const type of ['conversation', 'doc']) {
      t.match((await as.anna.post(path, { name: type, type })).body.view, { type, grouping: null })
    }
  })
})

t.test('GetView', async (t) => {
  const work = await startWork(t)
  const { as, world, list } = work
  const at = { kind: 'lists', id: list.id } as const

  await t.test('shows a form with its address, and who protected a view', async (t) => {
    const form = addView(world, at, { type: 'form' })
    t.match((await as.anna.get(`/api/v2/view/${form.id}`)).body.view, {
      grouping: null,
      public: true,
      public_url: `https://forms.clickup.com/${NORTHWIND}/f/${form.id}/FAKEFORM`,
    })
    const protection = { protected: true, protected_note: 'Ask me', protected_by: BEN, date_protected: NOW }
    const { body } = await as.anna.get(`/api/v2/view/${addView(world, at, protection).id}`)
    t.match(body.view, { ...protection, protected_by: { id: BEN, username: 'Ben Osei' }, date_protected: String(NOW) })
    t.same(Object.keys(body.view.protected_by), ['id', 'username', 'email', 'color', 'initials', 'profilePicture'])
  })

  await t.test('names nobody as creator of a built-in one where the Workspace has no owner', async (t) => {
    const other = await startWork(t)
    other.world.members.update(other.world.members.get(`${NORTHWIND}/${ANNA}`), { role: 'admin' })
    t.equal((await other.as.ben.get(`/api/v2/view/7-${NORTHWIND}-1`)).body.view.creator, 0)
  })

  await t.test('refuses an id that is none, unknown, of a place that is gone, or private', async (t) => {
    for (const id of ['None', 'view7', '8jp19-', '6--1']) {
      refused(t, await as.anna.get(`/api/v2/view/${id}`), 'viewIdMalformed')
    }
    const gone = addList(world, work.space)
    const inGone = addView(world, { kind: 'lists', id: gone.id })
    t.equal((await as.anna.get(`/api/v2/view/${inGone.id}`)).status, 200)
    await as.anna.send('DELETE', `/api/v2/list/${gone.id}`)
    const hidden = addView(world, at, { creator: BEN, visibility: 'private' })
    const unknown = [nobody, '8jp19-999', `6-${list.id}-3`, '6-7-1', `4-${list.id}-1`, `7-${NORTHWIND}-8`]
    for (const id of [...unknown, inGone.id, `6-${gone.id}-1`, hidden.id]) {
      refused(t, await as.anna.get(`/api/v2/view/${id}`), 'teamNotAuthorized')
    }
    t.equal((await as.ben.get(`/api/v2/view/${hidden.id}`)).status, 200)
  })
})

t.test('UpdateView', async (t) => {
  const { as, world, list } = await startWork(t)
  const at = { kind: 'lists', id: list.id } as const
  const { body } = await as.anna.post(`/api/v2/list/${list.id}/view`, {
    name: 'Deck',
    type: 'list',
    filters: { show_closed: true },
    settings: { show_subtasks: 1 },
  })
  const { view } = body

  await t.test('takes back what was read, whole', async (t) => {
    const { status, body } = await put(as.anna, view.id, view)
    t.equal(status, 200)
    t.same(body, { view })
  })

  await t.test('makes what is left out what it is at first, but for name, type and place', async (t) => {
    const { body } = await put(as.anna, view.id, { sorting: { fields: [{ field: 'name', dir: 1 }] } })
    t.match(body.view, {
      id: view.id,
      name: 'Deck',
      type: 'list',
      parent: view.parent,
      date_created: view.date_created,
    })
    t.match(body.view, { sorting: { fields: [{ field: 'name' }] }, filters: { show_closed: false } })
    t.equal(body.view.settings.show_subtasks, 3)
  })

  await t.test('changes name and type, and stays where it is', async (t) => {
    const parent = { id: NORTHWIND, type: 7 }
    const { body } = await put(as.anna, view.id, { name: 'Talk', type: 'conversation', parent })
    t.match(body.view, { name: 'Talk', type: 'conversation', grouping: null, parent: view.parent })
  })

  await t.test('changes a built-in view, which keeps its id and its place', async (t) => {
    const id = `6-${list.id}-1`
    const { body } = await put(as.anna, id, { name: 'All', filters: { show_closed: true } })
    t.match(body.view, { id, name: 'All', type: 'list', filters: { show_closed: true }, orderindex: 0 })
    const shown = (await as.anna.get(`/api/v2/list/${list.id}/view`)).body
    t.match(shown, { required_views: { list: { id, name: 'All' } }, default_view: { id, name: 'All' } })
    t.notOk(
      shown.views.some((one: { id: string }) => one.id === id),
      'it is not a saved one',
    )
    t.match((await put(as.anna, id, { name: 'Every' })).body.view, { name: 'Every' }, 'a second time')
  })

  await t.test('keeps a form a form', async (t) => {
    const { id } = addView(world, at, { type: 'form' })
    t.match((await put(as.anna, id, { name: 'Ask', type: 'form' })).body.view, { name: 'Ask', type: 'form' })
  })

  for (const [title, body, refusal] of [
    ['an empty name', { name: '' }, 'viewNameInvalid'],
    ['an unknown type', { type: 'lists' }, 'viewTypeInvalid'],
    ['an unknown kind of place', { parent: { id: '1', type: 12 } }, 'viewParentInvalid'],
  ] as const) {
    await t.test(`refuses ${title}`, async (t) => refused(t, await put(as.anna, view.id, body), refusal))
  }
  await t.test('refuses an id that is none', async (t) => refused(t, await put(as.anna, 'x', {}), 'viewIdMalformed'))
})

t.test('DeleteView', async (t) => {
  const { as, world, list } = await startWork(t)
  const at = { kind: 'lists', id: list.id } as const
  const remove = (client: TestClient, id: string) => client.send('DELETE', `/api/v2/view/${id}`)

  await t.test('deletes it with its comments', async (t) => {
    const { id } = addView(world, at, { type: 'conversation' })
    await as.anna.post(`/api/v2/view/${id}/comment`, { comment_text: 'Ahoy' })
    t.match(await remove(as.ben, id), { status: 200, body: {} })
    t.equal(world.comments.size, 0)
    refused(t, await remove(as.ben, id), 'teamNotAuthorized')
  })

  await t.test('refuses a built-in one, changed or not', async (t) => {
    refused(t, await remove(as.anna, `6-${list.id}-1`), 'viewRequired')
    await put(as.anna, `6-${list.id}-2`, { name: 'x' })
    refused(t, await remove(as.anna, `6-${list.id}-2`), 'viewRequired')
  })
})
