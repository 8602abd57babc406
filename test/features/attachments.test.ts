// Files on tasks: sent as a multipart form, shown on the task, fetched from the URL that was given.
import t from 'tap'
import { STORAGE, takeUp } from '../../src/features/attachments/rules.js'
import type { World } from '../../src/model/world.js'
import { refused, type TestClient } from '../help/start.js'
import { BEN, NORTHWIND, NOW, startWork, type Work } from '../help/work.js'

const keys =
  'id version date name title extension source thumbnail_small thumbnail_medium thumbnail_large url url_w_query url_w_host'.split(
    ' ',
  )

/** A form with files: field, content, name and type. */
function form(...files: (readonly [field: string, content: BlobPart, name?: string, type?: string])[]): FormData {
  const made = new FormData()
  for (const [field, content, name = 'hull.txt', type = 'text/plain'] of files) {
    made.append(field, new File([content], name, { type }))
  }
  return made
}

function sender({ task }: Work, client: TestClient) {
  return (body: unknown, headers = {}) => client.post(`/api/v2/task/${task.id}/attachment`, body, { headers })
}

t.test('CreateTaskAttachment', async (t) => {
  const work = await startWork(t)
  const { app, as, task, world } = work
  const send = sender(work, as.ben)

  await t.test('answers the file, keys in wire order', async (t) => {
    const { status, body } = await send(form(['attachment', 'oak', 'Hull plan.TXT']))
    t.equal(status, 200)
    t.same(Object.keys(body), keys)
    t.match(body, { id: /^[0-9a-f-]{36}\.txt$/, version: '0', date: NOW, title: 'Hull plan.TXT', extension: 'txt' })
    t.match(body, {
      name: 'Hull plan.TXT',
      source: 1,
      thumbnail_small: null,
      thumbnail_medium: null,
      thumbnail_large: null,
    })
    t.equal(body.url, `http://mock/attachments/${body.id}/Hull%20plan.TXT`)
    t.match(body, { url_w_query: `${body.url}?view=open`, url_w_host: body.url })
  })

  await t.test('is shown on the task', async (t) => {
    const [file] = (await as.anna.get(`/api/v2/task/${task.id}`)).body.attachments
    t.match(file, { title: 'Hull plan.TXT', parent_id: task.id, size: 3, mimetype: 'text/plain', user: { id: BEN } })
    t.match(file, {
      type: 1,
      source: 1,
      version: 0,
      deleted: false,
      hidden: false,
      url_w_query: `${file.url}?view=open`,
    })
    t.equal(file.date, String(NOW), 'here its date is text')
    t.same(Object.keys(file.user), ['id', 'username', 'email', 'initials', 'color', 'profilePicture'])
    t.same(Object.keys(file).slice(-5), ['url', 'email_data', 'workspace_id', 'url_w_query', 'url_w_host'])
  })

  await t.test('takes the part with an index, and several at once', async (t) => {
    const before = world.attachments.size
    t.equal((await send(form(['attachment[0]', 'a', 'a.png'], ['attachment[]', 'b', 'b.png']))).body.title, 'a.png')
    t.equal(world.attachments.size, before + 2)
  })

  for (const [sent, extension, name = sent] of [
    ['Makefile', ''],
    ['.env', 'env'],
    ['a.tar.gz', 'gz'],
    ['a.~1', ''],
    ['..', ''],
    ['../../etc/passwd', '', 'passwd'],
    ['plans.d/', 'd', 'plans.d'],
    ['/', ''],
    ['Schöner “Kahn” (1)*.pdf', 'pdf'],
  ] as const) {
    await t.test(`gives the file ${sent} back under the last part of its path`, async (t) => {
      const { body } = await send(form(['attachment', 'x', sent]))
      t.match(body, { name, title: name, extension })
      const { status, headers } = await app.fetch(body.url)
      t.equal(status, 200)
      const [, full = ''] =
        /^attachment; filename="[ -~]+"; filename\*=UTF-8''([\w%.!~-]+)$/.exec(
          headers.get('content-disposition') ?? '',
        ) ?? []
      t.equal(decodeURIComponent(full), name)
    })
  }

  await t.test('says in the journal what was sent, and keeps no file there', async (t) => {
    await send(form(['attachment', 'oak', 'oak.txt']))
    const record = app.sandbox.journal.list().at(-1)
    t.equal(record?.requestText, '{"attachment":["oak.txt (3 bytes)"]}')
    t.same([record?.violations, record?.ignored, record?.notes], [[], [], []])
  })

  await t.test('names a field that ClickUp ignores', async (t) => {
    const body = form(['attachment', 'oak'])
    body.append('notes', 'x')
    body.append('notes', 'y')
    t.equal((await send(body)).status, 200)
    const record = app.sandbox.journal.list().at(-1)
    t.same(
      [JSON.parse(record?.requestText ?? ''), record?.ignored],
      [{ attachment: ['hull.txt (3 bytes)'], notes: ['x', 'y'] }, ['body notes']],
    )
  })
})

