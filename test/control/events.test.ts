// The stream of calls: server-sent events over a real socket, until either side ends it.
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { ClickUpMock, ShownCall } from '../../src/index.js'
import { Journal } from '../../src/sandbox/journal.js'
import { start } from '../help/start.js'

/** A listening mock, and how many listeners its journals have. */
async function listening(t: Test) {
  let listeners = 0
  const { subscribe } = Journal.prototype
  t.intercept(Journal.prototype, 'subscribe', {
    value(this: Journal, ...given: Parameters<Journal['subscribe']>) {
      const leave = subscribe.apply(this, given)
      listeners += 1
      return () => {
        listeners -= 1
        leave()
      }
    },
  })
  const started = await start(t, { listen: true, rateLimit: 'off' })
  started.mock.sandbox('one') // the server itself listens to each of its sandboxes
  const atStart = listeners
  return { ...started, listeners: () => listeners - atStart }
}

/** Something that the other side of a socket does, sooner or later; the test's own timeout ends it. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await setImmediate()
}

/** A stream that was opened, its beginning already read. */
async function listen(mock: ClickUpMock, path = '/__mock/events') {
  const leaving = new AbortController()
  const response = await fetch(`${mock.url}${path}`, { signal: leaving.signal })
  if (!response.body) throw new Error('the stream has no body')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<string> => {
    for (;;) {
      const [event, rest] = text.split(/\n\n(.*)/s)
      if (rest !== undefined) {
        text = rest
        return event ?? ''
      }
      const { done, value } = await reader.read()
      if (done) throw new Error(`the stream ended after ${JSON.stringify(text)}`)
      text += value
    }
  }
  const comment = await next()
  return { response, comment, next, leave: () => leaving.abort() }
}

/** The fields of an event, its data read as JSON. */
function readEvent(event: string): { id: string | undefined; event: string | undefined; data: ShownCall } {
  const fields = Object.fromEntries(event.split('\n').map((line) => line.split(/: (.*)/s)))
  return { id: fields.id, event: fields.event, data: JSON.parse(fields.data ?? 'null') }
}

