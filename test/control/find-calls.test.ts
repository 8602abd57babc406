// Finding calls: by what they are, since when, and how many; through both doors.
import t, { type Test } from 'tap'
import type { ControlMethods } from '../../src/index.js'
import { InputError } from '../../src/index.js'
import { start } from '../help/start.js'

const NOW = Date.UTC(2026, 0, 5, 9)
type Filter = NonNullable<Parameters<ControlMethods['listCalls']>[0]>

/** Six calls, a second apart: m-1 at NOW, m-2 at NOW + 1,000 … */
async function called(t: Test) {
  const started = await start(t)
  const { mock, as, withToken } = started
  const calls = [
    () => as.anna.get('/api/v2/team/9001001/plan'),
    () => as.ben.get('/api/v2/team/9001002/plan'),
    () => as.anna.get('/api/v2/user?page_size=5'),
    () => withToken().get('/api/v2/user'),
    () => withToken('none').post('/api/v2/oauth/token', { client_id: 'x', odd: 1 }),
    () => as.anna.get('/api/v2/nothing'),
  ]
  for (const call of calls) {
    await call()
    mock.clock.advance(1_000)
  }
  return started
}

t.test('listCalls', async (t) => {
  const { mock, withToken } = await called(t)
  const { anna = '', ben = '' } = mock.tokens
  const filters: readonly [filter: Filter, ids: string][] = [
    [{}, '123456'],
    [{ operation: 'GetWorkspaceplan' }, '12'],
    [{ method: 'POST' }, '5'],
    [{ method: 'DELETE' }, ''],
    [{ path: '/api/v2/user' }, '34'],
    [{ path: '/v2/user' }, '34'],
    [{ path: '/v2/team/*' }, '12'],
    [{ path: '*/user' }, '34'],
    [{ path: '/v2/team/{team_id}/plan' }, '12'],
    [{ path: '/v2/{one}' }, '346'],
    [{ path: '/v2/use' }, ''],
    [{ path: '/v2/us.r' }, ''],
    [{ status: 200 }, '13'],
    [{ status: 401 }, '25'],
    [{ ecode: 'OAUTH_023' }, '2'],
    [{ ecode: 'oauth_023' }, ''],
    [{ token: anna }, '136'],
    [{ token: ben }, '2'],
    [{ token: 'none' }, '5'],
    [{ since: 'm-4' }, '56'],
    [{ since: 'm-6' }, ''],
    [{ since: String(NOW + 2_999) }, '456'],
    [{ since: String(NOW + 3_000) }, '56'],
    [{ since: '0' }, '123456'],
    [{ violations: true }, '35'],
    [{ violations: false }, '1246'],
    [{ limit: 2 }, '56'],
    [{ limit: 99 }, '123456'],
    [{ token: anna, status: 200, since: 'm-1' }, '3'],
    [{ operation: 'GetAuthorizedUser', ecode: 'OAUTH_017' }, '4'],
    [{ status: 200, limit: 1 }, '3'],
  ]
  for (const [filter, ids] of filters) {
    await t.test(`finds by ${JSON.stringify(filter)}`, async (t) => {
      const found = mock.control.listCalls(filter)
      t.equal(found.calls.map(({ id }) => id.slice(2)).join(''), ids)
      const { limit, ...wanted } = filter
      t.equal(found.count, mock.control.listCalls(wanted).calls.length, 'it counts those that limit leaves out')
      const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))
      t.same((await withToken().get(`/__mock/calls?${query}`)).body, found, 'the other door finds the same')
    })
  }

  const wrong: readonly [query: string, where: RegExp, what: RegExp][] = [
    ['operaton=GetAuthorizedUser', /operaton/, /no key "operaton" here.*did you mean operation/],
    ['operation=GetAuthorisedUser', /operation/, /no operation.*did you mean GetAuthorizedUser/],
    ['method=FETCH', /method/, /FETCH/],
    ['method=get', /method/, /did you mean GET/],
    ['path=v2/user', /path/, /v2\/user/],
    ['status=ok', /status/, /ok/],
    ['status=2.5', /status/, /2\.5/],
    ['status=200&status=201', /status/, /list/],
    ['since=m-99', /since/, /no call "m-99".*the id of a call the journal still has, or a time in ms/],
    ['since=yesterday', /since/, /no call "yesterday"/],
    ['violations=maybe', /violations/, /maybe/],
    ['limit=0', /limit/, /0/],
    ['limit=-1', /limit/, /-1/],
  ]
  for (const [query, where, what] of wrong) {
    await t.test(`refuses ${query}`, async (t) => {
      const { status, body } = await withToken().get(`/__mock/calls?${query}`)
      t.equal(status, 400)
      t.equal(body.problems.length, 1)
      t.match(body.problems[0].where, where)
      t.match(`${body.problems[0].what}; ${body.problems[0].right ?? ''}`, what)
      const params = new URLSearchParams(query)
      const input = Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)]))
      const single = Object.fromEntries(Object.entries(input).map(([name, all]) => [name, all[1] ? all : all[0]]))
      t.throws(() => mock.control.listCalls(single as Filter), InputError, 'so does the method')
    })
  }

  await t.test('refuses a body, which it does not take', async (t) => {
    t.match(await withToken().send('DELETE', '/__mock/calls', { body: { since: 'm-1' } }), {
      status: 400,
      body: { problems: [{ where: '/since', what: 'there is no key "since" here', right: 'it takes none' }] },
    })
    t.equal(mock.journal().length, 6, 'nothing was emptied')
  })
  await t.test('refuses a call that was forgotten', async (t) => {
    mock.control.clearCalls()
    t.throws(() => mock.control.listCalls({ since: 'm-1' }), { message: /since: there is no call "m-1"/ })
  })
})
