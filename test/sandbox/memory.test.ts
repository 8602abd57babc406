// The memory of a mock when it is used up: what is given up, in which order, and what is said of it.
import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import { handlers } from '../../src/features/index.js'
import type { ClickUpMock } from '../../src/index.js'
import type { Fixture } from '../../src/settings/readers.js'
import { testApp } from '../help/parts.js'
import { start } from '../help/start.js'

/** A mock with the least memory there may be: 8 MB for worlds, 4 MB for journals. */
async function small(t: Test) {
  const started = await start(t, { memory: '16MB', rateLimit: 'off', auth: 'any' })
  const { as, mock } = started
  const list = listIn(mock)
  /** Makes a task of half a megabyte. */
  const fill = (sandbox: string, size = 500_000) =>
    as.anna.post(`${sandbox}/api/v2/list/${list}/task`, { name: 'x', markdown_content: 'x'.repeat(size) })
  return { ...started, list, fill }
}

function listIn(mock: ClickUpMock): string {
  const lists = mock.control.getWorld().workspaces.flatMap(({ spaces }) => spaces.flatMap((space) => space.lists))
  return String(lists[0]?.id)
}

t.test('when the memory for worlds is used up', async (t) => {
  await t.test('the sandbox that is idle longest is given up, and calls to it are told so', async (t) => {
    const { mock, as, fill, withToken } = await small(t)
    const { token } = mock.sandbox('first').control.mintToken({ user: 'ben' }).token
    for (let count = 0; count < 6; count += 1) {
      await fill('/s/first')
      await fill('/s/second')
    }
    await as.anna.get('/s/first/api/v2/user')
    while (mock.control.listSandboxes().sandboxes.length === 3) t.equal((await fill('')).status, 200)
    t.same(
      mock.control.listSandboxes().sandboxes.map(({ name }) => name),
      ['default', 'first'],
    )
    const gone = { problems: [{ where: 'sandbox', what: /"second" was given up/, right: /POST \/__mock\/sandboxes/ }] }
    for (const path of ['/s/second/api/v2/user', '/s/second/__mock/calls', '/s/second/attachments/1/x']) {
      const { status, body } = await as.anna.get(path)
      t.equal(status, 410, path)
      t.match(body, gone)
    }
    t.throws(() => mock.sandbox('second'), { message: /was given up/ })
    t.equal((await as.anna.get('/s/first/api/v2/user')).status, 200)

    await t.test('so does a call that only has one of its tokens', async (t) => {
      while (mock.control.listSandboxes().sandboxes.length === 2) await fill('')
      const { status, body } = await withToken(token).get('/api/v2/user')
      t.equal(status, 410)
      t.match(body, { problems: [{ what: /"first" was given up/ }] })
    })
    await t.test('until it is made anew', async (t) => {
      mock.reset()
      mock.reset() // the second makes the first one final
      await mock.control.createSandbox({ name: 'second' })
      t.equal((await as.anna.get('/s/second/api/v2/user')).status, 200)
    })
    await t.test('or is deleted: then it is as one that never was', async (t) => {
      mock.control.deleteSandbox({ name: 'first' })
      mock.sandbox('second').reset()
      mock.control.deleteSandbox({ name: 'second' }) // with what undoing the reset would bring back
      t.equal((await as.anna.get('/s/first/api/v2/user')).status, 200)
    })
  })

  await t.test('work is refused if no sandbox is idle, and goes on when there is room again', async (t) => {
    const { mock, as, fill, list } = await small(t)
    let last = 200
    for (let count = 0; count < 30 && last === 200; count += 1) last = (await fill('')).status
    t.equal(last, 503)
    const full = { problems: [{ where: 'memory', what: /no sandbox is idle/, right: /--memory/ }] }
    const says = { message: /no sandbox is idle/ }
    t.match((await fill('')).body, full)
    t.match((await as.anna.send('PUT', `/api/v2/list/${list}`, { body: { name: 'y' } })).status, 503)
    t.equal((await as.anna.get('/api/v2/user')).status, 200, 'reading is not refused')
    t.throws(() => mock.sandbox('new'), says)
    t.throws(() => mock.control.seed({}), says)
    t.throws(() => mock.control.snapshot({ name: 'x' }), says)
    const { tasks } = (await as.anna.get(`/api/v2/list/${list}/task`)).body
    for (const { id, name } of tasks) {
      if (name === 'x') t.equal((await as.anna.send('DELETE', `/api/v2/task/${id}`)).status, 204)
    }
    t.equal((await fill('')).status, 200, 'what was deleted is gone')
  })

  await t.test('what is gone with its List is given up first, and still answers as gone', async (t) => {
    const { mock, as, fill } = await small(t)
    const { id: space } = mock.control.getWorld().workspaces.flatMap(({ spaces }) => spaces)[0] ?? {}
    const list = (await as.anna.post(`/api/v2/space/${space}/list`, { name: 'doomed' })).body.id
    const large = { name: 'x', markdown_content: 'x'.repeat(500_000), assignees: [100001] }
    const ids: string[] = []
    for (let count = 0; count < 6; count += 1)
      ids.push((await as.anna.post(`/api/v2/list/${list}/task`, large)).body.id)
    const before = await as.anna.get(`/api/v2/task/${ids[0]}`)
    t.equal(before.status, 200)
    t.equal((await as.anna.send('DELETE', `/api/v2/list/${list}`)).status, 200)
    const gone = await as.anna.get(`/api/v2/task/${ids[0]}`)
    let taken = 0
    while ((await fill('')).status === 200) taken += 1
    t.ok(taken > 10, `${taken} more fitted`)
    t.match(await as.anna.get(`/api/v2/task/${ids[0]}`), { status: gone.status, body: gone.body })
  })

  await t.test('what a tester turned on counts too, until it is cleared', async (t) => {
    const { mock } = await small(t)
    const { faults, control } = mock
    const add = () => {
      for (;;) faults.add({ status: 200, body: 'x'.repeat(500_000) })
    }
    const full = { message: /no sandbox is idle/ }
    t.throws(add, full)
    t.throws(() => control.addDeliveryFault({ fault: 'drop' }), full)
    mock.reset()
    t.throws(add, full, 'a reset can be undone, so what was turned on before is still there')
    mock.reset()
    mock.reset()
    t.throws(add, full)
    t.ok(faults.list().length > 10, `${faults.list().length} rules`)
    faults.clear()
    t.doesNotThrow(() => control.setLimit({ token: 'x', limit: '5/1' }))
  })

  await t.test('a sandbox that somebody listens to is not idle', async (t) => {
    const { mock, fill } = await small(t)
    const leave = mock.sandbox('heard').onCall(() => {})
    for (let count = 0; count < 20; count += 1) await fill('')
    t.equal(mock.control.listSandboxes().sandboxes.length, 2)
    leave()
    await fill('')
    t.equal(mock.control.listSandboxes().sandboxes.length, 1)
  })

  await t.test('a seed that does not fit is refused at the start', async (t) => {
    const startWith = (list: object) => start(t, { memory: '16MB', seed: seedOf({ lists: [{ name: 'l', ...list }] }) })
    const generated = startWith({ generate: { tasks: 100_000 } })
    await t.rejects(generated, { message: /it asks for 100000 of them.*ask for \d+ at most/ })
    const tasks = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, description: 'x'.repeat(500_000) }))
    await t.rejects(startWith({ tasks }), { message: /^seed: it takes .* MB of memory/ })
  })

  await t.test('so is generated content, before any of it is made', async (t) => {
    const { mock } = await small(t)
    const before = JSON.stringify(mock.control.exportWorld())
    const folders = [{ name: 'f', generate: { lists: 2, tasks: 5_000 } }]
    const { users: _, ...seed } = seedOf({ folders, generate: { folders: 3 } })
    t.throws(() => mock.control.seed(seed), {
      message:
        /it asks for 10003 of them, and others would wait.*; ask for 5000 at most in one call, or make a sandbox/,
    })
    await t.rejects(mock.control.createSandbox({ name: 'big', seed }), { message: /10003 of them, which take/ })
    t.equal(JSON.stringify(mock.control.exportWorld()), before)
  })
})

