// Whole or nothing: an answer that cannot be made or sent undoes what the call did. The client is told so in ClickUp's
// shape, the log has the stack, the journal the call; and the mock lives on.
import { once } from 'node:events'
import t from 'tap'
import { Answer } from '../../src/contract/answer.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import { Redactor } from '../../src/sandbox/secrets.js'
import { testApp } from '../help/parts.js'
import { opened, readAnswer, written } from '../help/socket.js'
import { refused, start } from '../help/start.js'
import { BATTERY, NORTHWIND } from '../help/tour.js'

const internalError = { err: 'Internal server error', ECODE: 'ERROR_HANDLER' }
const json = { 'content-type': 'application/json' }

/** A list in a list, so many levels deep. */
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

t.test('JSON that is nested deeper than 1,000 levels', async (t) => {
  const { mock, as } = await start(t)
  const path = `/api/v2/task/${BATTERY}`
  const named = (name: string, levels: number) => `{"name":${JSON.stringify(name)},"deep":${nested(levels)}}`
  const put = (name: string, levels: number, fault?: string) =>
    as.anna.send('PUT', path, {
      headers: { ...json, ...(fault !== undefined && { 'x-mock-fault': fault }) },
      body: named(name, levels),
    })

  await t.test('is malformed, and nothing happens', async (t) => {
    const before = (await as.anna.get(path)).body.name
    for (const fault of [undefined, 'slow:delay=1,when=after']) {
      const { status, body } = await put('Deep', 20_000, fault)
      t.same(
        { status, body },
        { status: 400, body: { err: 'JSON is nested deeper than 1000 levels', ECODE: 'JSON_001' } },
      )
      t.match(mock.journal().at(-1), { status: 400, ECODE: 'JSON_001', operation: 'UpdateTask', changed: [] })
    }
    t.equal((await as.anna.get(path)).body.name, before)
  })

  await t.test('up to there it is read, shown and answered as any', async (t) => {
    for (const fault of [undefined, 'slow:delay=1,when=after']) {
      const { status, body } = await put('As deep as it goes', 999, fault)
      t.match({ status, body }, { status: 200, body: { name: 'As deep as it goes' } })
      t.match(mock.journal().at(-1), { status: 200, violations: ['body deep is ignored by ClickUp'] })
    }
    t.equal((await put('x', 1_000)).status, 400)
  })

  await t.test('what stands in texts is not counted', async (t) => {
    const name = `${'['.repeat(2_000)}\\"{`
    t.match(await as.anna.send('PUT', path, { body: { name } }), { status: 200, body: { name } })
  })

  await t.test('is none in a query either', async (t) => {
    const list = `/api/v2/team/${NORTHWIND}/task?custom_fields=`
    refused(t, await as.anna.get(`${list}${nested(2_000)}`), 'customFieldFilterNotJson')
    t.equal((await as.anna.get(`${list}[]`)).status, 200)
  })

  await t.test('is refused by the control API too, over HTTP and in code', async (t) => {
    const answer = await as.anna.send('POST', '/__mock/deliveries/wait', {
      headers: json,
      body: `{"timeout":1,"where":{"a":${nested(8_000)}}}`,
    })
    t.match(answer, { status: 400, body: { problems: [{ where: 'body', what: /nested deeper than 1000 levels/ }] } })
    const tooDeep = { where: JSON.parse(nested(2_000)) as object }
    t.throws(() => mock.control.verify(tooDeep as object), {
      message: /^input: it cannot be sent as JSON .*nested deeper than 1000 levels/,
    })
    await t.rejects(mock.webhooks.waitFor('taskUpdated', { a: JSON.parse(nested(150)) }, { timeout: 1 }), {
      message: /no taskUpdated with .* was delivered within 1 ms/,
    })
  })
})

t.test('an answer that cannot be sent', async (t) => {
  const answers: readonly (readonly [title: string, answer: () => unknown, logged: RegExp])[] = [
    ['holds what is no JSON', () => ({ user: 1n }), /BigInt/],
    ['is nested too deeply', () => JSON.parse(nested(50_000)), /RangeError/],
    ['has a header that HTTP cannot carry', () => new Answer(200, {}, { location: 'a\nb' }), /ERR_INVALID_CHAR/],
    ['has a header without a name', () => new Answer(200, {}, { '': 'b' }), /ERR_INVALID_HTTP_TOKEN/],
  ]
  for (const [title, answer, logged] of answers) {
    await t.test(`because it ${title} undoes the operation`, async (t) => {
      const { fetch, token, sandbox, log } = await testApp(
        t,
        ({
          sandboxes: {
            default: { world },
          },
        }) => ({
          handlers: {
            GetAuthorizedUser: () => {
              for (const row of world.tasks.all()) world.tasks.delete(row)
              return answer()
            },
          },
        }),
      )
      const tasks = sandbox.world.tasks.all()
      for (const fault of ['', 'slow:delay=1', 'slow:delay=1,when=after']) {
        const headers = { authorization: token, ...(fault && { 'x-mock-fault': fault }) }
        const response = await fetch('/api/v2/user', { headers })
        t.equal(response.status, 500)
        t.same(await response.json(), internalError)
        t.match(sandbox.journal.list().at(-1), { status: 500, ECODE: 'ERROR_HANDLER', changed: [] })
      }
      t.same(sandbox.world.tasks.all(), tasks)
      t.match(log.filter((line) => line.startsWith('error: GET /api/v2/user: ')).join('\n'), logged)
    })
  }
})

