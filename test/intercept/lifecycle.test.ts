// When it begins, when it ends, what is inside what; and that the end leaves Node as it was.
import { once } from 'node:events'
import http from 'node:http'
import https, { request as requestByName } from 'node:https'
import net from 'node:net'
import tls, { connect as connectByName } from 'node:tls'
import t from 'tap'
import * as undici from 'undici'
import { createClickUpMock, InputError, intercept } from '../../src/index.js'
import { currentAddress, readAddress } from '../../src/intercept/address.js'
import { named, otherEnd, textOf } from './help/other-end.js'

const url = 'https://api.clickup.com/api/v2/user'

/** Asks with fetch, which keeps its connections between the calls. */
async function ask(): Promise<string> {
  return (await fetch(url)).text()
}

/** Rejects with this when the way leads to ClickUp: no name is really looked up. */
const realService: https.RequestOptions = {
  lookup: (_name, _options, done) => done(new Error('the real service'), ''),
  agent: false,
}

function askReally(): Promise<unknown> {
  return once(https.get(url, realService), 'response')
}

/** Everything of Node that is ever replaced. */
function nodeNow() {
  const { prototype: httpAgent } = http.Agent
  const { prototype: httpsAgent } = https.Agent
  const { prototype: socket } = net.Socket
  const { prototype: tlsSocket } = tls.TLSSocket
  const parts = [tls, net, http, https, httpAgent, httpsAgent, socket, tlsSocket]
  return {
    own: parts.map((part) => Object.getOwnPropertyDescriptors(part)),
    byName: [connectByName, requestByName],
    env: { ...process.env },
    fetch: globalThis.fetch,
    dispatcher: undici.getGlobalDispatcher(),
  }
}

