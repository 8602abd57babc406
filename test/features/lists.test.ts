// Lists: in Folders and right in Spaces.
import t, { type Test } from 'tap'
import { refused, start } from '../help/start.js'

/** A Space and a Folder of a new mock, and what speaks to it. */
async function places(t: Test) {
  const started = await start(t)
  const { anna } = started.as
  const { body: space } = await anna.post('/api/v2/team/9001001/space', { name: 'Studio' })
  const { body: folder } = await anna.post(`/api/v2/space/${space.id}/folder`, { name: 'Clients' })
  return {
    ...started,
    anna,
    space,
    folder,
    inFolder: `/api/v2/folder/${folder.id}/list`,
    inSpace: `/api/v2/space/${space.id}/list`,
  }
}

t.test('CreateList', async (t) => {
  const { anna, as, space, folder, inFolder, inSpace } = await places(t)

  await t.test('answer the List with the statuses of its Space', async (t) => {
    const { status, body } = await anna.post(inFolder, {
      name: 'Briefs',
      markdown_content: 'What *clients* want',
      content: 'not this',
      due_date: 1_770_000_000_000,
      due_date_time: true,
      start_date: 1_769_000_000_123,
      priority: 2,
      assignee: 100002,
      status: 'red',
    })
    t.equal(status, 200)
    t.match(body, {
      name: 'Briefs',
      deleted: false,
      orderindex: 0,
      content: 'What *clients* want',
      status: { status: 'red', color: '#d33d44', hide_label: true },
      priority: { priority: 'high' },
      assignee: { id: 100002, username: 'Ben Osei' },
      task_count: 0,
      due_date: '1770000000000',
      start_date: '1769000000123',
      folder: { id: folder.id, name: 'Clients', hidden: false },
      space: { id: space.id, name: 'Studio' },
      override_statuses: false,
      statuses: [{ status: 'to do', status_group: `proj_${space.id}` }, { status: 'complete' }],
    })
    t.same((await anna.get(`/api/v2/list/${body.id}`)).body, body)
    t.equal(
      Object.keys(body).join(' '),
      'id name deleted orderindex content status priority assignee task_count due_date start_date folder space ' +
        'inbound_address archived override_statuses statuses permission_level',
    )
  })
  await t.test('give each List a mail address of each caller, always the same', async (t) => {
    const { body: list } = await anna.post(inFolder, { name: 'By mail' })
    const { body: other } = await anna.post(inFolder, { name: 'By mail too' })
    const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    const form = new RegExp(`^a\\.t\\.${list.id}\\.u-(\\d+)\\.(${uuid})@tasks\\.clickup\\.com$`)
    const [, user, id] = form.exec(list.inbound_address) ?? []
    t.equal(user, '100001')
    const { body: seen } = await as.ben.get(`/api/v2/list/${list.id}`)
    t.equal(seen.inbound_address, `a.t.${list.id}.u-100002.${id}@tasks.clickup.com`)
    t.notMatch(other.inbound_address, id)
    for (const { id: made } of [list, other]) await anna.send('DELETE', `/api/v2/list/${made}`)
  })
  await t.test('know the colour words of the app', async (t) => {
    const { body: list } = await anna.post(inSpace, { name: 'Colours' })
    for (const [word, color] of [
      ['red', '#d33d44'],
      ['green', '#008844'],
      ['yellow', '#f8ae00'],
      ['purple', /^#/],
    ]) {
      const { body } = await anna.send('PUT', `/api/v2/list/${list.id}`, { body: { status: word } })
      t.match(body.status, { status: word, color, hide_label: true })
    }
  })
  await t.test('CreateFolderlessList puts it right in a Space, in a hidden Folder', async (t) => {
    const { body } = await anna.post(inSpace, { name: 'Loose', content: 'plain' })
    t.match(body, { name: 'Loose', content: 'plain', folder: { name: 'hidden', hidden: true }, orderindex: 0 })
    const { body: other } = await anna.post(inSpace, { name: 'Beside' })
    t.equal(other.orderindex, 0, 'each is alone in a hidden Folder')
    t.not(other.folder.id, body.folder.id)
    t.match(body.folder.id, /^\d{12}$/)
    t.notHas(body, { status: {} })
  })
  await t.test('takes its text under the older name of Markdown too', async (t) => {
    const { body } = await anna.post(inSpace, { name: 'Older', markdown_description: 'What', content: 'not this' })
    t.equal(body.content, 'What')
    const path = `/api/v2/list/${body.id}`
    const changes = { name: 'Older', markdown_description: 'x', markdown_content: 'Whom' }
    t.equal((await anna.send('PUT', path, { body: changes })).body.content, 'Whom')
    t.equal((await anna.send('DELETE', path)).status, 200)
  })
  await t.test('the next one stands behind all that ever were there', async (t) => {
    t.equal((await anna.post(inFolder, { name: 'Next' })).body.orderindex, 3, 'two were deleted')
  })
  await t.test('an assignee or a priority that is none is nobody, and nothing', async (t) => {
    const { body } = await anna.post(inFolder, { name: 'Odd', assignee: 42, priority: 9, due_date: null })
    t.match(body, { assignee: null, priority: null, due_date: null })
  })
  await t.test('refuse a bad name, a name that is taken, a colour that is none', async (t) => {
    for (const path of [inFolder, inSpace]) {
      for (const name of [undefined, '', 7, true]) refused(t, await anna.post(path, { name }), 'listNameInvalid')
      refused(t, await anna.post(path, { name: 'Tint', status: '#ff0000' }), 'listColorInvalid')
      refused(t, await anna.post(path, { name: 'Late', due_date: 'soon' }), 'internalError')
    }
    refused(t, await anna.post(inFolder, { name: 'Briefs' }), 'listNameTaken')
    refused(t, await anna.post(inSpace, { name: 'Loose' }), 'listNameTaken')
    t.equal((await anna.post(inSpace, { name: 'Briefs' })).status, 200, 'another place is free')
  })
})

t.test('GetLists', async (t) => {
  const { anna, as, inFolder } = await places(t)
  await anna.post(inFolder, { name: 'A' })
  const { body: gone } = await anna.post(inFolder, { name: 'B' })
  await anna.send('DELETE', `/api/v2/list/${gone.id}`)
  t.match((await anna.get(inFolder)).body, { lists: [{ name: 'A', status: null, task_count: 0 }] })
  refused(t, await as.gina.get(inFolder), 'teamNotAuthorized')
})

t.test('GetFolderlessLists', async (t) => {
  const { anna, inFolder, inSpace } = await places(t)
  await anna.post(inFolder, { name: 'A' })
  await anna.post(inSpace, { name: 'C', status: 'blue' })
  const { lists } = (await anna.get(inSpace)).body
  t.match(
    lists,
    [
      { name: 'List', status: null },
      { name: 'C', status: { status: 'blue' } },
    ],
    'a new Space has a List',
  )
  t.same((await anna.get(`${inSpace}?archived=true`)).body, { lists: [] })
})

t.test('GetList', async (t) => {
  const { anna, as, inSpace } = await places(t)
  const { body: list } = await anna.post(inSpace, { name: 'A' })
  t.same((await anna.get(`/api/v2/list/${list.id}`)).body, list)
  refused(t, await as.gina.get(`/api/v2/list/${list.id}`), 'teamNotAuthorized')
  refused(t, await anna.get('/api/v2/list/abc'), 'listIdMalformed')
})

t.test('a List that was made in the app has no content until it is described', async (t) => {
  const { as } = await start(t)
  const path = '/api/v2/list/901200000002'
  const { body } = await as.anna.get(path)
  t.notOk('content' in body)
  t.equal(body.override_statuses, null)
  const [, among] = (await as.anna.get(`/api/v2/folder/${body.folder.id}/list`)).body.lists
  t.match(among, { id: body.id, override_statuses: null })
  t.notOk('content' in among)
  const { body: described } = await as.anna.send('PUT', path, { body: { content: 'What the lamp thinks' } })
  t.match(described, { content: 'What the lamp thinks', override_statuses: false })
})

t.test('UpdateList', async (t) => {
  const { anna, inFolder } = await places(t)
  const { body: list } = await anna.post(inFolder, { name: 'Before', status: 'red', assignee: 100002, priority: 1 })
  const put = (body: object) => anna.send('PUT', `/api/v2/list/${list.id}`, { body })

  t.same((await put({ name: 'After', folder_id: '1' })).body, { ...list, name: 'After' }, 'it is not moved')
  const { body } = await put({ content: 'New', unset_status: true, assignee: 'none', priority: null, due_date: '5' })
  t.match(body, { name: 'After', content: 'New', assignee: null, priority: null, due_date: '5' })
  t.notHas(body, { status: {} })
  refused(t, await put({ name: '' }), 'listNameInvalidOnUpdate')
  refused(t, await put({ status: 'sky' }), 'internalError')
  t.equal((await put({ start_date: null })).body.start_date, null)
  t.equal((await put({ start_date: 7 })).body.start_date, '7')
})

t.test('DeleteList', async (t) => {
  const { anna, inFolder } = await places(t)
  const { body: list } = await anna.post(inFolder, { name: 'Short' })
  const remove = () => anna.send('DELETE', `/api/v2/list/${list.id}`)

  t.same((await remove()).body, {})
  t.same((await remove()).body, {}, 'a second time too')
  refused(t, await anna.get(`/api/v2/list/${list.id}`), 'taskListDeleted')
  refused(t, await anna.get('/api/v2/list/abc'), 'listIdMalformed')
  refused(t, await anna.get('/api/v2/list/1'), 'teamNotAuthorized')
})
