// The walk over the catalogue: every refusal is provoked, by its cause where the mock can have it, and by fault.
import t, { type Test } from 'tap'
import {
  type CatalogueEntry,
  catalogue,
  Refusal,
  type RefusalName,
  refusalBody,
  refusalNames,
  refuse,
} from '../src/contract/catalogue.js'
import { readDocument } from '../src/contract/contract.js'
import { appWith } from './help/app.js'
import { goalCauses } from './help/goal-causes.js'
import { appOf, authorizePath, codeFor, exchange } from './help/oauth.js'
import { peopleCauses } from './help/people-causes.js'
import { sendRaw } from './help/raw.js'
import { refused, type Started, start, type TestAnswer } from './help/start.js'
import { talkCauses } from './help/talk-causes.js'
import { timeCauses } from './help/time-causes.js'
import { v3Causes } from './help/v3-causes.js'
import { workCauses } from './help/work-causes.js'

type Provoked = TestAnswer | { readonly answer: TestAnswer; readonly value: string }
type Cause = (started: Started, t: Test) => Promise<Provoked>

const TOKEN = '/api/v2/oauth/token'
const json = { headers: { accept: 'application/json' } }
const asJson = { headers: { 'content-type': 'application/json' } }

const causes: Readonly<Partial<Record<RefusalName, Cause>>> = {
  ...workCauses,
  ...talkCauses,
  ...timeCauses,
  ...goalCauses,
  ...peopleCauses,
  ...v3Causes,
  tokenMissing: ({ withToken }) => withToken().get('/api/v2/user'),
  personalTokenInvalid: ({ withToken }) => withToken('pk_junk').get('/api/v2/user'),
  oauthTokenNotFound: ({ withToken }) => withToken('Bearer junk').get('/api/v2/user'),
  redirectMissing: ({ mock, withToken }) => withToken().get(`/api?client_id=${appOf(mock).client_id}`, json),
  redirectMismatch: ({ mock, withToken }) =>
    withToken().get(authorizePath(appOf(mock), { redirect_uri: 'https://evil.example' }), json),
  clientNotFound: ({ withToken }) => withToken().post(TOKEN, { client_id: 'nobody' }),
  clientSecretMismatch: ({ mock, withToken }) => withToken().post(TOKEN, { client_id: appOf(mock).client_id }),
  codeNotFound: ({ mock, withToken }) => withToken().post(TOKEN, exchange(appOf(mock), 'none')),
  codeUsed: async (started) => {
    const given = exchange(appOf(started.mock), await codeFor(started))
    await started.withToken().post(TOKEN, given)
    return started.withToken().post(TOKEN, given)
  },
  teamsNotAuthorized: ({ as }) => as.ben.get('/api/v2/team/9001002/plan'),
  teamTasksNotAuthorized: ({ as }) => as.ben.get('/api/v2/team/9001002/task'),
  workspaceUnknown: ({ as }) => as.ben.get('/api/v2/team/1/plan'),
  oauthTokenNotFoundElsewhere: async (_, t) =>
    (await start(t, { unknownIds: '2026' })).as.anna.get('/api/v2/task/unknown'),
  listUnreachable: async (_, t) => (await start(t, { unknownIds: '2026' })).as.anna.get('/api/v2/list/1'),
  workspaceIdMalformed: async ({ as }) => ({ answer: await as.ben.get('/api/v2/team/x-1/plan'), value: 'x-1' }),
  routeNotFound: ({ as }) => as.anna.get('/api/v2/comment/1'),
  rateLimited: async (_, t) => {
    const { as } = await start(t, { rateLimit: 1 })
    await as.anna.get('/api/v2/user')
    return as.anna.get('/api/v2/user')
  },
  jsonMalformed: async ({ withToken }) => ({
    answer: await withToken().send('POST', TOKEN, { ...asJson, body: '7' }),
    value: 'Unexpected token 7 in JSON at position 0',
  }),
  bodyTooLarge: ({ withToken }) => withToken().send('POST', TOKEN, { ...asJson, body: `"${'x'.repeat(2 ** 21)}"` }),
  requestMalformed: ({ mock }) => sendRaw(mock.url, 'GET /api/v2/user HTTP/1.1\r\nhost : localhost\r\n\r\n'),
  headersTooLarge: ({ mock }) =>
    sendRaw(mock.url, `GET /api/v2/user HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`),
  requestTimeout: async (_, t) => {
    const { mock } = await start(t, { listen: true, requestTimeout: 50 })
    return sendRaw(mock.url, 'POST /api/v2/oauth/token HTTP/1.1\r\nhost: localhost\r\n')
  },
  internalError: async ({ mock }, t) => {
    const lines: string[] = []
    const broken = () => {
      throw new Error('a fault of ours')
    }
    const app = await appWith(t, { GetAuthorizedUser: broken }, (line) => lines.push(line))
    const headers = { authorization: mock.tokens.anna ?? '' }
    const { statusCode, body } = await app.inject({ url: '/api/v2/user', headers })
    t.match(lines, [/^error: GET \/api\/v2\/user: Error: a fault of ours\n\s+at /], 'the stack is in the log')
    return { status: statusCode, headers: new Headers(), body: JSON.parse(body) }
  },
}

