// The contract holds: the documents are valid, name what exists, and are what the mock does and serves.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, OpenAPIBackend } from 'openapi-backend'
import t from 'tap'
import { parse } from 'yaml'
import { catalogue } from '../src/contract/catalogue.js'
import { Contract, readDocument } from '../src/contract/contract.js'
import { readFields, writtenFields } from '../src/contract/fields.js'
import { type Operation, readOperations, sourceOf } from '../src/contract/operation.js'
import { handlers } from '../src/features/index.js'
import { isPermission } from '../src/model/permissions.js'
import type { Tables } from '../src/model/schema.js'
import { World } from '../src/model/world.js'
import { appWith } from './help/app.js'
import { appOf, authorizePath } from './help/oauth.js'
import { start } from './help/start.js'

const root = process.cwd()
const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file: `${folder}/${file.replaceAll('\\', '/')}`,
      text: readFileSync(join(root, folder, file), 'utf8'),
    }))

/**
 * The check of a document that start-up leaves out (`quick`). The build compiles the checks of all requests, other tests those
 * of all answers, so that none is compiled here (`validate`). @throws Error when the document is no OpenAPI 3.0
 */
async function validate(definition: Document): Promise<void> {
  const backend = new OpenAPIBackend({ definition, quick: false, strict: true, validate: false })
  await backend.init()
}

/** Patterns as their texts, without what is undefined. */
function asTold(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part) => (part instanceof RegExp ? part.source : part)))
}

t.test('the documents', async (t) => {
  for (const name of ['clickup', 'mock'] as const) {
    await t.test(`${name} is valid OpenAPI 3.0`, async (t) => {
      t.match(readDocument(name).openapi, /^3\.0\./)
      await t.resolves(validate(readDocument(name)))
    })
  }

  await t.test('hold the operations that the build has made of them', async (t) => {
    for (const name of ['clickup', 'mock'] as const) {
      const { operations } = Contract.load(name)
      const document = readDocument(name)
      for (const [index, operation] of readOperations(document).entries()) {
        t.same(asTold(operations[index]), asTold(operation), operation.operationId)
        const fields = readFields(writtenFields(document, operation))
        t.same(Contract.load(name).declared(operation.operationId), fields, `${operation.operationId}: its fields`)
        t.equal(sourceOf(document, operation).operationId, operation.operationId)
      }
    }
    const [first] = Contract.load('mock').operations
    t.throws(() => sourceOf(readDocument('clickup'), first as Operation), { message: /^the document has no GET / })
  })

  await t.test('would be refused if they were not', async (t) => {
    const wrong = JSON.parse(JSON.stringify(readDocument('mock')).replace('"responses"', '"answers"'))
    await t.rejects(validate(wrong), /not valid OpenAPI/)
  })

  await t.test('name tables and refusals that exist', async (t) => {
    const tables: string[] = []
    const refusals: string[] = []
    const ofIds = ['x-malformed', 'x-foreign', 'x-hidden', 'x-unknown', 'x-unknown-2026', 'x-deleted']
    const keys = [...ofIds, 'x-refusal', 'x-forbidden']
    JSON.stringify([readDocument('clickup'), readDocument('mock')], (key, value) => {
      if (key === 'x-row') tables.push(value)
      if (key === 'x-needs') t.ok(isPermission(value), `permission ${value}`)
      if (keys.includes(key) && value !== null) refusals.push(value)
      if (key === 'x-refusals') refusals.push(...value)
      return value
    })
    t.ok(tables.length > 0 && refusals.length > 0)
    for (const table of tables) t.doesNotThrow(() => new World().named(table as keyof Tables), `x-row ${table}`)
    for (const name of refusals) t.ok(name in catalogue, `refusal ${name}`)
  })

  await t.test('name a status of success for every operation', async (t) => {
    for (const name of ['clickup', 'mock'] as const) {
      for (const { operationId, success } of Contract.load(name).operations) {
        t.ok([200, 201, 204].includes(success), `${operationId} ${success}`)
      }
    }
  })

  await t.test('name a refusal for every id that names a row', async (t) => {
    for (const { operationId, ids } of Contract.load('clickup').operations) {
      for (const { parameter, shape, malformed, foreign } of ids) {
        t.ok(foreign in catalogue, `${operationId} ${parameter} foreign`)
        t.equal(malformed in catalogue, shape.source !== /(?:)/.source, `${operationId} ${parameter} malformed`)
      }
    }
  })
})

