// Channels as a fixture writes them, what comes back of them, and what is refused.
import t from 'tap'
import { comesBack } from '../help/comes-back.js'
import { testApp } from '../help/parts.js'
import { refusesFixtures } from '../help/refused-fixtures.js'
import { refused, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const north = (channels: string) =>
  ['users: { anna: { email: a@b.example } }', 'workspaces:', '  n:', '    members: { anna: owner }', channels, ''].join(
    '\n',
  )

t.test('channels of a fixture', async (t) => {
  const members = ['anna', 'ben', 'cleo']
  const channels = [
    { members: ['anna', 'ben'], closed_by: ['anna'], messages: ['Hello.'] },
    { members },
    { canonical: true, id: 'x-7', parent: { type: 4 as const, id: '71' }, description: 'Ours' },
    { name: 'Old', archived: true, created_at: '2025-01-02T00:00Z', updated_at: '2025-01-03T00:00Z' },
    { name: 'Gone', deleted: true, visibility: 'PRIVATE' as const, followers: ['ben'] },
    {
      name: 'Talk',
      messages: [
        {
          text: 'Done?',
          author: 'ben',
          date: '2025-02-01T00:00Z',
          assignee: 'anna',
          resolved_by: 'anna',
          reactions: [{ user: 'anna', reaction: 'heart', date: '2025-02-02T00:00Z' }],
        },
      ],
    },
  ]
  const spaces = [{ name: 'Product', id: '71' }]
  const roles = { anna: 'owner' as const, ben: 'member' as const, cleo: 'member' as const }
  const users = Object.fromEntries(members.map((name) => [name, { email: `${name}@b.example` }]))
  const seed = { users, tokens: [{ user: 'anna' }], workspaces: { n: { id: '7', members: roles, channels, spaces } } }
  const { mock, withToken } = await start(t, { seed })
  const anna = withToken(mock.tokens.anna)
  const found = async (query = '') => (await anna.get(`/api/v3/workspaces/7/chat/channels${query}`)).body.data

  await t.test('are there, archived ones too', async (t) => {
    t.match(await found('?channel_types=CHANNEL'), [
      { name: 'Talk' },
      { name: 'Product', description: 'Ours' },
      { name: 'Old', archived: true, created_at: Date.UTC(2025, 0, 2), updated_at: Date.UTC(2025, 0, 3) },
    ])
  })

  await t.test('without a name are direct messages; those that somebody closed come when asked for', async (t) => {
    t.match(await found('?channel_types=DM,GROUP_DM'), [{ type: 'GROUP_DM' }])
    t.match(await found('?channel_types=DM&include_closed=true'), [{ type: 'DM', is_hidden: true }])
  })

  await t.test('may be that of a place under an id of their own', async (t) => {
    const channel = (id: string) => anna.get(`/api/v3/workspaces/7/chat/channels/${id}`)
    t.match((await channel('x-7')).body.data, { name: 'Product', is_canonical_channel: true })
    refused(t, await channel('4-71-8'), 'resourceNotFound')
  })

  await t.test('have what was said', async (t) => {
    const [talk] = await found('?channel_types=CHANNEL')
    const { body } = await anna.get(`/api/v3/workspaces/7/chat/channels/${talk.id}/messages`)
    const date = Date.UTC(2025, 1, 1)
    t.match(body.data, [
      { assigned_by: body.data[0].user_id, date_assigned: date, resolved: true, date_resolved: date },
    ])
    const { body: reactions } = await anna.get(`/api/v3/workspaces/7/chat/messages/${body.data[0].id}/reactions`)
    t.match(reactions.data, [{ reaction: 'heart', date: Date.UTC(2025, 1, 2) }])
  })
})

t.test('an export brings back all that was said and done', async (t) => {
  const { fetch, sandbox } = await testApp(t, () => ({}))
  const { world } = sandbox
  const send = (user: number, method: string) => async (path: string, body: object) => {
    const authorization = world.tokens.all().find(({ user_id }) => user_id === user)?.id ?? ''
    const headers = { authorization, 'content-type': 'application/json' }
    const answer = await fetch(`${WORKSPACE}/chat/${path}`, { method, headers, body: JSON.stringify(body) })
    t.ok(answer.ok, `${method} ${path}`)
    return (await answer.text()) || '{}'
  }
  const post_data = { title: 'Fog', subtype: { id: world.ids.subtype('9001001', 2) } }
  const triage = { triaged_action: 2, triaged_object_id: 'x', triaged_object_type: 1, group_assignee: 'g' }
  const sent = { type: 'post', content: 'x', post_data, ...triage }
  const { id } = JSON.parse(await send(100002, 'POST')('channels/8jp19-12/messages', sent))
  await send(100003, 'POST')(`messages/${id}/replies`, { content: 'y', assignee: '100001' })
  await send(100003, 'PATCH')(`messages/${id}`, { resolved: true })
  await send(100001, 'POST')(`messages/${id}/reactions`, { reaction: 'heart' })
  const location = { id: '901200000001', type: 'list' }
  await send(100001, 'PATCH')('channels/8jp19-12', { visibility: 'PRIVATE', location })
  await send(100001, 'PATCH')('channels/4-90010000001-8', { topic: 'Here', name: 'Ours' })
  await send(100002, 'DELETE')('channels/6-901200000001-8', {})
  await send(100001, 'POST')('channels/location', { location })
  const fixture = await comesBack(world)
  t.match(fixture.workspaces?.northwind?.channels?.[0]?.messages?.at(-1), { title: 'Fog', subtype: 'Discussion' })
})

t.test('a fixture is refused', async (t) => {
  await refusesFixtures(t, [
    [
      'a place that the Workspace does not have',
      north('    channels: [{ name: Plan, parent: { type: 4, id: "7" } }]'),
      /workspaces\.n\.channels\.0\.parent: this Workspace has no 7 among its spaces/,
    ],
    [
      'a reaction of somebody who is not there',
      north('    channels: [{ name: Plan, messages: [{ text: x, reactions: [{ user: bo, reaction: heart }] }] }]'),
      /workspaces\.n\.channels\.0\.messages\.0\.reactions\.0\.user: /,
    ],
  ])
})
