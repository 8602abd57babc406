// https under ClickUp's own names: clients reach the mock without knowing it, by their own means of finding hosts.
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { type ClickUpMock, createClickUpMock, type MockOptions } from '../../src/index.js'
import { authorityIn, certificateIn, loadForge } from '../../src/server/certificate.js'
import { complaintsOf } from '../help/complaints.js'
import { run } from '../help/terminal.js'

const execute = promisify(execFile)

/** A mock that speaks https too, with its port and the file of its CA. */
async function secureMock(t: Test, options: MockOptions = {}) {
  const folder = t.testdir()
  const mock = await createClickUpMock({ tls: 0, tlsFolder: folder, ...options })
  t.teardown(() => mock.close())
  return { mock, port: Number(new URL(String(mock.secureAddress)).port), folder, ca: join(folder, 'ca.pem') }
}

/** What Node gets for a path of this host, which is found at this machine. */
async function ask(
  { mock, port, folder }: { mock: ClickUpMock; port: number; folder: string },
  host: string,
  path: string,
  headers = {},
) {
  const { cert: ca } = await authorityIn(folder)
  const lookup = (
    _: string,
    _options: object,
    found: (error: null, all: { address: string; family: number }[]) => void,
  ) => found(null, [{ address: '127.0.0.1', family: 4 }])
  return new Promise<{ status: number; body: string; headers: object }>((resolve, reject) => {
    const all = { authorization: mock.token, ...headers }
    const asked = request(
      { host, port, path, ca, lookup: lookup as never, headers: all, agent: false },
      async (answer) =>
        resolve({ status: Number(answer.statusCode), body: await text(answer), headers: answer.headers }),
    )
    asked.on('error', reject).end()
  })
}

t.test('clients reach the mock by the names of ClickUp', async (t) => {
  const secure = await secureMock(t)
  const { mock, port, ca } = secure

  await t.test('curl, with --connect-to', async (t) => {
    const flags = ['--silent', '--show-error', '--cacert', ca, '--connect-to', `api.clickup.com:443:127.0.0.1:${port}`]
    const args = [...flags, '-H', `Authorization: ${mock.token}`, 'https://api.clickup.com/api/v2/user']
    t.match(JSON.parse((await execute('curl', args)).stdout), { user: { id: 100_001 } })
  })

  await t.test('curl, with --resolve', async (t) => {
    const flags = ['--silent', '--show-error', '--cacert', ca, '--resolve', `app.clickup.com:${port}:127.0.0.1`]
    const { stdout } = await execute('curl', [...flags, `https://app.clickup.com:${port}/api?client_id=nobody`])
    t.match(stdout, /<html/)
  })

  await t.test('Node, with a lookup function', async (t) => {
    const { status, body } = await ask(secure, 'api.clickup.com', '/api/v2/user')
    t.equal(status, 200)
    t.match(JSON.parse(body), { user: { id: 100_001 } })
  })

  await t.test('Python, with its own finder of hosts', async (t) => {
    const program = [
      'import socket, ssl, sys, urllib.request',
      'found = socket.getaddrinfo',
      'socket.getaddrinfo = lambda host, port, *more, **named: found("127.0.0.1", int(sys.argv[1]), *more, **named)',
      'request = urllib.request.Request("https://api.clickup.com/api/v2/user", headers={"Authorization": sys.argv[3]})',
      'print(urllib.request.urlopen(request, context=ssl.create_default_context(cafile=sys.argv[2])).read().decode())',
    ].join('\n')
    const { stdout } = await execute(process.env.PYTHON ?? '/usr/bin/python3', [
      '-c',
      program,
      String(port),
      ca,
      mock.token,
    ])
    t.match(JSON.parse(stdout), { user: { id: 100_001 } })
  })
})

