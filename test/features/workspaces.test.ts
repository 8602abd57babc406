// /user and /team: every key of the recordings of June 2025, in the order of the wire.
import t from 'tap'
import { guestFlags } from '../../src/model/people-rows.js'
import { logIn } from '../help/oauth.js'
import { refused, start } from '../help/start.js'

const NORTHWIND = '9001001'
const HARBOR = '9001002'

const userKeys = [
  'id',
  'username',
  'email',
  'color',
  'profilePicture',
  'initials',
  'week_start_day',
  'global_font_support',
  'timezone',
]
const teamKeys = ['id', 'name', 'color', 'avatar', 'members']
const memberUserKeys = [
  'id',
  'username',
  'email',
  'color',
  'profilePicture',
  'initials',
  'role',
  'role_subtype',
  'role_key',
  'custom_role',
  'last_active',
  'date_joined',
  'date_invited',
]
const inviterKeys = ['id', 'username', 'color', 'email', 'initials', 'profilePicture', 'banned_date', 'status']

interface Member {
  readonly user: Readonly<Record<string, unknown>>
  readonly invited_by?: Readonly<Record<string, unknown>>
}
interface Team {
  readonly id: string
  readonly name: string
  readonly members: readonly Member[]
}

t.test('GetAuthorizedUser', async (t) => {
  const { as } = await start(t)

  await t.test('shows every key of the recordings, in wire order', async (t) => {
    for (const client of Object.values(as)) {
      const { status, body } = await client.get('/api/v2/user')
      t.equal(status, 200)
      t.same(Object.keys(body), ['user'])
      t.same(Object.keys(body.user), userKeys)
    }
  })

  await t.test('shows the user as the fixture has them', async (t) => {
    t.same((await as.anna.get('/api/v2/user')).body.user, {
      id: 100001,
      username: 'Anna Brandt',
      email: 'anna@northwind.example',
      color: '#5f55ee',
      profilePicture: null,
      initials: 'AB',
      week_start_day: 1,
      global_font_support: true,
      timezone: 'Europe/Berlin',
    })
    t.match((await as.ben.get('/api/v2/user')).body.user, { week_start_day: 0 }, 'Sunday is 0, not absent')
    t.match((await as.chloe.get('/api/v2/user')).body.user, { color: null, week_start_day: null })
  })
})

/** The owner was invited by nobody; only guests have flags. */
function memberKeys(role: string): string[] {
  if (role === 'owner') return ['user']
  return ['user', 'invited_by', ...(role === 'guest' ? guestFlags : [])]
}

t.test('GetAuthorizedTeams', async (t) => {
  const started = await start(t)
  const { as, withToken } = started
  const teamsOf = async (client: (typeof as)['anna']): Promise<Team[]> => (await client.get('/api/v2/team')).body.teams

  await t.test('lists the Workspaces the user has joined', async (t) => {
    const names = async (client: (typeof as)['anna']) => (await teamsOf(client)).map(({ id, name }) => [id, name])
    t.same(await names(as.anna), [
      [NORTHWIND, 'Northwind'],
      [HARBOR, 'Harbor Lab'],
    ])
    t.same(await names(as.ben), [[NORTHWIND, 'Northwind']])
    t.same(await names(as.gina), [[NORTHWIND, 'Northwind']], 'a guest sees the Workspace too')
  })

  await t.test('shows every key of the recordings, in wire order', async (t) => {
    const { body } = await as.anna.get('/api/v2/team')
    t.same(Object.keys(body), ['teams'])
    for (const team of body.teams) {
      t.same(Object.keys(team), teamKeys)
      for (const member of team.members) {
        t.same(Object.keys(member), memberKeys(member.user.role_key))
        t.same(Object.keys(member.user), memberUserKeys)
        if (member.invited_by) t.same(Object.keys(member.invited_by), inviterKeys)
      }
    }
  })

  await t.test('numbers the roles and names them', async (t) => {
    const [northwind] = await teamsOf(as.anna)
    t.same(
      northwind?.members.map(({ user }) => [user.username, user.role, user.role_key, user.role_subtype]),
      [
        ['Anna Brandt', 1, 'owner', 0],
        ['Ben Osei', 2, 'admin', 0],
        ['Chloé Marchand', 3, 'member', 0],
        [null, 3, 'member', 0],
        ['Gina Rossi', 4, 'guest', 0],
      ],
    )
  })

  await t.test('shows a member with dates as text, and who invited them', async (t) => {
    const [northwind] = await teamsOf(as.anna)
    t.same(northwind?.members[1], {
      user: {
        id: 100002,
        username: 'Ben Osei',
        email: 'ben@northwind.example',
        color: '#0f9d9f',
        profilePicture: null,
        initials: 'BO',
        role: 2,
        role_subtype: 0,
        role_key: 'admin',
        custom_role: null,
        last_active: String(Date.UTC(2025, 1, 6, 10)),
        date_joined: String(Date.UTC(2025, 0, 7, 10)),
        date_invited: String(Date.UTC(2025, 0, 7, 9)),
      },
      invited_by: {
        id: 100001,
        username: 'Anna Brandt',
        color: '#5f55ee',
        email: 'anna@northwind.example',
        initials: 'AB',
        profilePicture: null,
        banned_date: null,
        status: 'active',
      },
    })
  })

  await t.test('shows who has not accepted yet without name, colour and dates', async (t) => {
    const [northwind] = await teamsOf(as.anna)
    t.match(northwind?.members[3], {
      user: {
        id: 100004,
        username: null,
        email: 'dev@northwind.example',
        color: null,
        profilePicture: null,
        last_active: null,
        date_joined: null,
        date_invited: String(Date.UTC(2025, 0, 9, 9)),
      },
      invited_by: { id: 100002, status: 'invited' },
    })
  })

  await t.test('shows an OAuth token only the Workspaces that were ticked', async (t) => {
    for (const workspaces of [[HARBOR], [NORTHWIND], [NORTHWIND, HARBOR]]) {
      const token = await logIn(started, { user: 100001, workspaces })
      t.same(
        (await teamsOf(withToken(`Bearer ${token}`))).map(({ id }) => id),
        workspaces,
      )
    }
  })

  await t.test('shows a token whose Workspaces were all withdrawn an empty list', async (t) => {
    const token = `1_${'a'.repeat(64)}`
    const seed = {
      users: { ann: { id: 1, email: 'ann@example.com' } },
      workspaces: { home: { id: '5', members: { ann: 'owner' as const } } },
      apps: { own: { redirect_uris: ['http://localhost'] } },
      tokens: [{ user: 'ann', app: 'own', token, workspaces: [] }],
    }
    const { withToken } = await start(t, { seed })
    t.match(await withToken(token).get('/api/v2/team'), { status: 200, body: { teams: [] } })
    t.equal((await withToken(token).get('/api/v2/user')).status, 200)
    refused(t, await withToken(token).get('/api/v2/team/5/plan'), 'teamsNotAuthorized')
  })
})

