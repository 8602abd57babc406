// Tokens: what the Authorization header may hold, and how tokens end.
import t from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { InputError } from '../../src/index.js'
import { logIn } from '../help/oauth.js'
import { refused, start } from '../help/start.js'

const USER = '/api/v2/user'
const ANNA = 'pk_100001_FAKETOKENANNA0000000000000000001'
const SYNC = '100001_fa4e000000000000000000000000000000000000000000000000000000005717'
const REVOKED = '100002_fa4e00000000000000000000000000000000000000000000000000000000dead'

const headers: readonly [what: string, header: string | undefined, outcome: number | RefusalName][] = [
  ['no header', undefined, 'tokenMissing'],
  ['an empty one', '', 'tokenMissing'],
  ['blanks', '  ', 'tokenMissing'],
  ['a live personal token, raw', ANNA, 100001],
  ['a live personal token between blanks', ` ${ANNA} `, 100001],
  ['a personal token that nobody has', 'pk_100001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'personalTokenInvalid'],
  ['a personal token cut short', ANNA.slice(0, -1), 'personalTokenInvalid'],
  ['a personal token in lower case', ANNA.toLowerCase(), 'personalTokenInvalid'],
  ['pk_ alone', 'pk_', 'personalTokenInvalid'],
  ['a live personal token behind Bearer', `Bearer ${ANNA}`, 'personalTokenInvalid'],
  ['a live OAuth token behind Bearer', `Bearer ${SYNC}`, 100001],
  ['a live OAuth token behind bearer', `bearer ${SYNC}`, 100001],
  ['a live OAuth token behind BEARER and blanks', `BEARER   ${SYNC}`, 100001],
  ['a live OAuth token, raw', SYNC, 100001],
  ['an unknown OAuth token', SYNC.replace('5717', '0000'), 'oauthTokenNotFound'],
  ['junk', 'junk', 'oauthTokenNotFound'],
  ['junk behind Bearer', 'Bearer junk', 'oauthTokenNotFound'],
  ['Bearer null', 'Bearer null', 'oauthTokenNotFound'],
  ['Bearer undefined', 'Bearer undefined', 'oauthTokenNotFound'],
  ['Bearer alone', 'Bearer', 'oauthTokenNotFound'],
  ['another scheme', `Token ${SYNC}`, 'oauthTokenNotFound'],
  ['Basic', 'Basic eDp5', 'oauthTokenNotFound'],
  ['a token without its blank', `Bearer${SYNC}`, 'oauthTokenNotFound'],
  ['a revoked OAuth token', REVOKED, 'oauthTokenNotFound'],
  ['a revoked OAuth token behind Bearer', `Bearer ${REVOKED}`, 'oauthTokenNotFound'],
]

t.test('GetAuthorizedUser', async (t) => {
  const { mock, withToken } = await start(t)
  for (const [what, header, outcome] of headers) {
    await t.test(`with ${what} ${typeof outcome === 'number' ? 'answers' : `is ${outcome}`}`, async (t) => {
      const answer = await withToken(header).get(USER)
      if (typeof outcome === 'number') t.match(answer, { status: 200, body: { user: { id: outcome } } })
      else {
        refused(t, answer, outcome)
        t.equal(answer.headers.get('x-ratelimit-limit'), null, 'and is not counted')
      }
    })
  }

  await t.test('asks for the token before it looks at the rest', async (t) => {
    for (const path of ['/api/v2/team/abc/plan', '/api/v2/team/1/plan', '/api/v2/nothing']) {
      refused(t, await withToken().get(path), 'tokenMissing')
      refused(t, await withToken('pk_junk').get(path), 'personalTokenInvalid')
    }
  })

  await t.test('hides tokens that are not its own from the journal', async (t) => {
    const live = 'pk_4711_THISCOULDBEAREALTOKENOFSOMEBODY0'
    await withToken(live).get(USER)
    t.equal(mock.journal().at(-1)?.token, 'pk_471…')
  })
})

t.test('a token', async (t) => {
  const started = await start(t)
  const { mock, as, withToken } = started

  await t.test('is a personal one of the documented form', async (t) => {
    t.match(mock.regenerateToken(mock.tokens.gina ?? ''), /^pk_100005_[A-Z0-9]{32}$/)
  })

  await t.test('dies at once when the personal token is regenerated', async (t) => {
    const old = mock.tokens.anna ?? ''
    t.equal((await as.anna.get(USER)).status, 200)
    const next = mock.regenerateToken(old)
    t.not(next, old)
    refused(t, await as.anna.get(USER), 'personalTokenInvalid')
    t.match(await withToken(next).get(USER), { status: 200, body: { user: { id: 100001 } } })
  })

  await t.test('dies at once when it is revoked', async (t) => {
    const token = await logIn(started, { user: 100002 })
    const sibling = await logIn(started, { user: 100002 })
    t.equal((await withToken(token).get(USER)).status, 200)
    mock.revokeToken(token)
    refused(t, await withToken(token).get(USER), 'oauthTokenNotFound')
    refused(t, await withToken(`Bearer ${token}`).get('/api/v2/team/abc/seats'), 'oauthTokenNotFound')
    t.equal((await withToken(sibling).get(USER)).status, 200, 'the others live on')
    mock.revokeToken(mock.tokens.ben ?? '')
    refused(t, await as.ben.get(USER), 'personalTokenInvalid')
  })

  await t.test('does not expire', async (t) => {
    const token = await logIn(started, { user: 100003 })
    mock.clock.advance(20 * 365 * 24 * 3_600_000)
    t.equal((await withToken(token).get(USER)).status, 200)
    t.equal((await as.chloe.get(USER)).status, 200)
  })

  await t.test('that is not there can neither be revoked nor regenerated', async (t) => {
    t.throws(() => mock.revokeToken('pk_junk'), InputError)
    t.throws(() => mock.regenerateToken('pk_junk'), InputError)
    t.throws(() => mock.regenerateToken(SYNC), InputError, 'an OAuth token is not regenerated')
  })

  await t.test('comes back with a reset', async (t) => {
    mock.reset()
    t.equal((await as.anna.get(USER)).status, 200)
  })
})

t.test('the option auth', async (t) => {
  const any: readonly [header: string | undefined, outcome: number | RefusalName][] = [
    [undefined, 'tokenMissing'],
    ['', 'tokenMissing'],
    ['junk', 100001],
    ['Bearer junk', 100001],
    ['pk_junk', 100001],
    [REVOKED, 100001],
    [ANNA, 100001],
    ['pk_100002_FAKETOKENBEN00000000000000000001', 100002],
    ['Bearer pk_100002_FAKETOKENBEN00000000000000000001', 100002],
  ]
  for (const [header, outcome] of any) {
    await t.test(`any takes ${header === undefined ? 'no header' : JSON.stringify(header)}: ${outcome}`, async (t) => {
      const { withToken } = await start(t, { auth: 'any' })
      const answer = await withToken(header).get(USER)
      if (typeof outcome === 'number') t.match(answer, { status: 200, body: { user: { id: outcome } } })
      else refused(t, answer, outcome)
    })
  }

  await t.test('any shows the first user’s Workspaces to a token that nobody has', async (t) => {
    const { withToken } = await start(t, { auth: 'any' })
    const { body } = await withToken('junk').get('/api/v2/team')
    t.same(
      body.teams.map(({ id }: { id: string }) => id),
      ['9001001', '9001002'],
    )
  })

  await t.test('any refuses as ever where there is nobody to stand for', async (t) => {
    const { withToken } = await start(t, { auth: 'any', seed: 'empty' })
    refused(t, await withToken('pk_junk').get(USER), 'personalTokenInvalid')
    refused(t, await withToken('junk').get(USER), 'oauthTokenNotFound')
  })
})

t.test('what is derived has the documented forms', async (t) => {
  const seed = {
    users: { ann: { email: 'ann@example.com' } },
    workspaces: { home: { members: { ann: 'owner' as const } } },
    apps: { own: { redirect_uris: ['http://localhost'] } },
    tokens: [{ user: 'ann' }, { user: 'ann', app: 'own' }],
  }
  const { mock } = await start(t, { seed })
  t.match(mock.tokens.ann, /^pk_\d+_[A-Z0-9]{32}$/)
  t.match(mock.apps.own, { client_id: /^[A-Z0-9]{32}$/, client_secret: /^[A-Z0-9]{64}$/ })
  const secrets = [mock.tokens.ann, mock.apps.own?.client_id, mock.apps.own?.client_secret]
  for (const secret of secrets) t.match(secret, 'FAKE', 'and no secret scanner takes them for live ones')
})