t.test('behind https', async (t) => {
  const secure = await secureMock(t)
  const { mock, port } = secure

  await t.test('the control API does not answer to the names of ClickUp', async (t) => {
    const { status, body } = await ask(secure, 'api.clickup.com', '/__mock/users')
    t.equal(status, 403)
    t.match(JSON.parse(body).problems, [{ where: 'header Host' }])
    t.equal((await ask(secure, 'localhost', '/__mock/users')).status, 200)
  })
  await t.test('its own pages may call it, those of http may not', async (t) => {
    const status = async (origin: string) => (await ask(secure, 'localhost', '/__mock/users', { origin })).status
    t.equal(await status(`https://localhost:${port}`), 200)
    t.equal(await status(`http://localhost:${port}`), 403)
  })
  await t.test('links have its scheme', async (t) => {
    const { body } = await ask(secure, 'localhost', '/')
    t.equal(JSON.parse(body).api, `https://localhost:${port}/api/v2`)
  })
  await t.test('what is no HTTP is answered, and what is no TLS ends', async (t) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
      socket.write('nonsense\r\n\r\n'),
    )
    t.match(await text(socket), /^HTTP\/1\.1 4\d\d /)
    t.equal(await (await fetch(`${mock.url}/__mock/health`)).json().then(({ status }) => status), 'ok')
  })
  await t.test('a connection breaks where a fault says so', async (t) => {
    mock.faults.next('GetAuthorizedUser', 'reset').times(1)
    await t.rejects(ask(secure, 'api.clickup.com', '/api/v2/user'), { code: 'ECONNRESET' })
    t.equal((await ask(secure, 'api.clickup.com', '/api/v2/user')).status, 200)
  })
  await t.test('a call that waits is let go when the mock closes', async (t) => {
    const waiting = ask(secure, 'localhost', '/__mock/events').catch((error: Error) => error)
    await ask(secure, 'localhost', '/__mock/health')
    await mock.close()
    t.ok(await waiting)
  })
})

t.test('a port for https that is taken is told, and nothing is left', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  await t.rejects(createClickUpMock({ tls: port, tlsFolder: t.testdir() }), { code: 'EADDRINUSE' })
})

t.test('the certificate', async (t) => {
  const folder = t.testdir()
  const made = await certificateIn(folder)

  await t.test('is signed for the names of ClickUp, by a CA that the command prints', async (t) => {
    const { stdout } = await run(['ca', '--tls-folder', folder])
    const [cert, ca] = [new X509Certificate(made.cert), new X509Certificate(stdout)]
    t.ok(cert.verify(ca.publicKey))
    t.equal(cert.checkHost('api.clickup.com'), 'api.clickup.com')
    t.equal(cert.checkHost('app.clickup.com'), 'app.clickup.com')
    t.equal(cert.checkIP('127.0.0.1'), '127.0.0.1')
    t.equal(ca.ca, true)
  })
  await t.test('is made once', async (t) => t.same(await certificateIn(folder), made))
  await t.test('is made anew before it ends', async (t) => {
    const { now } = Date
    t.intercept(Date, 'now', { value: () => now() + 380 * 86_400_000 })
    const anew = await certificateIn(folder)
    t.not(anew.cert, made.cert)
  })
  await t.test('may be yours, also one that has ended', async (t) => {
    const yours = t.testdir({ 'cert.pem': made.cert, 'key.pem': made.key })
    const { now } = Date
    t.intercept(Date, 'now', { value: () => now() + 500 * 86_400_000 })
    t.same(await certificateIn(yours), made)
  })
  await t.test('needs a folder that can be written', async (t) => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    t.match(await complaintsOf(() => certificateIn(join(file, 'inside'))), [/a certificate cannot be written there/])
    const unreadable = t.testdir({ 'cert.pem': {}, 'key.pem': {} })
    t.match(await complaintsOf(() => certificateIn(unreadable)), [/cert\.pem and key\.pem cannot be read/])
  })
  await t.test('is not made without node-forge, and the message names the remedy', async (t) => {
    const missing = async () => {
      throw new Error('Cannot find package')
    }
    t.match(await complaintsOf(() => loadForge(missing)), [/npm install node-forge/])
  })
})
