// Suggestions for mistyped names.
import t from 'tap'
import { nearest, suggestion } from '../src/input/nearest.js'

const operations = ['GetAccessToken', 'GetAuthorizedUser', 'GetAuthorizedTeams', 'GetWorkspaceseats']

t.test('nearest', async (t) => {
  const cases: readonly (readonly [name: string, names: readonly string[], found: readonly string[]])[] = [
    ['prot', ['host', 'port', 'plan'], ['port']],
    ['PORT', ['port'], ['port']],
    ['GetUser', operations, ['GetAuthorizedUser']],
    ['get_team', operations, ['GetAuthorizedTeams']],
    ['authorized', operations, ['GetAuthorizedUser', 'GetAuthorizedTeams']],
    ['Get', operations, ['GetAccessToken', 'GetAuthorizedUser', 'GetWorkspaceseats']],
    ['warning', ['error', 'warn', 'info'], ['warn']],
    ['OAUTH_27', ['APP_001', 'OAUTH_027'], ['OAUTH_027']],
    ['DeleteUser', operations, []],
    ['x', ['id', 'name'], []],
    ['<<', ['id'], []],
    ['', ['id'], []],
    ['x', [], []],
    ['prot', [...Array.from({ length: 1_000 }, (_, index) => `name-${index}`), 'port'], []],
    ['port'.repeat(1_000_000), ['port'.repeat(999_999), 'port'], []],
    ['prot', ['port'.repeat(1_000_000), 'port'], ['port']],
  ]
  for (const [name, names, found] of cases) t.same(nearest(name, names), found, name)
})

t.test('suggestion', async (t) => {
  t.equal(suggestion('prot', ['port']), 'did you mean port?')
  t.equal(suggestion('busines', ['business', 'business_plus']), 'did you mean business or business_plus?')
  t.equal(suggestion('x', ['port', 'host']), 'there is port, host')
  t.equal(suggestion('x', []), 'there is none')
  t.equal(
    suggestion(
      'x',
      Array.from({ length: 41 }, (_, index) => `name${index}`),
    ),
    'nothing has a similar name',
  )
})
