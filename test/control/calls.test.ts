// What a call tells beside its answer: what ClickUp ignored, notes for its author, the X-Mock- headers.
import t from 'tap'
import { undeclaredFields, undeclaredQuery } from '../../src/contract/undeclared.js'
import { authorizePath } from '../help/oauth.js'
import { start, type TestRequest } from '../help/start.js'

const TOKEN = '/api/v2/oauth/token'
const PLAN = '/api/v2/team/9001001/plan'
const JSON_TYPE = { 'content-type': 'application/json' }
const ignores = (fields: readonly string[]) => fields.map((field) => `${field} is ignored by ClickUp`)

/** A request, the fields ClickUp ignores in it, and what else is wrong with it. */
const requests: readonly [
  what: string,
  method: string,
  path: string,
  request: TestRequest,
  ignored: string[],
  wrong: string[],
][] = [
  ['nothing odd', 'GET', PLAN, {}, [], []],
  ['a page size', 'GET', `${PLAN}?page_size=100`, {}, ['query page_size'], []],
  ['several parameters', 'GET', '/api/v2/user?page=0&page_size=5', {}, ['query page', 'query page_size'], []],
  ['a parameter twice', 'GET', `${PLAN}?a=1&a=2`, {}, ['query a'], []],
  ['a list nobody declared', 'GET', `${PLAN}?ids[]=1&ids[]=2`, {}, ['query ids[]'], []],
  [
    'all that is declared',
    'POST',
    `${TOKEN}?grant_type=x&redirect_uri=y`,
    { body: { client_id: 'x', code: 'y' } },
    [],
    [],
  ],
  ['an unknown key', 'POST', TOKEN, { body: { client_id: 'x', scope: 'y' } }, ['body scope'], []],
  ['an unknown key of a form', 'POST', TOKEN, { body: new URLSearchParams({ scope: 'y' }) }, ['body scope'], []],
  ['a number for a text', 'POST', TOKEN, { body: { client_id: 7 } }, [], ['body client_id must be string']],
  ['a list for a text', 'POST', `${TOKEN}?client_id=a&client_id=b`, {}, [], ['query client_id must be string']],
  ['brackets for a text', 'POST', `${TOKEN}?client_id[]=a`, {}, ['query client_id[]'], []],
  ['a list for an object', 'POST', TOKEN, { headers: JSON_TYPE, body: '[1]' }, [], ['body must be object']],
]

t.test('what ClickUp ignores or coerces', async (t) => {
  const { mock, as } = await start(t)
  for (const [what, method, path, request, ignored, wrong] of requests) {
    await t.test(`is told of ${what}`, async (t) => {
      const { headers } = await as.anna.send(method, path, request)
      t.match(mock.journal().at(-1), { ignored, violations: [...ignores(ignored), ...wrong] })
      t.equal(mock.journal().at(-1)?.violations.length, ignored.length + wrong.length)
      t.equal(headers.get('x-mock-ignored'), ignored.length ? ignored.join(', ') : null)
    })
  }

  await t.test('does not matter to a call that is refused before it is looked at', async (t) => {
    await as.ben.get('/api/v2/team/9001002/plan?page_size=5')
    t.match(mock.journal().at(-1), { step: 'admit', ignored: [], violations: [] })
  })

  await t.test('is counted by call', async (t) => {
    mock.control.clearCalls()
    await as.anna.get(`${PLAN}?a=1&b=2`)
    await as.anna.get(PLAN)
    t.match(mock.control.listSandboxes().sandboxes[0], { calls: 2, violations: 1 })
  })
})

t.test('fields that are not declared', async (t) => {
  const text = {}
  const item = { properties: { name: text, size: { properties: { width: text } } } }
  const bodies: readonly [what: string, schemas: readonly object[], body: object, undeclared: string[]][] = [
    ['at the top', [item], { name: 1, nome: 2 }, ['nome']],
    ['deeper', [item], { size: { width: 1, height: 2, depth: { x: 1 } } }, ['size.height', 'size.depth']],
    [
      'in a list',
      [{ properties: { items: { items: item } } }],
      { items: [{ name: 1 }, { nome: 2 }] },
      ['items.1.nome'],
    ],
    ['in a list of lists', [{ items: { items: item } }], [[{ nome: 2 }]], ['0.0.nome']],
    ['in either form of a body', [item, { properties: { code: text } }], { name: 1, code: 2, odd: 3 }, ['odd']],
    ['in any alternative', [{ oneOf: [item, { allOf: [{ properties: { id: text } }] }] }], { id: 1, odd: 2 }, ['odd']],
    ['nowhere, where any field may be', [{ ...item, additionalProperties: true }], { odd: 1 }, []],
    ['nowhere, where no field is named', [{ properties: { any: {} } }], { any: { odd: 1, list: [{ odd: 2 }] } }, []],
    ['at all, where there is no body', [], { a: 1, b: { c: 2 } }, ['a', 'b']],
    ['nowhere, in a list where there is no body', [], [{ a: 1 }], []],
    ['not by names every object has', [item], { constructor: 1, toString: 2 }, ['constructor', 'toString']],
  ]
  for (const [where, schemas, body, undeclared] of bodies) {
    await t.test(`are found ${where}`, async (t) => t.same([...undeclaredFields(schemas, body)], undeclared))
  }

  const declared = new Set(['page', 'statuses[]'])
  const names: readonly [name: string, isDeclared: boolean][] = [
    ['page', true],
    ['Page', false],
    ['page[]', false],
    ['statuses[]', true],
    ['statuses[0]', true],
    ['statuses', true],
    ['statuses[x]', false],
    ['status', false],
    ['', false],
  ]
  for (const [name, isDeclared] of names) {
    await t.test(`are${isDeclared ? ' not' : ''} "${name}" in a query`, async (t) =>
      t.same(undeclaredQuery(declared, { [name]: '1' }), isDeclared ? [] : [name]),
    )
  }
})

