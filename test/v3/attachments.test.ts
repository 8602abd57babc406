// Attachments of version 3: files on tasks and Custom Fields.
import t from 'tap'
import { refused, start, type TestClient } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const OF_TASK = `${WORKSPACE}/attachments/86a000001/attachments`

function form(name: string, filename?: string, field = 'attachment'): FormData {
  const made = new FormData()
  made.append(field, new File(['oak'], name, { type: 'image/png' }))
  if (filename !== undefined) made.append('filename', filename)
  return made
}

async function fieldOf(client: TestClient): Promise<string> {
  const { body } = await client.get('/api/v2/list/901200000001/field')
  return `${WORKSPACE}/custom_fields/${body.fields[0].id}/attachments`
}

t.test('postEntityAttachment', async (t) => {
  const { as, mock } = await start(t)

  await t.test('puts a file on a task, which version 2 then shows; the answer is 200', async (t) => {
    const { status, body } = await as.ben.post(OF_TASK, form('hull.PNG'))
    t.equal(status, 200)
    t.match(body, {
      date_created: mock.clock.now(),
      extension: 'png',
      id: /^[0-9a-f-]{36}\.png$/,
      mime_type: 'image/png',
      parent_entity_type: 'tasks',
      parent_id: '86a000001',
      size: 3,
      thumbnail_small: null,
      title: 'hull.PNG',
      user_id: 100002,
    })
    t.equal(await (await mock.fetch(new URL(body.url).pathname)).text(), 'oak')
    const { attachments } = (await as.anna.get('/api/v2/task/86a000001')).body
    t.ok(attachments.some(({ id }: { id: string }) => id === body.id))
  })

  await t.test('takes another name for the file', async (t) => {
    t.match((await as.anna.post(OF_TASK, form('a.png', 'b.csv'))).body, { title: 'b.csv', extension: 'csv' })
  })

  await t.test('puts a file on a Custom Field', async (t) => {
    const field = await fieldOf(as.anna)
    await as.anna.post('/api/v2/team/9001001/webhook', { endpoint: 'http://localhost:9', events: '*' })
    const { body } = await as.anna.post(field, form('sample.txt'))
    t.same(mock.control.listDeliveries().deliveries, [], 'which is no event of a task')
    t.match(body, { parent_entity_type: 'custom_fields', title: 'sample.txt' })
    t.match((await as.anna.get(field)).body, { data: [{ id: body.id }] })
    const { mock: other } = await start(t, { seed: mock.control.exportWorld() })
    t.same(other.control.exportWorld(), mock.control.exportWorld())
  })

  await t.test('refuses a form without a file, and JSON', async (t) => {
    refused(t, await as.anna.post(OF_TASK, form('a.png', undefined, 'file')), 'requestUnfit')
    refused(t, await as.anna.post(OF_TASK, {}), 'requestUnfit')
  })
})

t.test('getParentEntityAttachments', async (t) => {
  const { as } = await start(t)

  await t.test('lists the files of a task, newest first, page by page', async (t) => {
    const { body: made } = await as.anna.post(OF_TASK, form('new.png'))
    const { body: first } = await as.anna.get(`${OF_TASK}?limit=1`)
    t.match(first, { data: [made], next_cursor: /.+/ })
    const { body: last } = await as.anna.get(`${OF_TASK}?limit=1&cursor=${first.next_cursor}`)
    t.match(last, { data: [{ title: 'weights.csv' }], next_cursor: '' })
  })

  await t.test('finds nothing on other kinds of things, or on what is hidden or elsewhere', async (t) => {
    for (const path of ['docs/8jp19-5', 'tasks/86a000001', 'attachments/unknown', 'custom_fields/unknown']) {
      refused(t, await as.anna.get(`${WORKSPACE}/${path}/attachments`), 'resourceNotFound')
    }
    refused(t, await as.gina.get(OF_TASK), 'resourceNotFound')
    refused(t, await as.anna.get('/api/v3/workspaces/9001002/attachments/86a000001/attachments'), 'resourceNotFound')
  })

  await t.test('refuses what has no attachments', async (t) => {
    const { status, body } = await as.anna.get(`${WORKSPACE}/chat_messages/7/attachments`)
    t.match({ status, body }, { status: 400, body: { message: 'Invalid path param for entityType: chat_messages' } })
  })
})
