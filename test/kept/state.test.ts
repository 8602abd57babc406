// --state: what a mock was told is there when another one starts on the same folder.
import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type ClickUpMock, createClickUpMock, type MockOptions } from '../../src/index.js'
import { Database, FORMAT, loadLmdb } from '../../src/kept/database.js'
import { complaintsOf } from '../help/complaints.js'
import { startReceiver } from '../help/receiver.js'
import { testClient } from '../help/start.js'
import { run } from '../help/terminal.js'
import { until } from '../help/until.js'

/** A mock that keeps its state in this folder, with what its log says. */
async function mockOn(t: Test, state: string, options: MockOptions = {}) {
  const lines: string[] = []
  const log = { logLevel: 'warn', log: (line: string) => void lines.push(line) } as const
  const mock = await createClickUpMock({ listen: false, state, ...log, ...options })
  t.teardown(() => mock.close())
  return { mock, lines }
}

/** Of the seed. */
const LIST = '/api/v2/list/901200000001/task'

async function addTask(t: Test, mock: Pick<ClickUpMock, 'fetch' | 'token'>, name: string): Promise<number> {
  return (await testClient(t, mock, mock.token).post(LIST, { name })).status
}

async function taskNames(t: Test, mock: Pick<ClickUpMock, 'fetch' | 'token'>): Promise<string[]> {
  const { body } = await testClient(t, mock, mock.token).get(LIST)
  return body.tasks.map(({ name }: { name: string }) => name)
}

t.test('a restart takes up where the last mock ended', async (t) => {
  const folder = t.testdir()
  const { mock } = await mockOn(t, folder)
  const { anna = '' } = mock.tokens
  const minted = mock.control.mintToken({ user: 'anna', app: 'dashboard', workspaces: ['northwind'] }).token.token
  const receiver = await startReceiver(t)
  const hook = { endpoint: receiver.url, events: ['taskCreated'] }
  await testClient(t, mock, anna).post('/api/v2/team/9001001/webhook', hook)
  await addTask(t, mock, 'kept')
  await addTask(t, mock.sandbox('other'), 'elsewhere')
  const upload = new FormData()
  upload.append('attachment', new Blob(['x'.repeat(40_000)]), 'large.txt')
  const [{ id }] = (await testClient(t, mock, anna).get(LIST)).body.tasks
  await mock.fetch(`/api/v2/task/${id}/attachment`, { method: 'POST', headers: { authorization: anna }, body: upload })
  mock.clock.freeze(Date.UTC(2027, 0, 1))
  const before = mock.control.exportWorld()
  await mock.close()

  const { mock: again, lines } = await mockOn(t, folder)
  t.same(again.control.exportWorld(), before)
  t.same(lines, [])
  t.equal(again.clock.now(), Date.UTC(2027, 0, 1))
  t.ok((await taskNames(t, again)).includes('kept'))
  t.ok((await taskNames(t, again.sandbox('other'))).includes('elsewhere'))
  t.equal((await testClient(t, again, minted).get('/api/v2/user')).body.user.id, 100_001)
  await addTask(t, again, 'announced')
  await again.webhooks.settled()
  t.match(receiver.received.at(-1)?.body, { event: 'taskCreated' })

  await t.test('and a reset returns to the seed', async (t) => {
    again.reset()
    t.notOk((await taskNames(t, again)).includes('kept'))
    await again.close()
    const { mock: third } = await mockOn(t, folder)
    t.notOk((await taskNames(t, third)).includes('kept'))
    await third.close()
  })
})

t.test('a seed that was changed is told, be it a file or an object', async (t) => {
  const folder = t.testdir()
  const seed = `${t.testdirName}.yaml`
  t.teardown(() => rmSync(seed))
  for (const [name, isFile, told] of [
    ['Lamps', true, 0],
    ['Lights', true, 1],
    ['Lanterns', false, 1],
  ] as const) {
    const workspaces = { lamps: { name, members: { ida: 'owner' as const } } }
    const fixture = { users: { ida: { email: 'ida@lamps.example' } }, workspaces }
    writeFileSync(seed, JSON.stringify(fixture))
    const { mock, lines } = await mockOn(t, folder, { seed: isFile ? seed : fixture })
    t.equal(lines.length, told)
    await mock.close()
  }
})

