// What comes by no door is refused before a byte leaves; what a proxy would carry goes to the mock or is refused.
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import axios from 'axios'
import t, { type Test } from 'tap'
import * as undici from 'undici'
import { intercept } from '../../src/intercept/intercept.js'
import { bypassProxies } from '../../src/intercept/no-proxy.js'
import { named, otherEnd, textOf } from './help/other-end.js'

const url = 'https://api.clickup.com/api/v2/user'
const refused = { name: 'InterceptError', code: 'ERR_CLICKUP_MOCK' }

/** The error a socket ends with. */
async function failure(socket: Socket | http2.ClientHttp2Session | http.ClientRequest): Promise<unknown> {
  const [error] = await once(socket, 'error')
  return error
}

/** A TLS server that needs no certificate, standing for the real service: it keeps what it is sent. */
async function realService(t: Test) {
  const received: string[] = []
  const key = { psk: Buffer.from('c1'), identity: 'any' }
  const common = { ciphers: 'PSK', maxVersion: 'TLSv1.2' as const }
  const server = tls.createServer({ ...common, pskCallback: () => key.psk }, (socket) => {
    socket.on('error', () => {}).on('data', (data) => received.push(String(data)))
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const servername = 'api.clickup.com'
  const options = { ...common, host: '127.0.0.1', port, servername, checkServerIdentity: () => undefined }
  return { received, options: { ...options, pskCallback: () => key } }
}

t.test('a saved tls.connect', async (t) => {
  const { connect } = tls
  const { received, options } = await realService(t)
  t.teardown(intercept({ url: 'http://127.0.0.1:1' }))

  await t.test('is refused by host', async (t) => {
    t.match(await failure(connect({ host: 'API.clickup.com', port: 443 })), {
      ...refused,
      message: /API\.clickup\.com: its client saved a function of node:net or node:tls before intercept\(\) was called/,
    })
  })

  await t.test('is refused by the name TLS asks for, where the host is an address', async (t) => {
    const socket = connect(options)
    socket.write('GET / HTTP/1.1\r\n\r\n')
    t.match(await failure(socket), refused)
    t.same(received, [])
  })

  await t.test('is refused as an agent of https uses it', async (t) => {
    class SavingAgent extends https.Agent {
      override createConnection(wanted: tls.ConnectionOptions) {
        return connect({ ...wanted, ...options })
      }
    }
    t.match(await failure(https.get(url, { agent: new SavingAgent() })), refused)
    t.same(received, [])
  })

  await t.test('leads to other hosts as before', async (t) => {
    const socket = connect({ ...options, servername: 'other.example' })
    await once(socket, 'secureConnect')
    socket.end('to another')
    await once(socket, 'close')
    t.same(received, ['to another'])
  })
})

t.test('a socket of its own is refused', async (t) => {
  t.teardown(intercept({ url: 'http://127.0.0.1:1' }))
  t.match(await failure(new net.Socket().connect(80, 'api.clickup.com')), refused)
  t.match(await failure(new net.Socket().connect({ port: 80, host: 'app.clickup.com' })), refused)
})

t.test('a connection to ClickUp that is open already carries nothing more', async (t) => {
  const { received, options } = await realService(t)
  const socket = tls.connect(options)
  await once(socket, 'secureConnect')
  const end = intercept({ url: 'http://127.0.0.1:1' })
  socket.write('GET / HTTP/1.1\r\n\r\n')
  t.match(await failure(socket), { ...refused, message: /its connection was open before intercept\(\) was called/ })
  end()

  const second = tls.connect(options)
  await once(second, 'secureConnect')
  t.teardown(intercept({ url: 'http://127.0.0.1:1' }))
  second.cork()
  second.write('one')
  second.write('two')
  second.uncork()
  t.match(await failure(second), refused)
  t.same(received, [])
})

t.test('HTTP/2 is refused, as the mock does not speak it', async (t) => {
  t.teardown(intercept({ url: 'http://127.0.0.1:1' }))
  t.match(await failure(http2.connect('https://api.clickup.com')), { ...refused, message: /it is HTTP\/2/ })
})

t.test('net.connect and tls.connect call their listener', async (t) => {
  const { url: mock } = await named(t, 'mock')
  t.teardown(intercept({ url: mock }))
  for (const open of [
    (done: () => void) => net.connect(80, 'api.clickup.com', done),
    (done: () => void) => net.createConnection({ host: 'api.clickup.com', port: 80 }, done),
    (done: () => void) => tls.connect(443, 'api.clickup.com', {}, done),
    (done: () => void) => tls.connect({ host: 'api.clickup.com', port: 443 }, done),
  ]) {
    const socket = await new Promise<Socket>((resolve) => {
      const opened: Socket = open(() => resolve(opened))
    })
    socket.write('GET / HTTP/1.1\r\nHost: api.click')
    socket.end('up.com\r\nConnection: close\r\n\r\n')
    let text = ''
    for await (const piece of socket) text += piece
    t.match(text, /^HTTP\/1\.1 200 OK.*\r\n\r\nmock$/s)
  }
})

t.test('a socket file is of this machine, whatever the Host', async (t) => {
  t.teardown(intercept({ url: 'http://127.0.0.1:1' }))
  const socketPath = '/clickup-mock-test/not-there.sock'
  t.match(await failure(http.get({ socketPath, host: 'api.clickup.com', path: '/' })), { code: 'ENOENT' })
})

/** A proxy that keeps what it is asked for and what comes through its tunnels, and lets nothing out. */
async function proxy(t: Test) {
  const asked: string[] = []
  const tunnelled: string[] = []
  const { server, url } = await otherEnd(t, ({ url }, response) => {
    asked.push(String(url))
    response.end('the proxy')
  })
  server.on('connect', ({ url }: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    t.teardown(() => socket.destroy())
    socket.on('error', () => {}).on('data', (data) => tunnelled.push(String(data)))
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
  })
  return { url, asked, tunnelled }
}

t.test('a proxy', async (t) => {
  await t.test('of the environment is not asked for ClickUp', async (t) => {
    const { url: mock } = await named(t, 'mock')
    const { url: proxyUrl, asked } = await proxy(t)
    const before = { ...process.env }
    t.teardown(() => {
      for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'no_proxy']) delete process.env[name]
      Object.assign(process.env, before)
    })
    Object.assign(process.env, { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl })
    const end = intercept({ url: mock })
    t.teardown(end)
    const dispatcher = new undici.EnvHttpProxyAgent()
    t.equal((await axios.get(url)).data, 'mock')
    t.equal(await (await undici.request(url, { dispatcher })).body.text(), 'mock')
    t.same(asked, [])
    t.equal((await axios.get('http://elsewhere.invalid/')).data, 'the proxy', 'other hosts go through it')
    await dispatcher.close()
  })

  await t.test('of a client gives a tunnel that stays unused', async (t) => {
    const { url: mock } = await named(t, 'mock')
    const { url: proxyUrl, asked, tunnelled } = await proxy(t)
    t.teardown(intercept({ url: mock }))
    const dispatcher = new undici.ProxyAgent(proxyUrl)
    t.equal(await (await undici.request(url, { dispatcher })).body.text(), 'mock')
    await dispatcher.close()
    t.same([asked, tunnelled], [['CONNECT api.clickup.com:443'], []])
  })

  await t.test('that would be told the address in the request is not asked', async (t) => {
    const { url: proxyUrl, asked } = await proxy(t)
    t.teardown(intercept({ url: 'http://127.0.0.1:1' }))
    const { hostname, port } = new URL(proxyUrl)
    for (const path of [url, 'HTTP://App.ClickUp.com/api']) {
      t.match(await failure(http.get({ host: hostname, port, path })), {
        ...refused,
        message: /it asks a proxy; take the proxy out of the client/,
      })
    }
    const [response] = await once(http.get({ host: hostname, port, path: 'http://elsewhere.example/' }), 'response')
    t.equal(await textOf(response), 'the proxy')
    t.same(asked, ['http://elsewhere.example/'])
  })
})