const seats: readonly [id: string, members: number[], guests: (number | string)[]][] = [
  [NORTHWIND, [4, 10, 6], [1, 5, 4]],
  [HARBOR, [2, 50, 48], [0, 'Infinity', 'Infinity']],
]

t.test('GetWorkspaceseats', async (t) => {
  const { as } = await start(t)

  for (const [id, members, guests] of seats) {
    await t.test(`counts those of ${id}, filled, bought and free`, async (t) => {
      const { status, body } = await as.anna.get(`/api/v2/team/${id}/seats`)
      t.equal(status, 200)
      t.same(Object.entries(body.members), [
        ['filled_members_seats', members[0]],
        ['total_member_seats', members[1]],
        ['empty_member_seats', members[2]],
      ])
      t.same(Object.entries(body.guests), [
        ['filled_guest_seats', guests[0]],
        ['total_guest_seats', guests[1]],
        ['empty_guest_seats', guests[2]],
      ])
    })
  }

  await t.test('has as many as are filled where the fixture names none, or too few', async (t) => {
    for (const bought of [{}, { seats: { members: 1, guests: 0 } }]) {
      const members = { ann: 'owner' as const, bob: 'guest' as const, cem: 'member' as const }
      const users = Object.fromEntries(Object.keys(members).map((name) => [name, { email: `${name}@example.com` }]))
      const seed = { users, workspaces: { home: { id: '5', members, ...bought } }, tokens: [{ user: 'ann' }] }
      const { mock, withToken } = await start(t, { seed })
      t.match((await withToken(mock.tokens.ann).get('/api/v2/team/5/seats')).body, {
        members: { filled_members_seats: 2, total_member_seats: 2, empty_member_seats: 0 },
        guests: { filled_guest_seats: 1, total_guest_seats: 1, empty_guest_seats: 0 },
      })
    }
  })
})

const plans = [
  ['free_forever', 'Free Forever', 1],
  ['unlimited', 'Unlimited', 2],
  ['business', 'Business', 3],
  ['business_plus', 'Business Plus', 5],
  ['enterprise', 'Enterprise', 4],
] as const

t.test('GetWorkspaceplan', async (t) => {
  await t.test('names the plan of each Workspace', async (t) => {
    const { as } = await start(t)
    t.match(await as.anna.get(`/api/v2/team/${NORTHWIND}/plan`), { status: 200, body: { plan_name: 'Business' } })
    t.match(await as.anna.get(`/api/v2/team/${HARBOR}/plan`), { status: 200, body: { plan_name: 'Enterprise' } })
  })

  for (const [plan, plan_name, plan_id] of plans) {
    await t.test(`shows ${plan} as ${plan_name}`, async (t) => {
      const { as } = await start(t, { plan })
      const { body } = await as.anna.get(`/api/v2/team/${NORTHWIND}/plan`)
      t.same(Object.entries(body), [
        ['plan_name', plan_name],
        ['plan_id', plan_id],
      ])
    })
  }
})

t.test('the id of a Workspace', async (t) => {
  const { as } = await start(t)
  for (const operation of ['seats', 'plan']) {
    for (const id of ['abc', '9001001x', '-1', '1.5', '%20', 'null', 'é']) {
      await t.test(`${id} is malformed for ${operation}`, async (t) => {
        const value = decodeURIComponent(id)
        refused(t, await as.ben.get(`/api/v2/team/${id}/${operation}`), 'workspaceIdMalformed', value)
      })
    }
    for (const [id, why, refusal] of [
      ['1', 'unknown', 'workspaceUnknown'],
      ['90010010000000000000000000001', 'too long', 'workspaceUnknown'],
      [HARBOR, 'another’s', 'teamsNotAuthorized'],
    ] as const) {
      await t.test(`${id} is ${why} for ${operation}`, async (t) =>
        refused(t, await as.ben.get(`/api/v2/team/${id}/${operation}`), refusal),
      )
    }
  }
})