/** Whether two states of Node are the same to the last function; t.same compares functions by their source only. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other
  if (Object.getPrototypeOf(one) !== Object.prototype && !Array.isArray(one)) return one === other
  const [names, others] = [Object.keys(one), Object.keys(other)]
  return (
    names.join() === others.join() && names.every((name) => isSame(Reflect.get(one, name), Reflect.get(other, name)))
  )
}

t.test('an address in the environment that is none stops every request, and no interception', async (t) => {
  const before = process.env.CLICKUP_MOCK_URL
  process.env.CLICKUP_MOCK_URL = 'nonsense'
  t.teardown(() => {
    if (before === undefined) delete process.env.CLICKUP_MOCK_URL
    else process.env.CLICKUP_MOCK_URL = before
  })
  const restore = intercept()
  t.teardown(restore)
  await t.rejects(askReally(), { message: /CLICKUP_MOCK_URL: "nonsense" is not an http address/ })
})

t.test('the end', async (t) => {
  await t.test('puts everything back, also after a second interception and a second end', async (t) => {
    const before = nodeNow()
    const first = intercept({ url: 'http://127.0.0.1:1' })
    t.notOk(isSame(nodeNow(), before))
    const second = intercept({ url: 'http://127.0.0.1:2' })
    first()
    first()
    t.notOk(isSame(nodeNow(), before))
    second[Symbol.dispose]()
    t.ok(isSame(nodeNow(), before))
    await t.rejects(askReally(), { message: 'the real service' })
  })

  await t.test('leaves in place what somebody else has put over it, and does nothing under it', async (t) => {
    const before = tls.connect
    const end = intercept({ url: 'http://127.0.0.1:1' })
    const ours = tls.connect
    const theirs = function connect(...args: unknown[]) {
      return Reflect.apply(ours, tls, args)
    }
    Object.assign(tls, { connect: theirs })
    end()
    t.equal<unknown>(tls.connect, theirs)
    await t.rejects(askReally(), { message: 'the real service' })
    Object.assign(tls, { connect: before })
  })

  await t.test('closes the connections to the mock, so that none of them serves ClickUp', async (t) => {
    const { server, url: mock } = await named(t, 'mock')
    const end = intercept({ url: mock })
    const connected = once(server, 'connection')
    await ask()
    const [socket] = await connected
    end()
    await once(socket, 'close')
    t.ok(socket.destroyed)
  })
})

t.test('an interception inside another', async (t) => {
  const [outer, inner] = [await named(t, 'outer'), await named(t, 'inner')]

  await t.test('takes its place until it ends, for clients that keep connections too', async (t) => {
    const endOuter = intercept({ url: outer.url })
    const said = [await ask()]
    const endInner = intercept({ url: inner.url })
    said.push(await ask())
    endInner()
    said.push(await ask())
    endOuter()
    t.same(said, ['outer', 'inner', 'outer'])
  })

  await t.test('stays when the outer one ends first', async (t) => {
    const endOuter = intercept({ url: outer.url })
    const endInner = intercept({ url: inner.url })
    endOuter()
    t.equal(await ask(), 'inner')
    endInner()
    await t.rejects(askReally(), { message: 'the real service' })
  })

  await t.test('of the same address keeps the connections', async (t) => {
    const { url: mock } = await otherEnd(t, ({ socket }, response) => response.end(String(socket.remotePort)))
    const client = new undici.Client('https://api.clickup.com')
    const port = async () => (await client.request({ method: 'GET', path: '/' })).body.text()
    const ends = [intercept({ url: mock })]
    const first = await port()
    ends.push(intercept({ url: `${mock}/` }))
    t.equal(await port(), first)
    for (const end of ends) end()
    await client.destroy()
  })
})

t.test('what was made before', async (t) => {
  const { request, get } = https
  const { fetch } = globalThis
  const agent = new https.Agent()
  const client = new undici.Client('https://api.clickup.com')
  const { url: mock } = await named(t, 'mock')
  t.teardown(intercept({ url: mock }))

  await t.test('leads to the mock', async (t) => {
    const [answer] = await once(request(url).end(), 'response')
    t.equal(await textOf(answer), 'mock')
    const [gotten] = await once(get(url, { agent }), 'response')
    t.equal(await textOf(gotten), 'mock')
    const [named] = await once(requestByName(url).end(), 'response')
    t.equal(await textOf(named), 'mock')
    t.equal(await (await fetch(url)).text(), 'mock')
    t.equal(await (await client.request({ method: 'GET', path: '/' })).body.text(), 'mock')
    await client.close()
  })
})

t.test('the address', async (t) => {
  await t.test('may be that of a sandbox', async (t) => {
    const mock = await createClickUpMock()
    t.teardown(() => mock.close())
    const sandbox = mock.sandbox('blue')
    const end = intercept({ url: sandbox.url })
    await ask()
    end()
    t.match(sandbox.journal(), [{ operation: 'GetAuthorizedUser' }])
    t.same(mock.journal(), [])
  })

  await t.test('comes from CLICKUP_MOCK_URL, read when a connection is made', async (t) => {
    const { url: mock } = await named(t, 'mock')
    t.teardown(intercept())
    t.teardown(() => {
      delete process.env.CLICKUP_MOCK_URL
    })
    process.env.CLICKUP_MOCK_URL = 'nonsense'
    const told = { code: 'ERR_CLICKUP_MOCK', message: /CLICKUP_MOCK_URL: "nonsense" is not an http address/ }
    await t.rejects(fetch(url), { cause: told })
    await t.rejects(once(https.get(url), 'response'), told)
    process.env.CLICKUP_MOCK_URL = mock
    t.equal(await ask(), 'mock')
  })

  await t.test('is where clickup-mock start listens when nothing says otherwise', async (t) => {
    const before = process.env.CLICKUP_MOCK_URL
    t.teardown(() => (before === undefined ? undefined : Object.assign(process.env, { CLICKUP_MOCK_URL: before })))
    delete process.env.CLICKUP_MOCK_URL
    t.match(currentAddress(undefined), { host: '127.0.0.1', port: 2558, secure: false, prefix: '' })
    process.env.CLICKUP_MOCK_URL = ''
    t.match(currentAddress(undefined), { url: 'http://127.0.0.1:2558' })
    delete process.env.CLICKUP_MOCK_URL
  })

  await t.test('may have a name, any port, IPv6, TLS', async (t) => {
    const addresses = {
      'http://localhost': { host: 'localhost', port: 80, authority: 'localhost', secure: false },
      'HTTP://[::1]:2558/': { url: 'http://[::1]:2558', host: '::1', port: 2558, authority: '[::1]:2558' },
      'https://mock.example/s/blue/': { port: 443, secure: true, prefix: '/s/blue', authority: 'mock.example' },
    }
    for (const [address, parts] of Object.entries(addresses)) t.match(readAddress(address, 'here'), parts, address)
  })

  const wrong = {
    '127.0.0.1:2558': /option url: "127.0.0.1:2558" is not an http address; give the mock's own address, as in http/,
    'http://': /is not an http address/,
    'ftp://127.0.0.1': /is not an http address/,
    'https://API.clickup.com./': /is ClickUp itself/,
    'http://127.0.0.1:2558/api/v2': /is a base URL; the path comes with each request/,
    'http://127.0.0.1:2558/s/blue/api/': /is a base URL/,
  }
  await t.test('is refused at once when it is given and is none', async (t) => {
    const before = nodeNow()
    for (const [address, message] of Object.entries(wrong)) {
      t.throws(() => intercept({ url: address }), { message }, address)
      t.throws(() => intercept({ url: address }), InputError)
    }
    t.ok(isSame(nodeNow(), before))
  })
})