t.test('the catalogue', async (t) => {
  const started = await start(t, { listen: true })
  const { body } = await started.withToken().get('/__mock/errors')
  const listed: { name: RefusalName; token: string }[] = body.errors

  await t.test('is what GET /__mock/errors lists, whole and in order', async (t) => {
    t.same(
      listed.map(({ name }) => name),
      refusalNames,
    )
    for (const { token, name, ...entry } of listed) t.same(entry, catalogue[name])
    t.equal(new Set(listed.map(({ token }) => token)).size, refusalNames.length, 'each has a test token of its own')
  })

  for (const [name, cause] of Object.entries(causes)) {
    await t.test(`${name} is provoked by its cause`, async (t) => {
      if (!isRefusal(name)) throw new Error(`the catalogue has no ${name}`)
      const provoked = await cause(started, t)
      if ('answer' in provoked) refused(t, provoked.answer, name, provoked.value)
      else refused(t, provoked, name)
    })
  }

  for (const { name, token } of listed) {
    await t.test(`${name} is provoked by ${token}`, async (t) => {
      isEntry(t, await started.withToken(token).get('/api/v2/user'), catalogue[name])
    })
  }

  await t.test('holds every code that clients of the mission meet', async (t) => {
    const numbers =
      '007 010 011 013 014 017 018 019 021 023 025 026 027 029 030 031 032 033 034 035 036 037 038 039 040'
    const more = '041 042 043 044 045 077'
    const codes = [...`${numbers} ${more}`.split(' ').map((number) => `OAUTH_${number}`), 'APP_001', 'APP_002']
    const held = new Set<string | null>(refusalNames.map((name) => catalogue[name].ECODE))
    for (const code of [...codes, 'INPUT_001', 'INPUT_002', 'INPUT_003', 'INPUT_004', 'INPUT_005', 'INPUT_011']) {
      t.ok(held.has(code), code)
    }
  })

  await t.test('has the fields its first file explains, and no others', async (t) => {
    const fields = ['ECODE', 'status', 'err', 'example', 'when', 'where', 'seen', 'step', 'assumed', 'note', 'sources']
    const marks = ['typical', 'html', 'text', 'more', 'dialect']
    for (const name of refusalNames) {
      t.same(
        Object.keys(catalogue[name]).filter((key) => ![...fields, ...marks].includes(key)),
        [],
        name,
      )
    }
  })

  await t.test('has a text wherever ClickUp answers JSON, and a code unless a service of version 3 does', async (t) => {
    for (const name of refusalNames) {
      const { err, ECODE, html = false, text = false, dialect } = catalogue[name]
      t.same([err === null, ECODE === null], [html, html || text || dialect === 'v3'], name)
    }
  })

  await t.test('is provoked by cause wherever an operation that is built declares it', async (t) => {
    for (const name of declaredRefusals()) t.ok(causes[name], `${name} has its cause in the table above`)
  })

  const onlyByFault = refusalNames.filter((name) => !(name in causes))
  t.comment(`only by fault (${onlyByFault.length} of ${refusalNames.length}): ${onlyByFault.join(', ')}`)
})