t.test('a contract', async (t) => {
  const contract = Contract.load('clickup')
  const user = {
    id: 1,
    username: null,
    email: '',
    color: null,
    profilePicture: null,
    initials: '',
    week_start_day: 0,
    global_font_support: true,
    timezone: '',
  }
  const answers: readonly [operation: string, status: number, body: unknown, complaint: RegExp | undefined][] = [
    ['GetAuthorizedUser', 200, { user }, undefined],
    ['GetAuthorizedUser', 200, { user: { ...user, id: '1' } }, /GetAuthorizedUser 200 \/user\/id must be integer/],
    ['GetAuthorizedUser', 200, { user: { ...user, extra: 1 } }, /additional properties/],
    ['GetAuthorizedUser', 200, {}, /must have required property 'user'/],
    ['GetAuthorizedUser', 401, { err: 'x', ECODE: 'y' }, undefined],
    ['GetAuthorizedUser', 401, { err: 'x' }, undefined],
    ['GetAuthorizedUser', 401, { ECODE: 'y' }, /must have required property 'err'/],
    ['GetAuthorizedUser', 204, undefined, /declares no answer 204 \(it has 200, 4XX, 5XX\)/],
    ['Nothing', 200, {}, /Nothing declares no answer 200/],
  ]
  for (const [operation, status, body, complaint] of answers) {
    await t.test(
      `${complaint ? 'complains about' : 'takes'} ${operation} ${status} ${JSON.stringify(body)}`,
      async (t) => {
        const said = contract.fits(operation, status, body)
        if (complaint) t.match(said, complaint)
        else t.equal(said, undefined)
      },
    )
  }

  await t.test('tells what it finds wrong with a request', async (t) => {
    t.same(contract.check('GetAuthorizedUser', { path: {}, query: {}, requestBody: {} }), [])
    t.same(contract.check('Nothing', { path: {}, query: {}, requestBody: {} }), [])
    const request = { path: {}, query: {}, requestBody: { client_id: 7 } }
    t.match(contract.check('GetAccessToken', request), [
      { at: '/requestBody/client_id', keyword: 'type', message: 'must be string', data: 7, schema: { type: 'string' } },
    ])
  })

  await t.test('tells of a hundred violations, however many there are', async (t) => {
    const users = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`user-${index}`, {}]))
    t.equal(Contract.load('mock').check('seed', { path: {}, query: {}, requestBody: { users } }).length, 100)
  })

  await t.test('finds an operation by its id', async (t) => {
    t.match(contract.find('GetWorkspaceplan'), { method: 'GET', path: '/api/v2/team/{team_id}/plan', success: 200 })
    t.equal(contract.find('Nothing'), undefined)
  })
})

