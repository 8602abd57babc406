// An intercepted connection is a real one: what a client does with it works as it did.
import { createHash } from 'node:crypto'
import dns from 'node:dns'
import { once } from 'node:events'
import http from 'node:http'
import https, { type RequestOptions } from 'node:https'
import { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import axios from 'axios'
import t from 'tap'
import * as undici from 'undici'
import { intercept } from '../../src/intercept/intercept.js'
import { otherEnd, textOf } from './help/other-end.js'

const url = 'https://api.clickup.com/api/v2/user'

/** Sends with https and gives the answer. */
async function send(options: RequestOptions, body?: string): Promise<http.IncomingMessage> {
  const request = https.request({ host: 'api.clickup.com', path: '/', ...options })
  request.on('error', () => {}) // after the answer has begun, Node 24 tells it here as well as at the answer
  request.end(body)
  const [response] = await once(request, 'response')
  return response
}

t.test('the request', async (t) => {
  await t.test('keeps its method, path, query and headers; Host is the name of the mock', async (t) => {
    const { url: mock, host } = await otherEnd(t, ({ method, url, rawHeaders }, response) =>
      response.end(JSON.stringify({ method, url, rawHeaders })),
    )
    t.teardown(intercept({ url: `${mock}/s/blue/` }))
    const ways = {
      'an object': { Host: 'api.clickup.com', 'X-One': '1', cookie: ['a=b', 'c=d'] },
      'a list, which http writes at once': ['Host', 'api.clickup.com', 'X-One', '1', 'cookie', 'a=b; c=d'],
    }
    for (const [what, headers] of Object.entries(ways)) {
      const response = await send({ method: 'DELETE', path: '/api/v2/a%20b//c?d=/e&f[]=g', headers, agent: false })
      t.same(
        JSON.parse(await textOf(response)),
        {
          method: 'DELETE',
          url: '/s/blue/api/v2/a%20b//c?d=/e&f[]=g',
          rawHeaders: ['Host', host, 'X-One', '1', 'cookie', 'a=b; c=d', 'Connection', 'close'],
        },
        what,
      )
    }
  })

  await t.test('carries bodies of every kind whole', async (t) => {
    const { url: mock } = await otherEnd(t, async (request, response) => {
      const hash = createHash('sha256')
      for await (const chunk of request) hash.update(chunk)
      response.end(`${request.headers['transfer-encoding'] ?? request.headers['content-length']} ${hash.digest('hex')}`)
    })
    t.teardown(intercept({ url: mock }))
    const body = Buffer.alloc(1_000_000, 'GET / HTTP/1.1\r\n\r\n')
    const hash = createHash('sha256').update(body).digest('hex')
    const pieces = () => Readable.from([body.subarray(0, 300_001), body.subarray(300_001)])
    const web = Readable.toWeb(pieces()) as ReadableStream
    const answers = {
      fetch: await (await fetch(url, { method: 'POST', body })).text(),
      'fetch of a stream': await (
        await fetch(url, { method: 'POST', body: web, duplex: 'half' } as RequestInit)
      ).text(),
      undici: await (await undici.request(url, { method: 'POST', body: pieces() })).body.text(),
      axios: (await axios.post(url, body)).data,
      'axios, a stream': (await axios.post(url, pieces())).data,
    }
    t.same(answers, {
      fetch: `${body.length} ${hash}`,
      'fetch of a stream': `chunked ${hash}`,
      undici: `chunked ${hash}`,
      axios: `${body.length} ${hash}`,
      'axios, a stream': `chunked ${hash}`,
    })
  })

  await t.test('may wait for 100 Continue', async (t) => {
    const { url: mock } = await otherEnd(t, async (request, response) => response.end(await textOf(request)))
    t.teardown(intercept({ url: mock }))
    const request = https.request(url, { method: 'POST', headers: { expect: '100-continue' } })
    request.flushHeaders()
    await once(request, 'continue')
    request.end('the body')
    const [response] = await once(request, 'response')
    t.equal(await textOf(response), 'the body')
  })

  await t.test('may be an upgrade', async (t) => {
    const { server, url: mock } = await otherEnd(t, () => {})
    server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n')
      socket.pipe(socket)
    })
    t.teardown(intercept({ url: `${mock}/s/blue` }))
    const request = https.request(url, { headers: { connection: 'upgrade', upgrade: 'echo' } })
    request.end()
    const [, socket] = await once(request, 'upgrade')
    socket.end('GET /not-a-path HTTP/1.1\r\n\r\n')
    t.equal(await textOf(socket), 'GET /not-a-path HTTP/1.1\r\n\r\n')
  })
})