t.test('the checks run in ClickUp’s order: header, token, ids, limiter, access', async (t) => {
  const { as, withToken } = await start(t, { rateLimit: 1 })
  const seats = (id: string) => `/api/v2/team/${id}/seats`
  t.equal((await as.anna.get(seats('9001001'))).status, 200, 'the limit is used up')
  const calls: readonly [token: string | undefined, path: string, name: RefusalName, value?: string][] = [
    [undefined, seats('abc'), 'tokenMissing'],
    ['pk_junk', seats('abc'), 'personalTokenInvalid'],
    ['anna', seats('abc'), 'workspaceIdMalformed', 'abc'],
    ['anna', seats('1'), 'workspaceUnknown'],
    ['ben', seats('9001002'), 'teamsNotAuthorized'],
    ['anna', seats('9001001'), 'rateLimited'],
  ]
  for (const [token, path, name, value] of calls) {
    const answer = await (token === 'anna' || token === 'ben' ? as[token] : withToken(token)).get(path)
    refused(t, answer, name, value)
    const isCounted = name === 'rateLimited' || name === 'teamsNotAuthorized'
    t.equal(answer.headers.has('x-ratelimit-limit'), isCounted, 'the limiter counts and tells what passed the ids')
  }
})

t.test('a refusal', async (t) => {
  await t.test('is thrown by its name', async (t) => {
    t.throws(() => refuse('workspaceIdMalformed', 'x'), new Refusal('workspaceIdMalformed', 'x'))
  })

  const entry = catalogue.workspaceIdMalformed
  const bodies = [
    ['shows its example where no value is known', refusalBody(entry), { err: entry.example, ECODE: 'SHARD_024' }],
    [
      'shows the value to the letter',
      refusalBody(entry, "$& $'"),
      { err: "Invalid workspace id: $& $'", ECODE: 'SHARD_024' },
    ],
    ['is empty where the body is none', refusalBody(catalogue.geoBlocked), { err: '' }],
    [
      'may have further keys',
      refusalBody({ ...entry, more: { a: [1] } }, '7'),
      { err: 'Invalid workspace id: 7', ECODE: 'SHARD_024', a: [1] },
    ],
  ] as const
  for (const [title, body, expected] of bodies) {
    await t.test(title, async (t) => {
      t.same(body, expected)
    })
  }
})

/** Asserts that an answer is an entry of the catalogue: a page, plain text, or `err` and `ECODE` in wire order. */
function isEntry(t: Test, { status, headers, body }: TestAnswer, entry: CatalogueEntry): void {
  const { err, example = err, ECODE, html, text } = entry
  t.equal(status, entry.status)
  const type = html ? 'text/html' : text ? 'text/plain' : 'application/json'
  t.equal(headers.get('content-type'), `${type}; charset=utf-8`)
  if (html) t.match(body, /^<!doctype html>/)
  else if (text) t.equal(body, `${err}\n`)
  else
    t.same(
      Object.entries(body),
      ECODE === null
        ? [['err', example]]
        : [
            ['err', example],
            ['ECODE', ECODE],
          ],
    )
}

function isRefusal(name: string): name is RefusalName {
  return name in catalogue
}

/** What the specs name for operations and path parameters; test/contract.test.ts makes sure that each exists. */
function declaredRefusals(): RefusalName[] {
  const found = new Set<string>()
  JSON.stringify(readDocument('clickup'), (key, value) => {
    if (['x-malformed', 'x-foreign', 'x-hidden', 'x-unknown'].includes(key)) found.add(value)
    if (key === 'x-refusals') for (const name of value) found.add(name)
    return value
  })
  return [...found].filter(isRefusal)
}