t.test('the operations', async (t) => {
  const { mock, as, withToken } = await start(t)
  const { body } = await withToken().get('/__mock/operations')
  const listed: { operationId: string; built: boolean }[] = body.operations

  await t.test('are listed, and built where they have a handler', async (t) => {
    const { operations } = Contract.load('clickup')
    t.same(
      new Set(listed.filter(({ built }) => built).map(({ operationId }) => operationId)),
      new Set(operations.map(({ operationId }) => operationId)),
    )
    t.same(
      listed
        .filter(({ built }) => built)
        .map(({ operationId }) => operationId)
        .sort(),
      Object.keys(handlers).sort(),
    )
  })

  await t.test('have a test of their name where they are built', async (t) => {
    const title = /\bt\.test\(\s*(['"`])([\w']+?)(?=\1|[ ,])/g
    const titles = new Set(filesIn('test').flatMap(({ text }) => [...text.matchAll(title)].map(([, , name]) => name)))
    for (const { operationId, built } of listed) if (built) t.ok(titles.has(operationId), operationId)
  })

  await t.test('answer 501 without a handler, and are listed as planned', async (t) => {
    const app = await appWith(t, { GetWorkspaceplan: undefined }, () => t.fail('nothing is logged as an error'))
    const url = '/api/v2/team/9001001/plan'
    const refusedFirst = await app.inject({ url })
    t.equal(refusedFirst.statusCode, 400, 'the steps before the handler are the same')
    const { statusCode, body } = await app.inject({ url, headers: { authorization: mock.tokens.anna ?? '' } })
    t.equal(statusCode, 501)
    t.match(JSON.parse(body), { err: /does not emulate GetWorkspaceplan yet/, ECODE: 'MOCK_501' })
    const planned = (await app.inject('/__mock/operations')).json().operations
    t.match(
      planned.find((operation: { operationId: string }) => operation.operationId === 'GetWorkspaceplan'),
      { method: 'GET', path: '/api/v2/team/{team_id}/plan', built: false },
    )
    const built = Object.keys(handlers).length - 1
    const counts = { operations: { built, planned: listed.length - built } }
    t.match((await app.inject('/__mock/health')).json(), counts)
  })

  const calls: readonly [method: string, path: string][] = [
    ['GET', '/v2/user'],
    ['GET', '/v2/team'],
    ['GET', '/v2/team/9001001/seats'],
    ['GET', '/v2/team/abc/plan'],
    ['GET', '/v2/team/1/plan?a=1'],
    ['POST', '/v2/oauth/token?client_id=x'],
    ['GET', '/v2/nothing'],
    ['GET', '/v3/nothing'],
  ]
  for (const [method, path] of calls) {
    await t.test(`answer ${method} ${path} as /api${path}`, async (t) => {
      const [short, full] = [await as.anna.send(method, path), await as.anna.send(method, `/api${path}`)]
      t.same([short.status, short.body], [full.status, full.body])
      t.equal(short.headers.get('x-mock-operation'), full.headers.get('x-mock-operation'))
    })
  }
})

t.test('the served document', async (t) => {
  for (const [what, options, server] of [
    ['its own address', { listen: true }, undefined],
    ['the base URL', { baseUrl: 'https://mock.example' }, 'https://mock.example'],
  ] as const) {
    await t.test(`is the document, with ${what} as its server`, async (t) => {
      const { mock, withToken } = await start(t, options)
      const { status, headers, body } = await withToken().get('/openapi.json')
      t.equal(status, 200)
      t.match(headers.get('content-type'), 'application/json')
      t.same(body, { ...readDocument('clickup'), servers: [{ url: server ?? mock.url }] })
      const yaml = await withToken().get('/openapi.yaml')
      t.equal(yaml.headers.get('content-type'), 'application/yaml; charset=utf-8')
      t.same(parse(yaml.body), body)
    })
  }

  await t.test('names a server at which its paths answer', async (t) => {
    const { mock, withToken } = await start(t, { listen: true })
    const { body } = await withToken().get('/openapi.json')
    const response = await fetch(body.servers[0].url + authorizePath(appOf(mock)))
    t.equal(response.status, 200)
    t.match(await response.text(), 'Team Dashboard')
  })
})

t.test('the sources read time and chance in one place only', async (t) => {
  const clock = 'src/model/clock.ts'
  const reading = filesIn('src').filter(({ text }) => /\b(Date\.now\(|new Date\(|Math\.random\()/.test(text))
  t.same(
    reading.map(({ file }) => file),
    [clock, 'src/server/certificate.ts'], // which clients compare with their own clocks
  )
})

const checker = ['../shared', '../../shared']
  .map((folder) => join(root, folder, 'reference/check-spec.mjs'))
  .find(existsSync)
if (checker) {
  t.test('the reference of the API shows no difference', async (t) => {
    const chapters = readdirSync(join(root, 'specs/clickup')).map((file) => join(root, 'specs/clickup', file))
    const files = [join(root, 'specs/clickup.yaml'), ...chapters]
    const said = execFileSync(process.execPath, [checker, root, ...files, '--strict', '--api', 'v2', '--domain', '1'])
    t.match(said.toString(), /5 of 5 operations described\ndifferences: 0/)
  })
}