/** A seed with one Space. */
function seedOf(space: object): Fixture {
  return {
    users: { anna: { email: 'anna@example.com' } },
    workspaces: { big: { members: { anna: 'owner' }, spaces: [{ name: 's', ...space }] } },
  }
}

t.test('journals', async (t) => {
  await t.test('give up their oldest calls, those of the sandbox that is idle longest first', async (t) => {
    const { mock, fill } = await small(t)
    for (let count = 0; count < 4; count += 1) await fill('/s/idle', 300_000)
    mock.sandbox('idle').control.reset()
    mock.sandbox('idle').control.undoReset()
    mock.sandbox('idle').control.reset()
    for (let count = 0; count < 4; count += 1) await fill('/s/used', 300_000)
    for (let count = 0; count < 4; count += 1) await fill('', 300_000)
    mock.sandbox('idle').control.undoReset()
    t.ok(mock.sandbox('idle').journal().length < 4)
    t.equal(mock.journal().length, 4)
  })
  await t.test('keep a call that is too large without the rest of its bodies, and say so', async (t) => {
    const { mock, as, fill, list } = await small(t)
    await as.anna.get('/api/v2/user')
    const { status, body } = await fill('', 600_000)
    t.equal(status, 200)
    t.equal((await as.anna.get(`/api/v2/list/${list}/task?include_markdown_description=true`)).status, 200)
    const [first, second, third] = mock.journal()
    t.match(first, { status: 200, notes: [] })
    t.match(second?.notes, [
      /^the body that was sent is too large for the journal \(6\d{5} bytes\)/,
      /^the answer is too large/,
    ])
    t.match(second?.request.body, /^\{"name":"x","markdown_content":"x+… \(66560 characters\)$/)
    t.match(third?.response.headers, { 'content-length': /^\d{7}$/ })
    t.equal(body.name, 'x')
  })
})

t.test('a sandbox that was deleted counts no more, whatever calls still do in it', async (t) => {
  const { sandboxes } = await testApp(t, () => ({}))
  const before = sandboxes.memory.worlds.held
  const { world } = sandboxes.create('one')
  t.ok(sandboxes.memory.worlds.held > before)
  sandboxes.delete('one')
  for (const task of world.tasks.all()) world.tasks.update(task, { name: 'too late' })
  t.equal(sandboxes.memory.worlds.held, before)
})

t.test('files', async (t) => {
  await t.test('are in a temporary folder until nothing can bring them back', async (t) => {
    const { sandboxes, fetch, token } = await testApp(t, (parts) => ({
      handlers: handlers as object as typeof parts.handlers,
    }))
    const paths: string[] = []
    for (const name of ['one', 'other']) {
      const { world } = sandboxes.create(name)
      const form = new FormData()
      form.append('attachment', new Blob(['x'.repeat(20_000)]), 'x.txt')
      const task = world.tasks.all()[0]?.id
      const sent = await fetch(`/s/${name}/api/v2/task/${task}/attachment`, {
        method: 'POST',
        body: form,
        headers: { authorization: token },
      })
      const { url } = (await sent.json()) as { url: string }
      t.equal((await (await fetch(new URL(url).pathname)).text()).length, 20_000)
      const content = world.attachments.all().at(-1)?.content
      paths.push(String(Reflect.get(Object(content), 'path')))
    }
    const there = () => paths.map((path) => existsSync(path))
    const one = sandboxes.open('one')
    one.snapshot('with a file')
    one.reset()
    one.undoReset()
    t.same(there(), [true, true])
    one.restore('with a file')
    one.reset()
    one.reset()
    t.same(there(), [false, true])
    sandboxes.delete('other')
    t.same(there(), [false, false])
  })
})
