// Folders: made, read, renamed, moved, deleted, one inside another.
import t, { type Test } from 'tap'
import { refused, start } from '../help/start.js'

/** Two Spaces of a new mock, and what speaks to it. */
async function spaces(t: Test) {
  const started = await start(t)
  const { anna } = started.as
  const make = async (name: string) => (await anna.post('/api/v2/team/9001001/space', { name })).body.id as string
  const [one, other] = [await make('One'), await make('Other')]
  const folderIn = async (space: string, name: string, more: object = {}) =>
    (await anna.post(`/api/v2/space/${space}/folder`, { name, ...more })).body
  const namesIn = async (space: string) =>
    (await anna.get(`/api/v2/space/${space}/folder`)).body.folders.map(({ name }: { name: string }) => name)
  return { ...started, anna, one, other, folderIn, namesIn }
}

t.test('CreateFolder', async (t) => {
  const { anna, one, other, folderIn, namesIn } = await spaces(t)
  const first = await folderIn(one, 'First', { color: '#fff' })

  t.match(first, {
    name: 'First',
    orderindex: 0,
    override_statuses: false,
    hidden: false,
    space: { id: one, name: 'One' },
  })
  t.match(first, { task_count: '0', archived: false, statuses: [], lists: [], permission_level: 'create' })
  t.equal(
    Object.keys(first).join(' '),
    'id name orderindex override_statuses hidden space task_count archived statuses deleted lists permission_level',
  )
  t.equal(first.deleted, false, 'it says so only when it is made')
  await folderIn(one, 'Second')
  await t.test('GetFolders lists it with the others', async (t) => t.same(await namesIn(one), ['First', 'Second']))
  for (const body of [{}, { name: '' }, { name: '  ' }]) {
    refused(t, await anna.post(`/api/v2/space/${one}/folder`, body), 'folderNameInvalid')
  }
  refused(t, await anna.post(`/api/v2/space/${one}/folder`, { name: 'First' }), 'folderNameTaken')
  const inside = { name: 'Inside', parent_folder_id: 'nowhere' }
  refused(t, await anna.post(`/api/v2/space/${one}/folder`, inside), 'teamNotAuthorized')
  const elsewhere = { name: 'Inside', parent_folder_id: (await folderIn(other, 'Elsewhere')).id }
  refused(t, await anna.post(`/api/v2/space/${one}/folder`, elsewhere), 'teamNotAuthorized')
})

t.test('GetFolder', async (t) => {
  const { anna, one, folderIn } = await spaces(t)
  const top = await folderIn(one, 'Top')
  const inside = await folderIn(one, 'Inside', { parent_folder_id: top.id })
  const deep = await folderIn(one, 'Deep', { parent_folder_id: inside.id })
  await anna.post(`/api/v2/folder/${top.id}/list`, { name: 'A list' })

  await t.test('tells the statuses that hold there, its Lists and what holds it', async (t) => {
    const { body } = await anna.get(`/api/v2/folder/${top.id}`)
    t.match(body, { statuses: [{ status: 'to do' }, { status: 'complete' }], lists: [{ name: 'A list' }] })
    t.equal((await anna.get(`/api/v2/folder/${inside.id}`)).body.parent_folder, top.id)
  })
  await t.test('shows each List without the Folder, but with its statuses', async (t) => {
    const { body } = await anna.get(`/api/v2/folder/${top.id}`)
    const keys = (list: object) => Object.keys(list).join(' ')
    const dates = 'task_count due_date start_date'
    const rest = 'archived override_statuses statuses permission_level'
    t.equal(keys(body.lists[0]), `id name orderindex content status priority assignee ${dates} ${rest}`)
    t.match(body.lists[0].statuses, [{ status: 'to do', status_group: `proj_${one}` }, { status: 'complete' }])
    t.same(body.space, { id: one, name: 'One', access: true })
    t.notOk('deleted' in body)
    const [among] = (await anna.get(`/api/v2/space/${one}/folder`)).body.folders
    t.same(among.space, { id: one, name: 'One' }, 'where Folders are listed, the Space has no access')
    t.equal(keys(among.lists[0]), `id name orderindex content status priority assignee ${dates} space ${rest}`)
    t.same(among.lists[0].space, { id: one, name: 'One', access: true })
  })
  await t.test('adds the tree below when it is asked to', async (t) => {
    const { body } = await anna.get(`/api/v2/folder/${top.id}?include_subfolders=true`)
    t.match(body.folders, [{ id: inside.id, parent_folder: top.id, folders: [{ id: deep.id, folders: [] }] }])
  })
  await t.test('answers for one that was deleted', async (t) => {
    t.same((await anna.send('DELETE', `/api/v2/folder/${top.id}`)).body, {})
    const { status, body } = await anna.get(`/api/v2/folder/${top.id}`)
    t.equal(status, 200)
    t.match(body, { deleted: true, lists: [], task_count: '0' })
    refused(t, await anna.send('PUT', `/api/v2/folder/${top.id}`, { body: { name: 'Back' } }), 'folderSpaceDeleted')
    t.same((await anna.get(`/api/v2/space/${one}/folder`)).body.folders, [], 'what was inside is gone too')
  })
  refused(t, await anna.get('/api/v2/folder/abc'), 'folderIdMalformed')
  refused(t, await anna.get('/api/v2/folder/1'), 'teamNotAuthorized')
})

