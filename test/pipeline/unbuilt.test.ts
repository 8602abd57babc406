// What ClickUp has and the mock does not yet: told apart from what ClickUp does not have.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { PAGES, Service } from '../../src/contract/service.js'
import { testApp } from '../help/parts.js'
import { start } from '../help/start.js'

const madeUp = {
  Lamps: {
    GetLamps: 'GET /api/v2/team/{team_id}/lamp',
    CreateLamp: 'POST /api/v2/team/{team_id}/lamp',
    GetLamp: ['GET /api/v3/lamps/{lamp_id}', 'GET /api/v3/lamp/{lamp_id}'],
  },
}

t.test('an operation that is not built', async (t) => {
  const withLamps = () =>
    testApp(t, ({ clickup }) => ({ service: new Service(madeUp, clickup.operations), handlers: {}, built: new Set() }))
  const { fetch, token, log, sandbox } = await withLamps()
  const ask = (path: string, init: RequestInit = {}) => fetch(path, { headers: { authorization: token }, ...init })

  await t.test('answers 501 and says that it is the mock that lacks it', async (t) => {
    const response = await ask('/api/v2/team/9001001/lamp')
    t.equal(response.status, 501)
    t.equal(response.headers.get('x-mock-unbuilt'), 'GetLamps')
    t.equal(response.headers.get('x-mock-operation'), 'GetLamps')
    const err = 'clickup-mock does not emulate GetLamps yet; GET /__mock/operations lists what it does'
    t.same(await response.json(), { err, ECODE: 'MOCK_501' })
  })

  await t.test('is marked in the journal and warned of in the log', async (t) => {
    t.match(sandbox.journal.list().at(-1), {
      operation: 'GetLamps',
      status: 501,
      step: 'unbuilt',
      notes: [/ClickUp has GetLamps, but clickup-mock does not emulate it yet/],
    })
    t.match(log.join('\n'), /^m-1 GET \/api\/v2\/team\/9001001\/lamp 501 MOCK_501 \(unbuilt\)$/m)
    t.match(log.join('\n'), /^warn: m-1: ClickUp has GetLamps/m)
  })

  await t.test('comes after the token and before the ids', async (t) => {
    t.match(await (await fetch('/api/v2/team/9001001/lamp')).json(), { ECODE: 'OAUTH_017' })
    t.equal((await ask('/api/v2/team/no-number/lamp')).status, 501)
    t.equal((await ask('/api/v2/team/4/lamp')).headers.get('x-ratelimit-limit'), null, 'it is not counted')
  })

  await t.test('is found by method, HEAD as GET, and under its older path', async (t) => {
    for (const [method, path, operation] of [
      ['POST', '/api/v2/team/1/lamp', 'CreateLamp'],
      ['HEAD', '/api/v2/team/1/lamp', 'GetLamps'],
      ['GET', '/api/v3/lamps/l-1', 'GetLamp'],
      ['GET', '/api/v3/lamp/l-1', 'GetLamp'],
      ['GET', '/v3/lamp/l-1', 'GetLamp'],
    ] as const) {
      const { headers } = await ask(path, { method, headers: { authorization: token } })
      t.equal(headers.get('x-mock-unbuilt'), operation, `${method} ${path}`)
    }
  })

  await t.test('reads no body: even a broken one is answered 501', async (t) => {
    const headers = { authorization: token, 'content-type': 'application/json' }
    t.equal((await ask('/api/v2/team/1/lamp', { method: 'POST', headers, body: '{' })).status, 501)
  })

  await t.test('can be answered by a fault, late ones too', async (t) => {
    for (const fault of ['503', '503:when=after']) {
      const headers = { authorization: token, 'x-mock-fault': fault }
      t.equal((await ask('/api/v2/team/1/lamp', { headers })).status, 503, fault)
    }
  })

  await t.test('can be scripted by a standing rule that names it', async (t) => {
    const { mock, as } = await start(t, { faults: [{ operation: 'GetTeams1', status: 200, body: { groups: [] } }] })
    t.match(await as.anna.get('/api/v2/group'), { status: 200, body: { groups: [] } })
    t.match(mock.journal().at(-1), { operation: 'GetTeams1', step: 'fault' })
  })

  await t.test('is listed, after what is declared', async (t) => {
    const { operations } = (await (await fetch('/__mock/operations')).json()) as { operations: object[] }
    t.match(operations[0], { operationId: 'GetLamps', chapter: 'Lamps', built: false })
    t.match(await (await fetch('/__mock/health')).json(), { operations: { built: 0, planned: operations.length } })
  })
})

t.test('a path that ClickUp does not have', async (t) => {
  const { mock, as } = await start(t)
  const noteOf = async (method: string, path: string) => {
    const { status, body, headers } = await as.anna.send(method, path)
    t.match({ status, body }, { status: 404, body: { ECODE: 'APP_001' } }, path)
    t.equal(headers.get('x-mock-unbuilt'), null)
    return mock.journal().at(-1)?.notes.join()
  }

  await t.test('stays 404, and the journal names the nearest that it has', async (t) => {
    t.equal(
      await noteOf('GET', '/api/v2/team/9001001/tme_entries'),
      'ClickUp has no GET /api/v2/team/9001001/tme_entries; the nearest that it has is ' +
        'GET /api/v2/team/{team_id}/time_entries (Gettimeentrieswithinadaterange)',
    )
    t.match(await noteOf('GET', '/api/v2/tasks/86a000001'), /nearest that it has is GET \/api\/v2\/task\/\{task_id\}/)
  })

  await t.test('or the methods of the path', async (t) => {
    t.match(await noteOf('GET', '/api/v2/webhook/w-1'), /no GET \/api\/v2\/webhook\/w-1; this path has PUT, DELETE$/)
  })

  await t.test('or nothing where nothing is near', async (t) => {
    t.equal(await noteOf('GET', '/api/nothing/like/this'), 'ClickUp has no GET /api/nothing/like/this')
    t.match(await noteOf('GET', `/api/${'x'.repeat(300)}`), /^ClickUp has no GET \/api\/x{195}$/)
  })
})

t.test('the list of ClickUp’s operations', async (t) => {
  const { mock, as } = await start(t)
  const { operations } = mock.control.operations()
  const documented = operations.filter(({ chapter }) => chapter !== PAGES)

  await t.test('has all 173 of the documents, and the two pages of the login besides', async (t) => {
    t.equal(documented.length, 173)
    t.equal(operations.length, 175)
    t.equal(new Set(operations.map(({ operationId }) => operationId)).size, 175)
  })

  await t.test('agrees with what is declared', async (t) => {
    const listed = parse(readFileSync(join(process.cwd(), 'specs/operations.yaml'), 'utf8'))
    const chapters = Object.values<Record<string, string | string[]>>(listed)
    const calls = new Map(chapters.flatMap(Object.entries).map(([id, paths]) => [id, [paths].flat()[0]]))
    const withoutNames = (call = '') => call.replace(/\{\w+\}/g, '{}')
    for (const { operationId, method, path } of operations.filter(({ built }) => built)) {
      if (!calls.has(operationId)) t.match(operationId, /^(Authorize|Consent)$/)
      else t.equal(withoutNames(calls.get(operationId)), withoutNames(`${method} ${path}`), operationId)
    }
  })

  await t.test('answers 501 for each that is not built', async (t) => {
    for (const { operationId, method, path } of operations.filter(({ built }) => !built)) {
      const { status, headers } = await as.anna.send(method, path.replace(/\{\w+\}/g, '1'))
      t.match([status, headers.get('x-mock-unbuilt')], [501, operationId])
    }
  })
})