t.test('the connection', async (t) => {
  await t.test('is kept by an agent, and each of its requests gets the prefix', async (t) => {
    const { url: mock } = await otherEnd(t, async (request, response) => {
      const { url, socket } = request
      response.end(JSON.stringify([url, socket.remotePort, await textOf(request)]))
    })
    t.teardown(intercept({ url: `${mock}/s/blue` }))
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
    t.teardown(() => agent.destroy())
    const answers = []
    for (const path of ['/one', '/two']) {
      const response = await send({ agent, method: 'POST', path }, path)
      answers.push(JSON.parse(await textOf(response)))
    }
    const [, port] = answers[0]
    t.same(answers, [
      ['/s/blue/one', port, '/one'],
      ['/s/blue/two', port, '/two'],
    ])
  })

  await t.test('passes for TLS where TLS was asked for', async (t) => {
    const { url: mock } = await otherEnd(t, (_request, response) => response.end())
    t.teardown(intercept({ url: mock }))
    const request = https.get(url, { agent: false })
    const [socket] = await once(request, 'socket')
    await once(socket, 'secureConnect')
    const face = { encrypted: true, authorized: true, servername: 'api.clickup.com', secureConnecting: false }
    t.match(socket, face)
    t.same(
      [socket.getPeerCertificate(), socket.getProtocol(), socket.getCipher(), socket.getSession()],
      [{}, null, {}, undefined],
    )
    t.same(
      [socket.getPeerX509Certificate(), socket.getCertificate(), socket.isSessionReused()],
      [undefined, null, false],
    )
    t.notOk(socket instanceof TLSSocket)
    await once(request, 'response')
  })
})