t.test('a seed of another text is told, and what is kept stays', async (t) => {
  const folder = t.testdir()
  const { mock } = await mockOn(t, folder)
  await addTask(t, mock, 'kept')
  await mock.close()
  const { mock: again, lines } = await mockOn(t, folder, { plan: 'business' })
  t.match(lines, [/it was begun with another seed; what is kept stays as it is, and a reset/])
  t.ok((await taskNames(t, again)).includes('kept'))
  again.reset()
  t.equal(again.control.listWorkspaces().workspaces[0]?.plan, 'business')
  await again.close()
  const { lines: none } = await mockOn(t, folder, { plan: 'business' })
  t.same(none, [])
})

t.test('a folder is refused', async (t) => {
  const folder = t.testdir({ foreign: { 'notes.txt': '' }, file: '' })
  const open = (state: string, options: MockOptions = {}) => complaintsOf(() => mockOn(t, state, options))
  const own = join(folder, 'own')
  const { mock } = await mockOn(t, own)

  await t.test('while this process uses it', async (t) =>
    t.match(await open(own), [/another mock uses it \(process \d+\)/]),
  )
  await t.test('while another process uses it', async (t) => {
    const { code, stderr } = await run(['state', 'show', '--state', own])
    t.same([code, stderr], [0, ''])
    const { stderr: refused } = await run(['state', 'empty', '--state', own])
    t.match(refused, /another mock uses it/)
  })
  await mock.close()
  await t.test('that holds files of others', async (t) => {
    t.match(await open(join(folder, 'foreign')), [/there are files in it, and none of them is state of a mock/])
  })
  await t.test('that is a file', async (t) =>
    t.match(await open(join(folder, 'file')), [/it is no folder that can be used/]),
  )
  await t.test('of a newer format', async (t) => {
    const newer = join(folder, 'newer')
    const database = await Database.open(newer)
    database.origin = { format: FORMAT + 1, version: '9.9.9', seed: '' }
    await database.close()
    t.match(await open(newer), [/it was written by clickup-mock 9\.9\.9, in a format that is newer/])
  })
  await t.test('of another program', async (t) => {
    const other = join(folder, 'other')
    const database = await Database.open(other)
    database.put('theirs', 1)
    await database.close()
    t.match(await open(other), [/it holds data of another program/])
  })
  const damages: Readonly<Record<string, (file: string) => void>> = {
    'whose file was cut': (file) => {
      const descriptor = openSync(file, 'r+')
      ftruncateSync(descriptor, 9_000)
      closeSync(descriptor)
    },
    'whose file was overwritten': (file) => writeFileSync(file, Buffer.alloc(statSync(file).size, 'x')),
  }
  for (const [title, damage] of Object.entries(damages)) {
    await t.test(title, async (t) => {
      damage(join(own, 'data.mdb'))
      t.match(await open(own), [/its file data\.mdb is damaged, or was never one of LMDB/])
    })
  }
  await t.test('that does not fit into the memory', async (t) => {
    const full = join(folder, 'full')
    const { mock } = await mockOn(t, full)
    for (const name of ['one', 'two', 'three']) {
      const body = { name: 'x', description: 'y'.repeat(900_000) }
      for (let count = 0; count < 4; count += 1) {
        await testClient(t, mock.sandbox(name), mock.token).post(LIST, body)
      }
    }
    await mock.close()
    t.match(await open(full, { memory: '16MB' }), [/what is kept does not fit into the memory/])
  })
})