t.test('streamCalls', async (t) => {
  const { mock, as, withToken, listeners } = await listening(t)

  await t.test('begins with a comment and has one event for each call, as the journal shows it', async (t) => {
    const { response, comment, next, leave } = await listen(mock)
    t.equal(response.status, 200)
    t.match(Object.fromEntries(response.headers), { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    t.equal(comment, ': every call of this sandbox, as it happens')
    await as.anna.get('/api/v2/user?page_size=5')
    await withToken('pk_4711_ZXCVBNMASDFGHJKLQWERTYUIOP123456').get('/api/v2/team')
    await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'OAUTH_027' } })
    await withToken().post('/api/v2/oauth/token', { code: 'line one\nline two\r\n\r\n', more: '\u2028' })
    for (const call of mock.journal()) t.same(readEvent(await next()), { id: call.id, event: 'call', data: call })
    leave()
  })

  await t.test('holds the calls of one sandbox only', async (t) => {
    const [one, other] = [await listen(mock, '/s/one/__mock/events'), await listen(mock)]
    await as.anna.get('/s/one/api/v2/user')
    await as.anna.get('/api/v2/team')
    await as.anna.get('/s/one/api/v2/team')
    const heard = [await one.next(), await one.next(), await other.next()].map((event) => readEvent(event).data)
    t.same(
      heard.map(({ sandbox, path }) => [sandbox, path]),
      [
        ['one', '/api/v2/user'],
        ['one', '/api/v2/team'],
        ['default', '/api/v2/team'],
      ],
    )
    one.leave()
    other.leave()
  })

  await t.test('tells every listener, and goes on for the others when one leaves', async (t) => {
    await until(() => listeners() === 0)
    const [first, second] = [await listen(mock), await listen(mock)]
    t.equal(listeners(), 1, 'the journal tells the stream once, however many follow it')
    first.leave()
    await as.anna.get('/api/v2/user')
    t.equal(readEvent(await second.next()).data.path, '/api/v2/user')
    second.leave()
    await until(() => listeners() === 0)
    t.equal(listeners(), 0, 'nobody is told any more')
  })

  await t.test('is refused to callers from elsewhere', async (t) => {
    const response = await fetch(`${mock.url}/__mock/events`, { headers: { origin: 'https://evil.example' } })
    t.equal(response.status, 403)
    t.equal(listeners(), 0)
  })

  await t.test('drops a reader that does not read, instead of keeping all that it misses', async (t) => {
    const { hostname, port } = new URL(mock.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /__mock/events HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`)
    await once(socket, 'readable') // the beginning; nothing is read from here on
    let sent = 0
    // As much as is shown of a body; the system's own buffers take some megabytes before ours begin to fill.
    const more = 'x'.repeat(65_536)
    while (listeners() > 0 && sent < 500) {
      await withToken().post('/api/v2/oauth/token', { more })
      sent += 1
    }
    t.equal(listeners(), 0, 'the mock gave up')
    let last = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      last = `${last}${text}`.slice(-1_000)
    })
    await once(socket, 'end')
    t.match(last, /event: dropped\ndata: \{"reason":"more than 1 MB were left unread: begin again,.*\}\n\n\s*0\s*$/)
    const { control } = mock
    t.equal((await withToken().get('/__mock/health')).status, 200, 'and goes on')
    t.ok(control.listCalls().count > 0)
    socket.destroy()
  })

  await t.test('waits for a reader of what is kept, and tells it afterwards what happened meanwhile', async (t) => {
    mock.control.clearCalls()
    const more = 'x'.repeat(65_000)
    for (let count = 0; count < 150; count += 1) await withToken().post('/api/v2/oauth/token', { more })
    const { next, leave } = await listen(mock, '/__mock/events?since=0')
    await as.anna.get('/api/v2/user')
    const ids = mock.journal().map(({ id }) => id)
    for (const id of ids) t.equal(readEvent(await next()).id, id)
    leave()
  })

  await t.test('goes on when a reader leaves in the middle of what is kept', async (t) => {
    const { hostname, port } = new URL(mock.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /__mock/events?since=0 HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    await once(socket, 'readable')
    socket.destroy()
    await until(() => listeners() === 0)
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
  })

  await t.test('drops a reader of what is kept when too much happens meanwhile', async (t) => {
    const { hostname, port } = new URL(mock.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /__mock/events?since=0 HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    await once(socket, 'readable')
    await until(() => listeners() === 1)
    const more = 'x'.repeat(65_000)
    for (let sent = 0; listeners() > 0 && sent < 500; sent += 1) await withToken().post('/api/v2/oauth/token', { more })
    t.equal(listeners(), 0)
    socket.destroy()
  })

  await t.test('tells each what it wants, in the order of the calls', async (t) => {
    const all = await listen(mock)
    const some = await listen(mock, '/__mock/events?path=/v2/team')
    for (const path of ['user', 'team', 'user', 'team']) await as.anna.get(`/api/v2/${path}`)
    const paths = async (stream: typeof all, count: number) => {
      const heard: string[] = []
      while (heard.length < count) heard.push(readEvent(await stream.next()).data.path)
      return heard
    }
    t.same(
      await paths(all, 4),
      ['user', 'team', 'user', 'team'].map((path) => `/api/v2/${path}`),
    )
    t.same(await paths(some, 2), ['/api/v2/team', '/api/v2/team'])
    all.leave()
    some.leave()
    await until(() => listeners() === 0)
  })

  await t.test('ends when its sandbox is deleted', async (t) => {
    const { next } = await listen(mock, '/s/one/__mock/events')
    mock.control.deleteSandbox({ name: 'one' })
    await t.rejects(next(), { message: 'the stream ended after ""' })
  })

  await t.test('ends when the mock closes', async (t) => {
    const { next } = await listen(mock)
    await mock.close()
    await t.rejects(next())
    t.equal(listeners(), 0)
  })
})

t.test('onCall', async (t) => {
  const { mock, as } = await start(t)

  await t.test('hears of each call as the journal shows it, until it is ended', async (t) => {
    const heard: ShownCall[] = []
    const end = mock.onCall((call) => heard.push(call))
    await as.anna.get('/api/v2/user')
    await as.ben.get('/api/v2/nothing')
    t.same(heard, mock.journal())
    end()
    await as.anna.get('/api/v2/user')
    t.equal(heard.length, 2)
  })
  await t.test('of a sandbox hears of its calls only', async (t) => {
    const heard: string[] = []
    const end = mock.sandbox('one').onCall(({ id }) => heard.push(id))
    await as.anna.get('/api/v2/user')
    await as.anna.get('/s/one/api/v2/user')
    end()
    t.same(heard, ['one-1'])
  })
})
