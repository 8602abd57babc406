// Several mocks behind one address (examples/scale, docs/scale.md): whichever way a call names a sandbox, it is on one mock.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { markFor } from '../../src/sandbox/names.js'
import { randomFrom } from '../../src/sandbox/random.js'
import { cluster, haproxy, without } from '../help/haproxy.js'
import { authorizePath, wayBack } from '../help/oauth.js'
import { startReceiver } from '../help/receiver.js'

const SANDBOXES = 300
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const random = randomFrom(11)
const pick = (from: string) => from[Math.floor(random() * from.length)] ?? ''
const names = Array.from({ length: SANDBOXES }, () => {
  const length = 1 + Math.floor(random() * 40)
  return pick(letters) + Array.from({ length }, () => pick(`${letters}._-`)).join('')
})
const json = { 'content-type': 'application/json' }
const USER = '/api/v2/user'

t.test('HAProxy, with the configuration of the example', { skip: await without('haproxy') }, async (t) => {
  const { mocks, ask, url } = await cluster(t, haproxy)
  const replicaOf = new Map<string, string>()
  const mint = async (name: string, body: object) => {
    const init = { method: 'POST', headers: json, body: JSON.stringify(body) }
    return JSON.parse((await ask(`/s/${name}/__mock/tokens`, init)).text).token.token
  }

  await t.test(`finds ${SANDBOXES} sandboxes in five ways, none of them wrong`, async (t) => {
    const wrong: string[] = []
    for (const name of names) {
      const { replica, headers } = await ask(`/s/${name}/__mock/health`)
      replicaOf.set(name, replica)
      if (headers.get('x-mock-mark') !== markFor(name)) wrong.push(`${name}: ${headers.get('x-mock-mark')}`)
      const personal = await mint(name, { user: 'anna' })
      const oauth = await mint(name, { user: 'anna', app: 'dashboard', workspaces: ['northwind'] })
      const ways: readonly (readonly [path: string, headers: Record<string, string>])[] = [
        [`//s//${name}${USER}`, { authorization: personal }],
        [USER, { 'x-mock-sandbox': name, authorization: personal }],
        [USER, { authorization: personal }],
        [USER, { authorization: oauth }],
        [USER, { authorization: `Bearer ${oauth}` }],
      ]
      for (const [path, headers] of ways) {
        const answer = await ask(path, { headers })
        if (answer.replica !== replica || answer.status !== 200) wrong.push(`${name} ${path}: ${answer.status}`)
      }
    }
    t.same(wrong, [])
    t.same(
      mocks.map((mock) => mock.control.health().sandboxes.open - 1).reduce((sum, count) => sum + count),
      SANDBOXES,
    )
  })

  await t.test('spreads them evenly', async (t) => {
    const counts = mocks.map((mock) => mock.control.health().sandboxes.open)
    t.ok(Math.min(...counts) > SANDBOXES / 6 && Math.max(...counts) < SANDBOXES / 2, counts.join(', '))
  })

  await t.test('leads the default sandbox to one mock, named or not', async (t) => {
    const ways = ['/__mock/health', '/s/default/__mock/health', '/openapi.json']
    const replicas = await Promise.all(ways.map(async (path) => (await ask(path)).replica))
    t.equal(new Set(replicas).size, 1)
  })

  await t.test('lets a login and a webhook through', async (t) => {
    const receiver = await startReceiver(t)
    const [app] = JSON.parse((await ask('/s/login/__mock/apps')).text).apps
    const script = { method: 'PUT', headers: json, body: JSON.stringify({ mode: 'accept', user: 'anna' }) }
    await ask('/s/login/__mock/consent', script)
    const { status, headers } = await ask(`/s/login${authorizePath(app, { redirect_uri: app.redirect_uris[0] })}`)
    const code = wayBack({ status, headers, body: '' }).searchParams.get('code')
    const { client_id, client_secret } = app
    const body = JSON.stringify({ client_id, client_secret, code })
    const { access_token } = JSON.parse(
      (await ask('/s/login/api/v2/oauth/token', { method: 'POST', headers: json, body })).text,
    )
    const authorization = `Bearer ${access_token}`
    const post = (path: string, sent: object) =>
      ask(path, { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(sent) })
    t.equal((await post('/api/v2/team/9001001/webhook', { endpoint: receiver.url, events: ['*'] })).status, 200)
    t.equal((await post('/api/v2/list/901200000001/task', { name: 'Through the proxy' })).status, 200)
    await ask('/s/login/__mock/deliveries/settle', { method: 'POST' })
    t.match(receiver.received.at(0)?.body, { event: 'taskCreated' })
    t.ok(url)
  })

  await t.test('moves only the sandboxes of a mock that is gone', async (t) => {
    const [dead] = mocks
    await dead?.close()
    const moved: string[] = []
    for (const name of names) {
      const { replica, status } = await ask(`/s/${name}/__mock/health`)
      if (status !== 200) t.fail(`${name}: ${status}`)
      if (replica !== replicaOf.get(name) && replicaOf.get(name) !== 'mock-0') moved.push(name)
      if (replica === 'mock-0') t.fail(`${name} is on the dead one`)
    }
    t.same(moved, [])
  })
})

t.test('nginx, for sandboxes named by path and header', { skip: await without('nginx') }, async (t) => {
  const folder = t.testdir()
  const { ask } = await cluster(t, (bind, servers) => {
    const values: Readonly<Record<string, string>> = { BIND: bind, ...servers, PID: join(folder, 'pid'), TEMP: folder }
    const text = readFileSync('examples/scale/nginx.conf', 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) =>
      String(values[name]),
    )
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, text.replace('worker_processes auto', 'daemon off;\nworker_processes 1'))
    return spawn('nginx', ['-c', file, '-p', folder], { stdio: ['ignore', 'ignore', 'ignore'] })
  })
  const wrong: string[] = []
  for (const name of names.slice(0, 50)) {
    const { replica } = await ask(`/s/${name}/__mock/health`)
    if ((await ask('/__mock/health', { headers: { 'x-mock-sandbox': name } })).replica !== replica) wrong.push(name)
  }
  t.same(wrong, [])
})