t.test('clickup-mock state', async (t) => {
  const folder = t.testdir()
  const { mock } = await mockOn(t, folder)
  await addTask(t, mock, 'kept')
  mock.sandbox('other')
  const exported = mock.control.exportWorld()
  await mock.close()

  await t.test('shows what is kept', async (t) => {
    const { stdout } = await run(['state', '--state', folder])
    t.match(stdout, /format 1, begun by clickup-mock \d/)
    t.match(stdout, /^default +\d+ +5/m)
    t.match(stdout, /^other +\d+/m)
    const { stdout: json } = await run(['state', 'show', '--json', '--state', folder])
    t.match(JSON.parse(json), { format: 1, bytes: Number, sandboxes: [{ name: 'default' }, { name: 'other' }] })
  })
  await t.test('exports it as a fixture', async (t) => {
    const { stdout } = await run(['state', 'export'], { CLICKUP_MOCK_STATE: folder })
    t.same(JSON.parse(stdout), JSON.parse(JSON.stringify(exported)))
    const { stderr } = await run(['state', 'export', '--sandbox', 'othr', '--state', folder])
    t.match(stderr, /--sandbox: no "othr" is kept; did you mean other\?/)
  })
  await t.test('empties it', async (t) => {
    t.equal((await run(['state', 'empty', '--state', folder])).code, 0)
    t.match((await run(['state', 'show', '--state', folder])).stdout, /nothing in it/)
    const { mock: anew } = await mockOn(t, folder)
    t.notOk((await taskNames(t, anew)).includes('kept'))
  })
  await t.test('needs a folder of a mock', async (t) => {
    t.match((await run(['state', 'show'])).stderr, /--state: it is missing/)
    t.match((await run(['state', 'show', '--state', '/nowhere'])).stderr, /there is no state of a mock/)
  })
})

t.test('what was given up stays given up', async (t) => {
  const folder = t.testdir()
  const { mock } = await mockOn(t, folder, { sandboxTtl: 1 })
  const { token } = mock.sandbox('short')
  const status = async (one: ClickUpMock) =>
    (await one.fetch('/s/short/api/v2/user', { headers: { authorization: token } })).status
  await until(() => mock.control.health().sandboxes.open === 1)
  t.equal(await status(mock), 410)
  await mock.close()
  const { mock: again } = await mockOn(t, folder)
  t.equal(await status(again), 410)
  await again.control.createSandbox({ name: 'short' })
  t.equal(await status(again), 200)
  again.control.deleteSandbox({ name: 'short' })
  await again.close()
  t.equal(await status((await mockOn(t, folder)).mock), 200)
})

t.test('without lmdb there is a message that names the remedy', async (t) => {
  const missing = async () => {
    throw new Error("Cannot find package 'lmdb'\nstack")
  }
  t.same(await complaintsOf(() => loadLmdb(missing)), [
    "--state: it needs the package lmdb, which cannot be loaded (Cannot find package 'lmdb'); install it where clickup-mock is installed: npm install lmdb",
  ])
})

t.test('a disk that is full', async (t) => {
  const folder = t.testdir()
  const { write } = Database.prototype
  let isFull = true
  t.intercept(Database.prototype, 'write', {
    value(this: Database, work: () => void) {
      if (isFull) throw new Error('No space left on device')
      write.call(this, work)
    },
  })
  isFull = false
  await t.test('fails a call whole where everything has to be kept at once', async (t) => {
    const { mock } = await mockOn(t, folder, { stateSync: 'always' })
    isFull = true
    t.equal(await addTask(t, mock, 'lost'), 503)
    t.throws(
      () => mock.clock.advance(1) ?? mock.control.advanceClock({ ms: 1 }),
      /cannot be kept \(No space left on device\)/,
    )
    isFull = false
    t.equal(await addTask(t, mock, 'kept'), 200)
    t.same(
      (await taskNames(t, mock)).filter((name) => /lost|kept/.test(name)),
      ['kept'],
    )
    await mock.close()
  })
  await t.test('is told by the log elsewhere, and it is tried again', async (t) => {
    const { mock, lines } = await mockOn(t, folder)
    isFull = true
    t.equal(await addTask(t, mock, 'late'), 200)
    await until(() => lines.length > 0)
    t.match(lines, [/cannot be kept \(No space left on device\).*it is tried again/])
    isFull = false
    await until(() => lines.length > 1)
    t.match(lines.slice(1), [/what is done is kept again/])
    await mock.close()
    const { mock: again } = await mockOn(t, folder)
    t.ok((await taskNames(t, again)).includes('late'))
  })
})