t.test('DeleteFolder', async (t) => {
  const { anna, one, folderIn, namesIn } = await spaces(t)
  const folder = await folderIn(one, 'Short')
  t.same((await anna.send('DELETE', `/api/v2/folder/${folder.id}`)).body, {})
  t.same(await namesIn(one), [])
  refused(t, await anna.send('DELETE', `/api/v2/folder/${folder.id}`), 'folderSpaceDeleted')
  t.equal((await folderIn(one, 'Short')).name, 'Short', 'its name is free')
})

t.test('UpdateFolder', async (t) => {
  const { anna, one, other, folderIn } = await spaces(t)
  const folder = await folderIn(one, 'Before')
  const put = async (body: object) => (await anna.send('PUT', `/api/v2/folder/${folder.id}`, { body })).body
  t.match(await put({ name: 'After', parent_folder_id: other }), { id: folder.id, name: 'After', space: { id: one } })
  t.equal((await put({ name: ' ' })).name, 'After')
})

t.test('MoveFolder', async (t) => {
  const { anna, one, other, folderIn, namesIn } = await spaces(t)
  const [a, b, c] = [await folderIn(one, 'A'), await folderIn(one, 'B'), await folderIn(one, 'C')]
  const { body: list } = await anna.post(`/api/v2/folder/${c.id}/list`, { name: 'Carried along' })
  const move = (id: string, body: object) => anna.send('PUT', `/api/v2/folder/${id}/position`, { body })

  t.same((await move(c.id, {})).body, {})
  t.same(await namesIn(one), ['C', 'A', 'B'], 'to the top when no position is given')
  await move(c.id, { position: 1 })
  t.same(await namesIn(one), ['A', 'C', 'B'])
  await move(c.id, { parent_folder_id: b.id, space_id: other })
  t.equal((await anna.get(`/api/v2/folder/${c.id}`)).body.parent_folder, b.id)
  refused(t, await move(b.id, { parent_folder_id: b.id }), 'folderItsOwnParent')
  refused(t, await move(b.id, { parent_folder_id: c.id }), 'folderInsideItself')
  refused(t, await move(b.id, { space_id: '1' }), 'teamNotAuthorized')
  await move(b.id, { space_id: other })
  t.same([await namesIn(one), await namesIn(other)], [['A'], ['B', 'C']])
  t.equal((await anna.get(`/api/v2/list/${list.id}`)).body.space.id, other, 'with all that it holds')
  t.equal((await anna.get(`/api/v2/folder/${a.id}`)).body.orderindex, 0)
})

t.test('A Folder that moves', async (t) => {
  const { mock, anna, one, folderIn } = await spaces(t)
  const folder = await folderIn(one, 'A')
  const move = (body: object) => anna.send('PUT', `/api/v2/folder/${folder.id}/position`, { body })
  const { body: list } = await anna.post(`/api/v2/folder/${folder.id}/list`, { name: 'Work' })
  const taskWith = async (status: string) =>
    (await anna.post(`/api/v2/list/${list.id}/task`, { name: status, status })).body.id as string
  const [todo, complete] = [await taskWith('to do'), await taskWith('complete')]
  const statusOf = async (id: string) => (await anna.get(`/api/v2/task/${id}`)).body.status.status

  await t.test('stays in its Workspace', async (t) => {
    const [{ id: harbor }] = (await anna.get('/api/v2/team/9001002/space')).body.spaces
    refused(t, await move({ space_id: harbor }), 'teamNotAuthorized')
  })

  await t.test('gives its tasks the first status of the other Space where theirs is not there', async (t) => {
    await move({ space_id: '90010000001' }) // to do, in progress, complete
    t.same([await statusOf(todo), await statusOf(complete)], ['to do', 'complete'])
    await move({ space_id: '90010000002' }) // open, waiting, paid, closed
    t.same([await statusOf(todo), await statusOf(complete)], ['open', 'open'])
    const { sandbox } = await mock.control.createSandbox({ name: 'again', seed: mock.control.exportWorld() })
    t.equal(sandbox.name, 'again')
  })
})

t.test('what was deleted moves along with its Folder, and is exported where it now is', async (t) => {
  const { mock, anna } = await start(t).then(({ mock, as }) => ({ mock, anna: as.anna }))
  const make = async (path: string, body: object) => (await anna.post(`/api/v2/${path}`, body)).body.id as string
  const inside = await make('space/90010000001/folder', { name: 'Inside', parent_folder_id: '90110000002' })
  const list = await make(`folder/${inside}/list`, { name: 'List' })
  await make(`list/${list}/task`, { name: 'Task', status: 'to do' })
  t.equal((await anna.send('DELETE', `/api/v2/folder/${inside}`)).status, 200)
  const body = { space_id: '90010000002', position: 0 } // whose tasks are open, waiting, paid or closed
  t.equal((await anna.send('PUT', '/api/v2/folder/90110000002/position', { body })).status, 200)
  const { sandbox } = await mock.control.createSandbox({ name: 'again', seed: mock.control.exportWorld() })
  t.equal(sandbox.name, 'again')
})
