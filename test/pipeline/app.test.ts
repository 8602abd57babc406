// Servers of parts of our own: what a fault of ours looks like from outside, and how an operation is declared.
import t from 'tap'
import { parse } from 'yaml'
import type { Operation } from '../../src/contract/operation.js'
import { testApp } from '../help/parts.js'
import { start } from '../help/start.js'

const user = '/api/v2/user'

t.test('a handler that fails', async (t) => {
  const failures: [title: string, fail: () => unknown, logged: RegExp][] = [
    ['with an error', () => ([][0] as unknown as { secret: 1 }).secret, /TypeError: .*secret.*\n\s+at .*app\.test/s],
    [
      'with something that is no error',
      () => {
        throw 'just a text'
      },
      /just a text/,
    ],
    ['with an answer that is no JSON', () => ({ user: 1n }), /TypeError: .*BigInt/],
  ]
  for (const [title, fail, logged] of failures) {
    await t.test(`${title} is our 500 in ClickUp's shape, told in the log only`, async (t) => {
      const { fetch, token, log, sandbox } = await testApp(t, () => ({ handlers: { GetAuthorizedUser: fail } }))
      const response = await fetch(user, { headers: { authorization: token } })
      t.equal(response.status, 500)
      t.equal(response.headers.get('content-type'), 'application/json; charset=utf-8')
      t.same(await response.json(), { err: 'Internal server error', ECODE: 'ERROR_HANDLER' })
      t.equal(response.headers.get('x-ratelimit-remaining'), '99')
      t.match(log.join('\n'), /^error: GET \/api\/v2\/user: /m)
      t.match(log.join('\n'), logged)
      t.match(sandbox.journal.list().at(-1), { status: 500, ECODE: 'ERROR_HANDLER', fault: undefined })
    })
  }

  await t.test('leaves the world as it was', async (t) => {
    const { fetch, token, sandbox } = await testApp(
      t,
      ({
        sandboxes: {
          default: { world },
        },
      }) => ({
        handlers: {
          GetAuthorizedUser: () => {
            for (const row of world.tokens.all()) world.tokens.update(row, { revoked: true })
            throw new Error('halfway')
          },
        },
      }),
    )
    const before = sandbox.world.tokens.all()
    t.equal((await fetch(user, { headers: { authorization: token } })).status, 500)
    t.same(sandbox.world.tokens.all(), before)
  })
})

t.test('what the specs declare beside a field is refused so', async (t) => {
  const { fetch, log } = await testApp(t, ({ clickup }) => {
    const check: typeof clickup.check = () => [
      { at: '/requestBody/code', rule: '', message: '', keyword: 'type', params: {}, data: 7, schema: {} },
      {
        at: '/requestBody/code',
        rule: '',
        message: '',
        keyword: 'type',
        params: {},
        data: 7,
        schema: { 'x-refusal': 'none' },
      },
      {
        at: '/requestBody',
        rule: '',
        message: '',
        keyword: 'x',
        params: {},
        data: 8,
        schema: { 'x-refusal': 'taskNameInvalid' },
      },
    ]
    const declared = clickup.declared.bind(clickup)
    const find = clickup.find.bind(clickup)
    return { clickup: Object.assign(Object.create(clickup), { operations: clickup.operations, declared, find, check }) }
  })
  const response = await fetch('/api/v2/oauth/token', { method: 'POST' })
  t.equal(response.status, 400)
  t.same(await response.json(), { err: 'Task name invalid', ECODE: 'INPUT_005' })
  t.match(log, [/POST \/api\/v2\/oauth\/token 400 INPUT_005 \(check\)/])
})

t.test('a step that fails is our 500 as well', async (t) => {
  const { fetch, token, log } = await testApp(
    t,
    ({
      sandboxes: {
        default: { world },
      },
    }) => {
      const named = () => {
        throw new Error('boom')
      }
      Object.assign(world, { named })
      return {}
    },
  )
  const response = await fetch('/api/v2/team/9001001/plan', { headers: { authorization: token } })
  t.equal(response.status, 500)
  t.same(await response.json(), { err: 'Internal server error', ECODE: 'ERROR_HANDLER' })
  t.match(log[0], /^error: GET \/api\/v2\/team\/9001001\/plan: Error: boom\n\s+at /)
})

t.test('what a handler is given', async (t) => {
  await t.test('its parameters, and the rows they name', async (t) => {
    let given: object = {}
    const { fetch, token, sandbox } = await testApp(t, () => ({
      handlers: {
        GetWorkspaceplan: (call) => {
          given = call
          return {}
        },
      },
    }))
    await fetch('/api/v2/team/9001001/plan?a=1', { headers: { authorization: token } })
    const team = sandbox.world.teams.get('9001001')
    t.match(given, { params: { team_id: '9001001' }, query: { a: '1' }, body: {}, rows: { team }, caller: { token } })
  })

  await t.test('no caller where no token is asked for: to read it is a fault of ours', async (t) => {
    const { fetch, log } = await testApp(t, () => ({
      handlers: { GetAccessToken: (call) => 'caller' in call && call.caller },
    }))
    t.equal((await fetch('/api/v2/oauth/token', { method: 'POST' })).status, 500)
    t.match(log[0], /GetAccessToken has no caller/)
  })
})

