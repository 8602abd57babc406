// What a tester does → which code the client then sees. docs/what-you-do.md shows this table; the last test compares them.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { appOf, authorizePath, exchange, wayBack } from '../help/oauth.js'
import type { TestAnswer } from '../help/start.js'
import { giveUp, type Twins, twins } from '../help/twins.js'

interface Row {
  /** In the words of the document. */
  readonly you: string
  readonly call: string
  readonly client: string
  readonly sees: string
  /** Does it in both worlds, and tells what the client saw. */
  readonly act: (pair: Twins) => Promise<string>
}

const USER = '/api/v2/user'
const NORTHWIND = '9001001'

const table: readonly Row[] = [
  {
    you: 'revoke an OAuth token',
    call: 'revokeToken',
    client: 'calls with it',
    sees: '401 OAUTH_019',
    act: async (pair) => {
      const token = await minted(pair)
      await pair.ask('revokeToken', { token })
      return code(await pair.withToken(token).get(USER))
    },
  },
  {
    you: 'revoke a personal token',
    call: 'revokeToken',
    client: 'calls with it',
    sees: '401 OAUTH_025',
    act: async ({ ask, as, tokens }) => {
      await ask('revokeToken', { token: tokens.anna })
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'regenerate a personal token',
    call: 'regenerateToken',
    client: 'calls with the old one',
    sees: '401 OAUTH_025',
    act: async ({ ask, as, tokens }) => {
      await ask('regenerateToken', { token: tokens.anna })
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'go back to a snapshot from before the token was made',
    call: 'restore',
    client: 'calls with it',
    sees: '401 OAUTH_019',
    act: async (pair) => {
      await pair.ask('snapshot', { name: 'before' })
      const token = await minted(pair)
      await pair.ask('restore', { name: 'before' })
      return code(await pair.withToken(token).get(USER))
    },
  },
  {
    you: 'delete the sandbox the token was made in',
    call: 'deleteSandbox',
    client: 'calls with it',
    sees: '401 OAUTH_019',
    act: async ({ ask, doors, withToken }) => {
      const [token] = doors.map(({ mock }) => {
        const { control } = mock.sandbox('other')
        return control.mintToken({ user: 'anna', app: 'sync' }).token.token
      })
      if ((await withToken(token).get(USER)).status !== 200) throw new Error('the token opens nothing yet')
      await ask('deleteSandbox', { name: 'other' })
      return code(await withToken(token).get(USER))
    },
  },
  {
    you: 'withdraw a Workspace from an app',
    call: 'setGrant',
    client: 'asks for that Workspace',
    sees: '401 OAUTH_023',
    act: async (pair) => {
      const token = await minted(pair)
      await pair.ask('setGrant', { app: 'sync', user: 'anna', workspaces: ['harbor'] })
      return code(await pair.withToken(token).get(`/api/v2/team/${NORTHWIND}/plan`))
    },
  },
  {
    you: 'withdraw every Workspace from an app',
    call: 'setGrant',
    client: 'asks for its Workspaces',
    sees: '200 and an empty list',
    act: async (pair) => {
      const token = await minted(pair)
      await pair.ask('setGrant', { app: 'sync', user: 'anna', workspaces: [] })
      const { status, body } = await pair.withToken(token).get('/api/v2/team')
      return `${status} and ${body.teams.length === 0 ? 'an empty list' : 'Workspaces'}`
    },
  },
  {
    you: 'put a member out of a Workspace',
    call: 'removeMember',
    client: 'asks for that Workspace',
    sees: '401 OAUTH_023',
    act: async ({ ask, as }) => {
      await ask('removeMember', { workspace: 'northwind', user: 'ben' })
      return code(await as.ben.get(`/api/v2/team/${NORTHWIND}/seats`))
    },
  },
  {
    you: 'make a member a guest',
    call: 'changeMember',
    client: 'reads the members',
    sees: '200 and role 4',
    act: async ({ ask, as }) => {
      await ask('changeMember', { workspace: 'northwind', user: 'ben', role: 'guest' })
      const { status, body } = await as.ben.get('/api/v2/team')
      const ben = body.teams[0].members.find(({ user }: { user: { id: number } }) => user.id === 100002)
      return `${status} and role ${ben.user.role}`
    },
  },
  {
    you: "change a Workspace's plan to enterprise",
    call: 'changeWorkspace',
    client: 'calls with a token of that Workspace',
    sees: '200 and X-RateLimit-Limit 10000',
    act: async ({ ask, as }) => {
      await ask('changeWorkspace', { workspace: 'northwind', plan: 'enterprise' })
      const { status, headers } = await as.anna.get(USER)
      return `${status} and X-RateLimit-Limit ${headers.get('x-ratelimit-limit')}`
    },
  },
  {
    you: 'use up a token',
    call: 'exhaustToken',
    client: 'calls with it',
    sees: '429 APP_002',
    act: async ({ ask, as, tokens }) => {
      await ask('exhaustToken', { token: tokens.anna })
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'set the limit to 1',
    call: 'setLimit',
    client: 'calls a second time within a minute',
    sees: '429 APP_002',
    act: async ({ ask, as }) => {
      await ask('setLimit', { limit: 1 })
      await as.anna.get(USER)
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'move the clock past the end of the window',
    call: 'advanceClock',
    client: 'calls with a limited token',
    sees: '200',
    act: async ({ ask, as, tokens }) => {
      await ask('exhaustToken', { token: tokens.anna })
      await ask('advanceClock', { ms: 60_000 })
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'move the clock by ten minutes',
    call: 'advanceClock',
    client: 'exchanges a code from before',
    sees: '401 OAUTH_013',
    act: async (pair) => {
      await pair.ask('setConsent', { mode: 'accept' })
      const authorized = wayBack(await authorize(pair)).searchParams.get('code') ?? ''
      await pair.ask('advanceClock', { ms: 600_000 })
      const app = appOf(pair.doors[0].mock)
      return code(await pair.withToken().post('/api/v2/oauth/token', exchange(app, authorized)))
    },
  },
  {
    you: "change an app's redirect URIs",
    call: 'changeApp',
    client: 'sends the person to the consent page with an old one',
    sees: '400 OAUTH_007',
    act: async (pair) => {
      await pair.ask('changeApp', { app: 'dashboard', redirect_uris: ['https://new.example'] })
      return code(await authorize(pair))
    },
  },
  {
    you: 'go back to a snapshot from before the app was registered',
    call: 'restore',
    client: 'sends the person to the consent page',
    sees: '401 OAUTH_010',
    act: async (pair) => {
      await pair.ask('snapshot', { name: 'before' })
      const { app } = await pair.ask('registerApp', { name: 'New', redirect_uris: ['https://new.example'] })
      await pair.ask('restore', { name: 'before' })
      return code(await authorize(pair, app))
    },
  },
  {
    you: 'script the next consent to reject',
    call: 'setConsent',
    client: 'sends the person to the consent page',
    sees: '302 and error=access_denied',
    act: async (pair) => {
      await pair.ask('setConsent', { mode: 'reject', times: 1 })
      const answer = await authorize(pair)
      return `${answer.status} and error=${wayBack(answer).searchParams.get('error')}`
    },
  },
  {
    you: 'script the next consent to wait',
    call: 'setConsent',
    client: 'sends the person to the consent page',
    sees: 'no answer',
    act: async ({ ask, doors }) => {
      await ask('setConsent', { mode: 'wait', times: 1 })
      const calls = await Promise.all(doors.map(({ mock }) => giveUp(mock, authorizePath(appOf(mock)))))
      return calls.every(({ status }) => status === 0) ? 'no answer' : 'an answer in the journal'
    },
  },
  {
    you: 'add a fault for an operation',
    call: 'addFault',
    client: 'calls it',
    sees: '401 OAUTH_027',
    act: async ({ ask, as }) => {
      await ask('addFault', { fault: 'OAUTH_027', operation: 'GetAuthorizedUser' })
      return code(await as.anna.get(USER))
    },
  },
  {
    you: 'run the scenario outage',
    call: 'runScenario',
    client: 'calls anything',
    sees: '503',
    act: async ({ ask, as }) => {
      await ask('runScenario', { name: 'outage' })
      return code(await as.anna.get('/api/v2/team'))
    },
  },
  {
    you: 'run the scenario token-revoked-mid-run',
    call: 'runScenario',
    client: 'calls the fourth time with an OAuth token',
    sees: '401 OAUTH_019',
    act: async (pair) => {
      const client = pair.withToken(await minted(pair))
      await pair.ask('runScenario', { name: 'token-revoked-mid-run' })
      for (let call = 1; call <= 3; call++) await client.get(USER)
      return code(await client.get(USER))
    },
  },
  {
    you: 'reset to an empty world (`hard`)',
    call: 'reset',
    client: 'calls with a personal token',
    sees: '401 OAUTH_025',
    act: async ({ ask, as }) => {
      await ask('reset', { hard: true })
      return code(await as.anna.get(USER))
    },
  },
]

for (const { you, call, client, sees, act } of table) {
  t.test(`${call}: you ${you}, the client ${client}`, async (t) => {
    t.equal(await act(await twins(t)), sees)
  })
}

t.test('docs/what-you-do.md shows this table', async (t) => {
  const text = readFileSync('docs/what-you-do.md', 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  t.same(rows, [
    '| What you do | Operation | What the client then does | What it sees |',
    ...table.map(({ you, call, client, sees }) => `| ${you} | \`${call}\` | ${client} | ${marked(sees)} |`),
  ])
})

/** Status, code and header as code, the words between them as words. */
function marked(sees: string): string {
  return sees.replace(/\b(\d{3}( [A-Z]+_\d{3})?|X-RateLimit-Limit \d+|error=\w+)(?![\w])/g, '`$1`')
}

async function minted({ ask }: Twins): Promise<string> {
  return (await ask('mintToken', { user: 'anna', app: 'sync', workspaces: ['northwind', 'harbor'] })).token.token
}

function authorize({ withToken, doors }: Twins, app: { client_id: string } = appOf(doors[0].mock)) {
  return withToken().get(authorizePath(app), { headers: { accept: 'application/json' } })
}

function code({ status, body }: TestAnswer): string {
  return [status, body.ECODE].filter(Boolean).join(' ')
}
