// Strict mode: ClickUp's answer stays what it is; that the client sent nonsense is a violation, which fails verify.
import t from 'tap'
import { appOf, codeFor, exchange } from '../help/oauth.js'
import { type Started, start, type TestAnswer } from '../help/start.js'

const TOKEN = '/api/v2/oauth/token'

/** What a client may do wrong without hearing of it, and what strict mode says. */
const nonsense: readonly [
  what: string,
  call: (started: Started) => Promise<TestAnswer>,
  status: number,
  said: string,
][] = [
  [
    'an unknown parameter',
    ({ as }) => as.anna.get('/api/v2/team?page_size=100'),
    200,
    'query page_size is ignored by ClickUp',
  ],
  [
    'a parameter of another operation',
    ({ as }) => as.anna.get('/api/v2/team/9001001/plan?state=x'),
    200,
    'query state is ignored by ClickUp',
  ],
  [
    'an unknown key of a body',
    async (started) =>
      started.withToken().post(TOKEN, { ...exchange(appOf(started.mock), await codeFor(started)), scope: 'all' }),
    200,
    'body scope is ignored by ClickUp',
  ],
  [
    'a type that ClickUp coerces',
    async (started) =>
      started.withToken().post(TOKEN, { ...exchange(appOf(started.mock), await codeFor(started)), grant_type: 1 }),
    200,
    'body grant_type must be string',
  ],
  [
    'a list where one value is meant',
    ({ withToken }) => withToken().post(`${TOKEN}?code=a&code=b`),
    401,
    'query code must be string',
  ],
]

t.test('strict mode', async (t) => {
  for (const [what, call, status, said] of nonsense) {
    await t.test(`answers ${what} as ClickUp does, and fails verify`, async (t) => {
      const [strict, lax] = [await start(t, { strict: true }), await start(t)]
      const [answer, usual] = [await call(strict), await call(lax)]
      t.equal(answer.status, status)
      t.same(shown(answer), shown(usual), 'the answer is the same')
      for (const { mock } of [strict, lax]) {
        const last = mock.journal().at(-1)
        t.same(last?.violations, [said], 'the journal knows, strict or not')
        t.same(mock.control.listCalls({ violations: true }).calls, [last])
      }
      const { id } = strict.mock.journal().at(-1) ?? {}
      t.match(strict.mock.control.verify(), { pass: false, violations: [`${id}: ${said}`] })
      t.match(lax.mock.control.verify(), { pass: true, violations: [] })
    })
  }

  await t.test('passes a client that sends nothing odd, whatever it is answered', async (t) => {
    const started = await start(t, { strict: true })
    const { mock, as, withToken } = started
    await withToken().post(TOKEN, exchange(appOf(mock), await codeFor(started)))
    for (const path of ['/api/v2/user', '/api/v2/team', '/api/v2/team/abc/plan', '/api/v2/nothing?a=1']) {
      await as.anna.get(path)
    }
    await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': '503' } })
    t.match(mock.control.verify(), { pass: true, violations: [] })
  })

  await t.test('judges each sandbox by itself', async (t) => {
    const { mock, as } = await start(t, { strict: true })
    await as.anna.get('/s/one/api/v2/user?odd=1')
    t.equal(mock.sandbox('one').control.verify().pass, false)
    t.equal(mock.control.verify().pass, true)
    t.match(mock.control.listSandboxes().sandboxes, [
      { name: 'default', violations: 0 },
      { name: 'one', violations: 1 },
    ])
  })
})

/** All of an answer but the machine's time. */
function shown({ status, headers, body }: TestAnswer): object {
  return { status, body, headers: [...headers].filter(([name]) => name !== 'date') }
}
