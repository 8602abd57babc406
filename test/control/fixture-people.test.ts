// Custom roles, user groups and what guests are allowed, as a fixture writes them.
import t from 'tap'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'
import { start } from '../help/start.js'

/** A Workspace with one person, one key to a line: the first begins in line 4. */
const north = (...lines: string[]) =>
  ['users: { anna: { email: a@b.example } }', 'workspaces:', '  n:', ...lines.map((line) => `    ${line}`), ''].join(
    '\n',
  )
const anna = 'members: { anna: owner }'
const inList = (task: string) =>
  north(anna, 'groups: [{ name: Deck Hands }]', `spaces: [{ name: S, lists: [{ name: L, tasks: [${task}] }] }]`)

t.test('people of a fixture', async (t) => {
  const seed = {
    users: { anna: { email: 'a@b.example' }, ben: { email: 'b@b.example' }, gina: { email: 'g@b.example' } },
    workspaces: {
      one: {
        id: '7',
        custom_roles: [{ id: 9, name: 'Client', inherits: 'guest' as const, without: ['deleteComments'] }],
        members: {
          anna: 'owner' as const,
          ben: { role: 'member' as const, custom_role: 'Client' },
          gina: { role: 'guest' as const, can: ['can_edit_tags' as const] },
        },
        groups: [{ name: 'Deck Hands', members: ['ben'], creator: 'ben' }],
      },
    },
    tokens: [{ user: 'anna' }],
  }
  const { mock, as } = await start(t, { seed })

  await t.test('have the role that their custom role inherits', async (t) => {
    const { members } = (await as.anna.get('/api/v2/team')).body.teams[0]
    t.match(members[1].user, { role: 4, custom_role: { id: 9, name: 'Client' } })
    t.match(members[2], { can_edit_tags: true, can_create_views: false })
  })

  await t.test('are in groups, whose handle is derived', async (t) => {
    const { groups } = (await as.anna.get('/api/v2/group?team_id=7')).body
    t.match(groups, [{ name: 'Deck Hands', handle: 'deckhands', userid: groups[0].members[0].id }])
  })

  await t.test('come back from an export', async (t) => {
    const exported = mock.control.exportWorld()
    const again = await start(t, { seed: exported })
    t.same(again.mock.control.exportWorld(), exported)
  })
})

const cases: readonly RefusedFixture[] = [
  [
    'a permission that there is not',
    north('custom_roles: [{ name: R, inherits: member, without: [deleteTask] }]', anna),
    /^4:\d+: workspaces.n.custom_roles.0.without.0: there is no permission "deleteTask"; did you mean deleteTasks\?$/,
  ],
  [
    'the id of another custom role',
    north('custom_roles: [{ id: 1, name: R, inherits: member }, { id: 1, name: S, inherits: guest }]', anna),
    /custom_roles.1.id: the id 1 is taken/,
  ],
  [
    'a custom role that there is not',
    north(
      'custom_roles: [{ name: Client, inherits: guest }]',
      'members: { anna: { role: owner, custom_role: Cliet } }',
    ),
    /members.anna.custom_role: there is no custom role "Cliet"; did you mean Client\?$/,
  ],
  [
    'a group that a task names',
    inList('{ name: T, group_assignees: [Deck Hand] }'),
    /group_assignees.0: there is no group "Deck Hand"; did you mean Deck Hands\?$/,
  ],
  [
    'a group that a comment names',
    inList('{ name: T, comments: [{ text: x, group_assignee: Crew }] }'),
    /group_assignee: there is no group "Crew"/,
  ],
]

t.test('a fixture is refused', (t) => refusesFixtures(t, cases))