t.test('the answer', async (t) => {
  await t.test('comes piece by piece', async (t) => {
    let more = () => {}
    const { url: mock } = await otherEnd(t, (_request, response) => {
      response.write('first')
      more = () => response.end('second')
    })
    t.teardown(intercept({ url: mock }))
    const { body } = await undici.request(url)
    const pieces: string[] = []
    for await (const piece of body) {
      pieces.push(String(piece))
      more()
    }
    t.same(pieces, ['first', 'second'])
  })

  await t.test('may redirect to ClickUp, which is the mock again', async (t) => {
    const { url: mock } = await otherEnd(t, ({ url }, response) => {
      if (url === '/api/v2/user') response.writeHead(302, { location: 'https://app.clickup.com/there' })
      else if (url === '/there') response.writeHead(307, { location: '/relative' })
      response.end(url)
    })
    t.teardown(intercept({ url: mock }))
    const response = await fetch(url)
    t.same([await response.text(), response.url], ['/relative', 'https://app.clickup.com/relative'])
    t.equal((await axios.get(url)).data, '/relative')
  })

  await t.test('may be broken off by the mock; the error is that of a broken connection', async (t) => {
    const { url: mock } = await otherEnd(t, ({ url, socket }, response) => {
      if (url === '/reset') socket.resetAndDestroy()
      else if (url === '/close') socket.end()
      else response.writeHead(200, { 'content-length': 10 }).write('half', () => socket.resetAndDestroy())
    })
    t.teardown(intercept({ url: mock }))
    await t.rejects(send({ path: '/reset' }), { code: 'ECONNRESET', message: 'read ECONNRESET' })
    await t.rejects(send({ path: '/close' }), { code: 'ECONNRESET', message: 'socket hang up' })
    await t.rejects(send({ path: '/half' }).then(textOf), { code: 'ECONNRESET' })
    await t.rejects(fetch('https://api.clickup.com/close'), { cause: { code: 'UND_ERR_SOCKET' } })
  })

  await t.test('may be given up by the client, which the mock sees', async (t) => {
    const { server, url: mock } = await otherEnd(t, () => {})
    t.teardown(intercept({ url: mock }))
    const closed = async (give: () => void) => {
      const [request] = await once(server, 'request')
      give()
      await once(request.socket, 'close')
    }
    const controller = new AbortController()
    await Promise.all([
      t.rejects(fetch(url, { signal: controller.signal }), { name: 'AbortError' }),
      closed(() => controller.abort()),
    ])
    const second = new AbortController()
    await Promise.all([
      t.rejects(send({ signal: second.signal, agent: false }), { name: 'AbortError' }),
      closed(() => second.abort()),
    ])
  })

  await t.test('may be waited for too long', async (t) => {
    const { url: mock } = await otherEnd(t, () => {})
    t.teardown(intercept({ url: mock }))
    const request = https.get(url, { timeout: 10 })
    await once(request, 'timeout')
    request.destroy(new Error('the client waits no longer'))
    await t.rejects(once(request, 'response'), { message: 'the client waits no longer' })
    await t.rejects(axios.get(url, { timeout: 10 }), { code: 'ECONNABORTED' })
  })
})

t.test('a connection that is given up while it is made fails as the client says', async (t) => {
  const { url: mock } = await otherEnd(t, () => {})
  t.teardown(intercept({ url: mock }))
  const request = https.get(url)
  request.once('socket', () => request.destroy(new Error('never mind')))
  await t.rejects(once(request, 'response'), { message: 'never mind' })
})

t.test('a connection that is made when the interception ends is closed', async (t) => {
  const { url: mock } = await otherEnd(t, () => {})
  const end = intercept({ url: mock })
  const request = https.get(url)
  request.once('socket', end)
  await t.rejects(once(request, 'response'), { message: 'socket hang up' })
})

t.test('a mock that answers at none of its addresses is named with all of them', async (t) => {
  const { server, url: mock } = await otherEnd(t, () => {})
  server.close()
  t.teardown(intercept({ url: mock.replace('127.0.0.1', 'mock.example') }))
  const { lookup } = dns
  t.teardown(() => Object.assign(dns, { lookup }))
  Object.assign(dns, {
    lookup: (_name: string, _options: object, done: (error: null, addresses: object[]) => void) =>
      done(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  })
  await t.rejects(once(https.get(url), 'response'), {
    message:
      /at http:\/\/mock\.example:\d+ \(connect ECONNREFUSED 127\.0\.0\.2:\d+, connect ECONNREFUSED 127\.0\.0\.1:\d+\)/,
  })
})

t.test('other hosts are left alone', async (t) => {
  const { url: mock } = await otherEnd(t, (_request, response) => response.end('the mock'))
  const { url: other } = await otherEnd(t, ({ url, headers }, response) => response.end(`${headers.host} ${url}`))
  t.teardown(intercept({ url: `${mock}/s/blue` }))
  t.equal(await (await fetch(`${other}/a`)).text(), `${new URL(other).host} /a`)
  t.equal((await axios.get(`${other}/a`)).data, `${new URL(other).host} /a`)
  const lookup = () => {
    throw new Error('asked for')
  }
  for (const host of ['clickup.com', 'developer.clickup.com', 'api.clickup.com.example', 'xapi.clickup.com']) {
    t.throws(() => https.get({ host, lookup, agent: false }), { message: 'asked for' }, host)
    t.throws(() => http.get({ host, lookup, agent: false }), { message: 'asked for' }, host)
  }
})