t.test('what fails while a call is answered', async (t) => {
  const handlers: Readonly<Record<string, AnyHandler>> = { GetAuthorizedUser: () => ({ good: true }) }
  const broken = (times: number) => {
    let left = times
    return () => {
      left -= 1
      if (left < 0) return { requestHead: '', responseBody: '' }
      throw new Error('no room')
    }
  }

  for (const fault of ['', 'slow:delay=1,when=after']) {
    const when = fault ? 'after a delay' : 'at once'
    const headers = (token: string) => ({ authorization: token, ...(fault && { 'x-mock-fault': fault }) })

    await t.test(`${when}, before it is sent, becomes ClickUp's 500`, async (t) => {
      const { fetch, token, sandbox, log } = await testApp(t, () => ({ handlers }))
      const shared = sandbox.journal.shared.bind(sandbox.journal)
      let isBroken = true
      Object.assign(sandbox.journal, {
        shared: (...texts: Parameters<typeof shared>) => {
          if (!isBroken) return shared(...texts)
          isBroken = false
          throw new Error('no room')
        },
      })
      const response = await fetch('/api/v2/user', { headers: headers(token) })
      t.equal(response.status, 500)
      t.same(await response.json(), internalError)
      t.match(sandbox.journal.list(), [{ id: 'm-1', status: 500, ECODE: 'ERROR_HANDLER' }])
      t.match(log[0], /^error: GET \/api\/v2\/user: Error: no room\n\s+at /)
    })

    await t.test(`${when}, after it was sent, leaves it as it is`, async (t) => {
      const { fetch, token, sandbox, log } = await testApp(t, () => ({ handlers }))
      Object.assign(sandbox.journal, {
        add: () => {
          throw new Error('no room')
        },
      })
      const response = await fetch('/api/v2/user', { headers: headers(token) })
      t.same(await response.json(), { good: true })
      t.match(log.at(-1), /^error: GET \/api\/v2\/user: Error: no room\n\s+at /)
    })
  }

  await t.test('and fails again, after a delay, cuts the connection', async (t) => {
    const { fetch, token, sandbox, log } = await testApp(t, () => ({ handlers }))
    Object.assign(sandbox.journal, { shared: broken(2) })
    const headers = { authorization: token, 'x-mock-fault': 'slow:delay=1,when=after' }
    await t.rejects(fetch('/api/v2/user', { headers }), TypeError)
    t.match(log, [/no room/, /^error: a delayed answer: Error: no room\n\s+at /])
    t.equal((await fetch('/api/v2/user', { headers: { authorization: token } })).status, 200, 'the mock lives')
  })

  await t.test('in what is written into the log does no harm', async (t) => {
    const { fetch, token, log } = await testApp(t, () => ({
      handlers: { ...handlers, GetAuthorizedTeams: () => [].map.call(undefined, String) },
    }))
    t.intercept(Redactor.prototype, 'text', {
      value: () => {
        throw new Error('no word')
      },
    })
    const headers = { authorization: token }
    t.equal((await fetch('/api/v2/user', { headers })).status, 200)
    t.equal((await fetch('/api/v2/team', { headers })).status, 500)
    t.match(log, [/^error: m-1: Error: no word\n\s+at /, /^error: m-2: Error: no word/, /^error: m-2: Error: no word/])
  })
})

t.test('a client that goes away in the middle of its body', async (t) => {
  const lines: string[] = []
  const { mock, as } = await start(t, { listen: true, logLevel: 'info', log: (line) => lines.push(line) })
  const headers = { Authorization: mock.tokens.anna ?? '', 'Content-Type': 'application/json', 'Content-Length': '100' }
  const socket = await opened(mock, written(`PUT /api/v2/task/${BATTERY}`, headers, '{"name":'))
  await as.anna.get('/api/v2/user')
  const heard = new Promise<void>((resolve) => {
    const stop = mock.onCall(() => {
      stop()
      resolve()
    })
  })
  socket.resetAndDestroy()
  await Promise.all([once(socket, 'close'), heard])
  const notes = ['the client went away before its body was whole']
  t.match(mock.journal().at(-1), { operation: 'UpdateTask', status: 0, step: 'check', notes, changed: [] })
  t.notMatch(lines.join('\n'), /error: /, 'which is no fault of ours')
})

t.test('a body that is refused for its size', async (t) => {
  const { mock, as } = await start(t, { listen: true })
  const large = JSON.stringify({ name: 'x'.repeat(5_000_000) })
  const authorization = mock.tokens.anna ?? ''
  const send = async (path: string, init: RequestInit) => {
    const response = await fetch(`${mock.url}${path}`, { method: 'POST', ...init })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const chunked = () => ({ body: new Blob([large]).stream(), duplex: 'half' }) as RequestInit

  await t.test('is read on, so that the client hears of it', async (t) => {
    const headers = { authorization, ...json }
    refused(t, await send('/api/v2/oauth/token', { headers, body: large }), 'bodyTooLarge')
    refused(t, await send('/api/v2/oauth/token', { headers, ...chunked() }), 'bodyTooLarge')
    for (const init of [{ body: large }, chunked()]) {
      t.match(await send('/__mock/seed', { headers: json, ...init }), {
        status: 413,
        body: { problems: [{ where: 'body' }] },
      })
    }
  })

  await t.test('and so is one that is not read at all', async (t) => {
    const text = written('POST /api/v2/list/1/task', { ...json, 'Content-Length': String(large.length) }, large)
    const socket = await opened(mock, text)
    let heard = ''
    for await (const part of socket) heard += part
    t.equal(readAnswer(heard).status, 400)
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
  })
})