t.test('NO_PROXY while a proxy is set', async (t) => {
  const hosts = 'api.clickup.com,app.clickup.com'
  const https_proxy = 'http://proxy.example'
  const cases = {
    'is made': [{ https_proxy }, { https_proxy, NO_PROXY: hosts }],
    'gets more': [
      { https_proxy, NO_PROXY: 'localhost' },
      { https_proxy, NO_PROXY: `localhost,${hosts}` },
    ],
    'gets more in both spellings': [
      { https_proxy, NO_PROXY: 'a', no_proxy: '' },
      { https_proxy, NO_PROXY: `a,${hosts}`, no_proxy: hosts },
    ],
    'stays when it stands for all': [
      { https_proxy, NO_PROXY: '*' },
      { https_proxy, NO_PROXY: '*' },
    ],
    'stays when there is no proxy': [
      { HTTP_PROXY: '', NO_PROXY: 'a' },
      { HTTP_PROXY: '', NO_PROXY: 'a' },
    ],
  }
  for (const [what, [before, during]] of Object.entries(cases)) {
    const env = { ...before }
    const undo = bypassProxies(env)
    t.same(env, during, what)
    undo()
    t.same(env, before, `${what}, and back`)
  }

  const env: NodeJS.ProcessEnv = { https_proxy }
  const undo = bypassProxies(env)
  env.NO_PROXY = 'set since'
  undo()
  t.equal(env.NO_PROXY, 'set since')
})