t.test('an operation without a handler answers 501 and says where the list is', async (t) => {
  const { fetch, token, log } = await testApp(t, () => ({ handlers: {}, built: new Set() }))
  const response = await fetch(user, { headers: { authorization: token } })
  t.equal(response.status, 501)
  const err = 'clickup-mock does not emulate GetAuthorizedUser yet; GET /__mock/operations lists what it does'
  t.same(await response.json(), { err, ECODE: 'MOCK_501' })
  const warned =
    'warn: m-1: ClickUp has GetAuthorizedUser, but clickup-mock does not emulate it yet: a fault rule can answer in its place'
  t.same(log, ['m-1 GET /api/v2/user 501 MOCK_501 (unbuilt)', warned])
  const list = (await (await fetch('/__mock/operations')).json()) as { operations: { built: boolean }[] }
  t.notOk(list.operations.some(({ built }) => built))
})

t.test('a control operation without a handler stops the start', async (t) => {
  await t.rejects(
    testApp(t, ({ clickup }) => ({ control: clickup })),
    { message: / has no handler$/ },
  )
})

t.test('a body that is refused', async (t) => {
  const { fetch, token } = await testApp(t, ({ clickup }) => {
    const operation: Operation | undefined = clickup.find('GetAccessToken')
    if (operation) t.intercept(operation, 'open', { value: false })
    return { handlers: { GetAccessToken: () => ({}) } }
  })
  const post = (body: string, authorization: string) =>
    fetch('/api/v2/oauth/token', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    })

  await t.test('comes after the limiter: headers, counted', async (t) => {
    for (const left of ['99', '98']) {
      const response = await post('{', token)
      t.equal(response.status, 400)
      t.match(await response.json(), { ECODE: 'JSON_001' })
      t.equal(response.headers.get('x-ratelimit-remaining'), left)
    }
  })

  await t.test('comes after the token', async (t) => {
    const response = await post('{', 'pk_1_X')
    t.equal(response.status, 401)
    t.notOk(response.headers.has('x-ratelimit-limit'))
  })
})

t.test('GET /openapi.json and .yaml', async (t) => {
  await t.test('serve the document with the address it was asked at', async (t) => {
    const { mock } = await start(t, { listen: true })
    const document = await (await fetch(`${mock.url}/openapi.json`)).json()
    t.match(document, { openapi: '3.0.3', servers: [{ url: mock.url }], paths: { '/api/v2/user': { get: Object } } })
    const yaml = await fetch(`${mock.url}//openapi.yaml/`)
    t.equal(yaml.headers.get('content-type'), 'application/yaml; charset=utf-8')
    t.same(parse(await yaml.text()), document, 'the same document')
  })

  await t.test('or with the base URL', async (t) => {
    const { mock } = await start(t, { baseUrl: 'https://mock.example/' })
    const document = await (await mock.fetch('/openapi.json')).json()
    t.match(document, { servers: [{ url: 'https://mock.example' }] })
  })
})

t.test('the control API', async (t) => {
  const { mock, withToken } = await start(t)
  const nobody = withToken()
  const json = { 'content-type': 'application/json' }
  const post = (body: string, headers: Record<string, string> = json) =>
    nobody.send('POST', '/__mock/seed', { headers, body })

  await t.test('says which routes there are', async (t) => {
    const { status, body } = await nobody.get('/__mock/helth')
    t.equal(status, 404)
    t.match(body.problems, [{ where: 'GET /__mock/helth', right: /GET \/__mock\/health/ }])
  })

  await t.test('says what is wrong with a body', async (t) => {
    t.match(await post('{'), { status: 400, body: { problems: [{ where: 'body', what: /^it is not valid JSON: / }] } })
    t.match(await post('{}', { 'content-type': '///' }), { status: 415, body: { problems: [{ where: 'body' }] } })
    t.match(await post(`["${'x'.repeat(1_048_576)}"]`), { status: 413 })
    t.match(await post('{"user":{}}'), { status: 400, body: { problems: [{ what: 'there is no key "user" here' }] } })
  })

  await t.test('says what went wrong in a fault of ours', async (t) => {
    for (const fault of [new Error('boom'), Object.assign(new Error('boom'), { statusCode: 503 })]) {
      const { fetch, log } = await testApp(t, ({ sandboxes: { default: sandbox } }) => {
        const reset = () => {
          throw fault
        }
        Object.assign(sandbox, { reset })
        return {}
      })
      const response = await fetch('/__mock/reset', { method: 'POST' })
      t.equal(response.status, 500)
      t.match(await response.json(), { problems: [{ what: 'boom', right: /report it/ }] })
      t.match(log, [/^error: POST \/__mock\/reset: Error: boom\n +at /], 'with its stack')
    }
  })

  await t.test('answers no foreign page and no foreign name', async (t) => {
    const origin = await nobody.get('/__mock/health', { headers: { origin: 'https://evil.example' } })
    t.match(origin, { status: 403, body: { problems: [{ where: 'header Origin' }] } })
    const { mock: named } = await start(t, { listen: true })
    const host = await named.fetch('/__mock/health', { headers: { host: 'evil.example' } })
    t.equal(host.status, 403)
  })

  await t.test('is neither in the journal nor cached', async (t) => {
    const before = mock.journal().length
    const { headers } = await nobody.get('/__mock/health')
    t.equal(headers.get('cache-control'), 'no-store')
    t.equal(mock.journal().length, before)
  })
})

t.test('a late fault is for planned operations too', async (t) => {
  const { fetch, token } = await testApp(t, () => ({ handlers: {}, built: new Set() }))
  const ask = (headers: Record<string, string>) =>
    fetch('/api/v2/team/9001001/plan', { headers: { authorization: token, ...headers } })
  t.equal((await ask({})).status, 501)
  t.equal((await ask({ 'x-mock-fault': '503:when=after' })).status, 503)
})