t.test('a file', async (t) => {
  const work = await startWork(t)
  const { app, as } = work
  const send = sender(work, as.anna)
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
  const { body } = await send(form(['attachment', bytes, 'deck.png', 'image/png']))

  await t.test('comes back byte for byte, without a token, to be saved and never shown', async (t) => {
    const answer = await app.fetch(body.url)
    t.equal(answer.status, 200)
    t.same(new Uint8Array(await answer.arrayBuffer()), bytes)
    t.match(Object.fromEntries(answer.headers), {
      'content-type': 'image/png',
      'content-length': '70000',
      'content-disposition': `attachment; filename="deck.png"; filename*=UTF-8''deck.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
  })

  await t.test('tells its length without itself', async (t) => {
    const answer = await app.fetch(body.url, { method: 'HEAD' })
    t.match([answer.status, answer.headers.get('content-length'), await answer.text()], [200, '70000', ''])
  })

  await t.test('has the type its part had, and none that is no type', async (t) => {
    for (const [type, served] of [
      ['text/html; charset=utf-8', 'text/html'],
      ['', 'application/octet-stream'],
      ['nonsense', 'application/octet-stream'],
    ] as const) {
      const sent = await send(form(['attachment', 'x', 'x.html', type]))
      t.equal((await app.fetch(sent.body.url)).headers.get('content-type'), served)
    }
  })

  await t.test('is not served to a name that was rebound to the mock', async (t) => {
    const { pathname } = new URL(body.url)
    const rebound = await app.app.inject({ url: pathname, headers: { host: 'evil.example' } })
    t.match([rebound.statusCode, rebound.json().problems[0].where], [403, 'header Host'])
  })

  await t.test('that is not there is an unknown path', async (t) => {
    const answer = await app.fetch(body.url.replace('.png/', '.jpg/'))
    t.match([answer.status, await answer.json()], [404, { ECODE: 'APP_001' }])
  })

  await t.test('in a sandbox is at the URL of the sandbox', async (t) => {
    const headers = { 'x-mock-sandbox': 'cove' }
    const path = '/api/v2/task'
    const { world } = await inSandbox(work, 'cove')
    const task = world.tasks.all()[0]
    const { body } = await as.anna.post(`${path}/${task?.id}/attachment`, form(['attachment', 'cove']), { headers })
    t.match(body.url, /^http:\/\/mock\/s\/cove\/attachments\//)
    t.equal(await (await app.fetch(body.url)).text(), 'cove')
    t.equal((await app.fetch(body.url.replace('/s/cove', ''))).status, 404)
  })
})

/** The same rows in a sandbox of its own. */
async function inSandbox({ app, world }: Work, name: string) {
  await app.fetch('/api/v2/user', { headers: { 'x-mock-sandbox': name, authorization: app.token } })
  const sandbox = app.sandboxes.open(name)
  sandbox.world.restore(world.snapshot())
  return sandbox
}

t.test('a file over a socket', async (t) => {
  for (const baseUrl of [undefined, 'https://mock.example']) {
    const work = await startWork(t, () => ({ baseUrl }))
    const { app, task } = work
    const address = await app.app.listen({ port: 0, host: '127.0.0.1' })
    const body = new Response(form(['attachment', 'oak']))
    const response = await fetch(`${address}/api/v2/task/${task.id}/attachment`, {
      method: 'POST',
      headers: { authorization: app.token, 'content-type': body.headers.get('content-type') ?? '' },
      body: body.body,
      duplex: 'half',
    } as RequestInit)
    const sent = await response.json()

    await t.test(`is sent in chunks and found at ${baseUrl ?? 'the address'}`, async (t) => {
      t.equal(response.status, 200)
      t.ok(sent.url.startsWith(`${baseUrl ?? address}/attachments/`), sent.url)
      const { pathname } = new URL(sent.url)
      t.equal(await (await fetch(address + pathname)).text(), 'oak')
    })
  }
})

t.test('what is no form with a file', async (t) => {
  const work = await startWork(t)
  const { as, app, world, task } = work
  const send = sender(work, as.anna)

  const texts = new FormData()
  texts.append('attachment', 'https://example.com/hull.png')
  const missing: readonly [what: string, body: FormData][] = [
    ['a text in its place', texts],
    ['another name for the part', form(['file', 'oak'])],
    ['a file without a name', form(['attachment', '', ''])],
    ['an empty form', new FormData()],
  ]
  for (const [what, body] of missing) {
    await t.test(`is refused for ${what}`, async (t) => {
      refused(t, await send(body), 'attachmentMissing')
      t.equal(world.attachments.size, 0)
    })
  }

  for (const [what, body, headers] of [
    ['JSON', { attachment: 'x' }, {}],
    ['nothing', undefined, {}],
    ['a form without its boundary', 'x', { 'content-type': 'multipart/form-data' }],
    ['a form that is cut off', '--a\r\ncontent-disp', { 'content-type': 'multipart/form-data; boundary=a' }],
    ['bytes', 'x', { 'content-type': 'image/png' }],
  ] as const) {
    await t.test(`is refused as ${what}`, async (t) => refused(t, await send(body, headers), 'attachmentInvalid'))
  }

  await t.test('tells why a form could not be read', async (t) => {
    await send('x', { 'content-type': 'multipart/form-data' })
    t.match(app.sandbox.journal.list().at(-1)?.notes, [/the multipart form cannot be read/])
  })

  await t.test('is not read where no file is sent', async (t) => {
    const { body } = await as.anna.post(`/api/v2/task/${task.id}/checklist`, form(['name', 'x']))
    t.equal(body.checklist.name, '')
    t.match(app.sandbox.journal.list().at(-1)?.notes, [/a body of type multipart\/form-data; boundary.* is not read/])
  })

  await t.test('is refused for a deleted task, and an unknown one', async (t) => {
    refused(t, await as.anna.post('/api/v2/task/nobody/attachment', form(['attachment', 'x'])), 'teamNotAuthorized')
    world.tasks.update(task, { deleted: true })
    refused(t, await send(form(['attachment', 'x'])), 'taskDeleted')
  })
})

t.test('a Workspace whose storage is full takes no file, and keeps what it has', async (t) => {
  const work = await startWork(t)
  const { world } = work
  const send = sender(work, work.as.anna)
  await send(form(['attachment', 'four']))
  t.match(world.storage.find(NORTHWIND), { bytes: 4 })
  fill(world, work.task.id, STORAGE - 7)
  refused(t, await send(form(['attachment', 'xy'], ['attachment', 'xy'])), 'storageFull')
  t.equal(world.attachments.size, 2, 'neither of the two')
  t.equal((await send(form(['attachment', 'abc']))).status, 200)
  refused(t, await send(form(['attachment', 'a'])), 'storageFull')
})

t.test('a file takes up room no longer', async (t) => {
  for (const [when, path] of [
    ['its task is deleted', ({ task }: Work) => `/api/v2/task/${task.id}`],
    ['the List of its task is deleted', ({ task }: Work) => `/api/v2/list/${task.list_id}`],
  ] as const) {
    await t.test(`when ${when}`, async (t) => {
      const work = await startWork(t)
      const { world, as } = work
      fill(world, work.task.id, STORAGE)
      const [space] = world.spaces.group('team', NORTHWIND)
      const list = (await as.anna.post(`/api/v2/space/${space?.id}/list`, { name: 'other' })).body.id
      const task = (await as.anna.post(`/api/v2/list/${list}/task`, { name: 'other' })).body.id
      const send = () => as.anna.post(`/api/v2/task/${task}/attachment`, form(['attachment', 'x']))
      refused(t, await send(), 'storageFull')
      t.equal((await as.anna.send('DELETE', path(work))).status < 300, true)
      t.equal((await send()).status, 200)
      t.equal(world.attachments.size, 1)
    })
  }
})

/** Takes up so many bytes with one file. */
function fill(world: World, task_id: string, size: number): void {
  const content = { size, read: () => Buffer.alloc(0) }
  const id = 'large'
  const columns = { title: id, extension: '', mimetype: 'text/plain', date: 0, user_id: 100_001, url: null }
  world.attachments.add({ id, team_id: NORTHWIND, task_id, field_id: null, ...columns, content })
  takeUp(world, NORTHWIND, size)
}