t.test('notes', async (t) => {
  const { mock, as, withToken } = await start(t)
  const basic = `Basic ${Buffer.from('a:b').toString('base64')}`
  const notes: readonly [what: string, call: () => Promise<unknown>, note: RegExp][] = [
    [
      'a body of a type that is not read',
      () => withToken().send('POST', TOKEN, { headers: { 'content-type': 'text/xml' }, body: '<a/>' }),
      /a body of type text\/xml is not read by ClickUp/,
    ],
    ['HTTP Basic', () => withToken(basic).post(TOKEN, {}), /HTTP Basic header are not read by ClickUp/],
    ['a test token that names no fault', () => withToken('pk_fault_OAUTH_O27').get('/api/v2/user'), /OAUTH_027/],
    [
      'a consent by nobody',
      () =>
        withToken().get(
          authorizePath(
            { client_id: 'FAKECLIENTDASHBOARD0000000000001' },
            { mock_consent: 'accept', mock_user: 'nobody' },
          ),
        ),
      /there is nobody "nobody"/,
    ],
    [
      'a retry that came too early',
      async () => {
        mock.control.exhaustToken({ token: mock.tokens.anna ?? '' })
        await as.anna.get('/api/v2/user')
        mock.clock.advance(48_000)
        await as.anna.get('/api/v2/user')
      },
      /retried too early by 12 s/,
    ],
  ]
  for (const [what, call, note] of notes) {
    await t.test(`tell of ${what}`, async (t) => {
      await call()
      const last = mock.journal().at(-1)
      t.match(last?.notes, [note])
      t.equal(last?.notes.length, 1)
      t.same(last?.violations, [], 'a note is no violation')
    })
  }
})

t.test('X-Mock- headers', async (t) => {
  const mockHeaders = (headers: Headers) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-mock-')))
  const answers: readonly [what: string, path: string, request: TestRequest, headers: Record<string, string>][] = [
    ['an answer', '/api/v2/user', {}, { 'x-mock-operation': 'GetAuthorizedUser' }],
    ['an unknown route', '/api/v2/nothing', {}, {}],
    ['a path of nobody', '/elsewhere', {}, {}],
    [
      'a fault',
      '/api/v2/user',
      { headers: { 'x-mock-fault': 'OAUTH_027' } },
      { 'x-mock-operation': 'GetAuthorizedUser', 'x-mock-fault': 'OAUTH_027' },
    ],
    [
      'ignored fields',
      '/api/v2/user?b%C3%A4r=1&c=2',
      {},
      { 'x-mock-operation': 'GetAuthorizedUser', 'x-mock-ignored': 'query b?r, query c' },
    ],
    ['a page', '/api?client_id=nobody', { headers: { accept: 'text/html' } }, { 'x-mock-operation': 'Authorize' }],
  ]
  const on = await start(t)
  const off = await start(t, { mockHeaders: false })
  for (const [what, path, request, headers] of answers) {
    await t.test(`tell of ${what}, and are gone when they are turned off`, async (t) => {
      const answer = await on.as.anna.get(path, request)
      t.same(mockHeaders(answer.headers), { 'x-mock-request-id': on.mock.journal().at(-1)?.id, ...headers })
      const plain = await off.as.anna.get(path, request)
      t.same(mockHeaders(plain.headers), {})
      t.same([plain.status, plain.body], [answer.status, answer.body], 'the answer is the same')
      t.equal(off.mock.journal().at(-1)?.id, on.mock.journal().at(-1)?.id, 'and so is the journal')
    })
  }
  await t.test('are no longer than a client takes', async (t) => {
    const { headers } = await on.as.anna.get(`/api/v2/user?${'abcd'.replace(/./g, `$&${'x'.repeat(500)}=1&`)}`)
    t.equal(headers.get('x-mock-ignored')?.length, 500)
  })
})
