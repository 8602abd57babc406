// The webhooks of a fixture: derived, given, exported, and refused with their place.
import t, { type Test } from 'tap'
import { eventNames } from '../../src/features/webhooks/event-names.js'
import type { Fixture } from '../../src/index.js'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'
import { start } from '../help/start.js'

const SECRET = 'A'.repeat(64)
const ID = 'fa4e0000-0000-4000-8000-000000000001'
const endpoint = 'http://localhost:3000/hook'
const webhook = { user: 'anna', workspace: 'north', endpoint, events: '*' }

/** A mock with a Workspace 77, one of everything in it, and these webhooks. */
async function seeded(t: Test, webhooks: readonly object[]) {
  const lists = [{ id: '5', name: 'L', tasks: [{ id: 'a', name: 'T' }] }]
  const seed = {
    users: { anna: { id: 1, email: 'a@b.example' } },
    workspaces: {
      north: {
        id: '77',
        members: { anna: 'owner' },
        spaces: [{ id: '8', name: 'S', folders: [{ id: '9', name: 'F', lists }] }],
      },
    },
    apps: { x: { redirect_uris: ['http://localhost'] } },
    tokens: [
      { user: 'anna', app: 'x' },
      { user: 'anna', revoked: true },
      { user: 'anna', token: `pk_1_${'B'.repeat(32)}` },
    ],
    webhooks,
  }
  const { mock, as, withToken } = await start(t, { seed: seed as object as Fixture })
  const listed = async (client = as.anna) => (await client.get('/api/v2/team/77/webhook')).body.webhooks
  return { mock, as, withToken, listed }
}

t.test('what a webhook leaves out is derived', async (t) => {
  const { listed } = await seeded(t, [webhook, { ...webhook, events: ['taskMoved', 'listCreated'] }])
  const [first, second] = await listed()
  t.match(first, { id: ID, userid: 1, team_id: 77, endpoint, events: eventNames, task_id: null, list_id: null })
  t.match(first, {
    folder_id: null,
    space_id: null,
    health: { status: 'active', fail_count: 0 },
    secret: /^FAKEWEBHOOK/,
  })
  t.match(second, { events: ['taskMoved', 'listCreated'] })
  t.not(second.secret, first.secret)
})

t.test('what a webhook gives is what is listed', async (t) => {
  const given = { id: ID, secret: SECRET, status: 'suspended', fail_count: 100 }
  const { as, listed } = await seeded(t, [{ ...webhook, ...given }])
  t.match(await listed(), [{ id: ID, secret: SECRET, health: { status: 'suspended', fail_count: 100 } }])
  const { body } = await as.anna.post('/api/v2/team/77/webhook', { endpoint: 'http://b.example', events: '*' })
  t.not(body.id, ID, 'an id that was given is not made again')
})

t.test('places are named by name or id', async (t) => {
  const shown = { space_id: '8', folder_id: '9', list_id: '5', task_id: 'a' }
  for (const places of [
    { space: 'S', folder: 'F', list: 'L', task: 'T' },
    { space: '8', folder: '9', list: '5', task: 'a' },
  ]) {
    const { listed } = await seeded(t, [{ ...webhook, ...places }])
    t.match(await listed(), [shown])
  }
})

t.test('a webhook is its token’s', async (t) => {
  const token = `1_${'0'.repeat(64)}`
  const { mock, listed, withToken } = await seeded(t, [{ ...webhook, token }])
  t.same(await listed(), [], 'of another')
  const app = mock.control.exportWorld().tokens?.[0]?.token
  const again = await seeded(t, [{ ...webhook, token: app }])
  t.match(await again.listed(again.withToken(app)), [{ client_id: again.mock.apps.x?.client_id }])
  t.equal((await withToken(token).get('/api/v2/team/77/webhook')).status, 401, 'of a token that is nobody’s')
  t.match(mock.control.exportWorld().webhooks, [{ token }], 'it is kept all the same')
})

t.test('an export holds all of them', async (t) => {
  const { mock, as, listed } = await seeded(t, [
    { ...webhook, list: 'L', status: 'failing', fail_count: 7 },
    { ...webhook, events: ['goalCreated'], space: 'S', task: 'T', folder: 'F' },
  ])
  await as.anna.post('/api/v2/team/77/webhook', { endpoint: 'http://b.example', events: ['taskMoved'], list_id: 5 })
  await as.anna.send('DELETE', '/api/v2/space/8')
  const fixture = mock.control.exportWorld()
  t.equal(fixture.webhooks?.length, 3)
  const { mock: other, as: others } = await start(t, { seed: fixture })
  t.same(other.control.exportWorld(), fixture)
  t.same((await others.anna.get('/api/v2/team/77/webhook')).body.webhooks, await listed())
})

const north = (...written: string[]) =>
  [
    'users: { anna: { email: a@b.example }, ben: { email: b@b.example } }',
    'workspaces: { n: { members: { anna: owner }, spaces: [{ name: S }, { name: S }] } }',
    'tokens: [{ user: anna, token: &pk pk_1_00000000000000000000000000000000 }]',
    'webhooks:',
    ...written.map((one) => `  - { user: anna, workspace: n, endpoint: "http://a.example", events: "*", ${one} }`),
    '',
  ].join('\n')

const cases: readonly RefusedFixture[] = [
  ['a key that does not exist', north('x: 1'), /webhooks\.0\.x: there is no key "x" here/],
  [
    'a place that is not there',
    north('space: T', 'task: T'),
    /webhooks\.0\.space: there is no Space "T"; there is S/,
    /webhooks\.1\.task: there is no task "T"/,
  ],
  [
    'a place whose name is not the only one',
    north('space: S'),
    /"S" is the name of several Spaces; write an id: \d+ or \d+$/,
  ],
  [
    'an id that is taken',
    north(`id: ${ID}`, `id: ${ID}`),
    `6:76: webhooks.1.id: the id ${ID} is taken; leave it out, and one is derived`,
  ],
]

t.test('refused fixtures', async (t) => {
  await refusesFixtures(t, cases)
  const one = (text: string) => north('x').replace(/- \{.*\}/, `- { ${text} }`)
  await refusesFixtures(t, [
    [
      'an unknown event',
      one('user: anna, workspace: n, endpoint: "http://a.example", events: [taskCreate]'),
      /webhooks\.0\.events\.0: "taskCreate" is not one of its values; did you mean taskCreated or/,
    ],
    ['no events', one('user: anna, workspace: n, endpoint: "http://a.example", events: []'), /webhooks\.0\.events/],
    [
      'an endpoint that is no URL',
      one('user: anna, workspace: n, endpoint: "http://", events: "*"'),
      /webhooks\.0\.endpoint: "http:\/\/" is not a valid URL; write one such as/,
    ],
    [
      'an endpoint of another kind',
      one('user: anna, workspace: n, endpoint: "ftp://a.example", events: "*"'),
      /webhooks\.0\.endpoint: "ftp:\/\/a\.example" has the wrong form; write an http or https URL/,
    ],
    [
      'people and Workspaces that are not there',
      one('user: ana, workspace: n, endpoint: "http://a.example", events: "*"'),
      /webhooks\.0\.user: there is no user "ana"; did you mean anna/,
    ],
    [
      'a user without a token',
      one('user: ben, workspace: n, endpoint: "http://a.example", events: "*"'),
      /webhooks\.0: ben has no personal token; give them one under tokens/,
    ],
    [
      'the token of somebody else',
      one('user: ben, workspace: n, token: *pk, endpoint: "http://a.example", events: "*"'),
      /webhooks\.0\.token: it is not a token of ben; leave it out/,
    ],
  ])
})
