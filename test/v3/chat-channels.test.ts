// Channels and direct messages of version 3.
import t from 'tap'
import { refused, start, type TestClient } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const CHANNELS = `${WORKSPACE}/chat/channels`
const HARDWARE = '6-901200000001-8'

interface Named {
  readonly id: string
}

async function idsOf(client: TestClient, query = '') {
  const { status, body } = await client.get(`${CHANNELS}?limit=100&${query}`)
  return status === 200 ? body.data.map(({ id }: Named) => id) : status
}

t.test('getChatChannels', async (t) => {
  const { mock, as, withToken } = await start(t)

  await t.test('shows a channel with the keys that live ones have, in their order', async (t) => {
    const { body } = await as.anna.get(CHANNELS)
    const launch = body.data.find(({ id }: Named) => id === '8jp19-12')
    t.same(Object.keys(launch), [
      ...['creator', 'archived', 'id', 'name', 'type', 'visibility', 'parent', 'created_at', 'updated_at'],
      ...['latest_comment_at', 'room_updated_at', 'is_canonical_channel', 'workspace_id', 'description', 'topic'],
      ...['counts', 'chat_room_category', 'links'],
    ])
    t.match(launch, { creator: '100001', parent: { id: '9001001', type: 12 }, workspace_id: '9001001', counts: null })
    t.equal(launch.links.followers, `/api/v3/workspaces/9001001/chat/channels/8jp19-12/followers`)
  })

  await t.test('shows a direct message without a name', async (t) => {
    const { body } = await as.ben.get(`${CHANNELS}?channel_types=DM`)
    t.match(body.data, [
      { type: 'DM', visibility: 'PRIVATE', archived: null, chat_room_category: null, is_hidden: false },
    ])
    t.notOk('name' in body.data[0] || 'updated_at' in body.data[0])
  })

  await t.test('has the channels of Spaces, Folders and Lists, which nobody has made', async (t) => {
    const { body } = await as.chloe.get(`${CHANNELS}?limit=100`)
    const hardware = body.data.find(({ id }: Named) => id === HARDWARE)
    t.match(hardware, { name: 'Hardware', parent: { type: 6, id: '901200000001' }, is_canonical_channel: true })
    t.notOk('latest_comment_at' in hardware)
    const kinds = new Set(body.data.map(({ parent }: { parent: { type: number } }) => parent.type))
    t.same([...kinds].sort(), [12, 4, 5, 6])
  })

  await t.test('leaves out the conversations of others, and to a guest what they were not let into', async (t) => {
    t.notOk((await idsOf(as.chloe)).includes('8jp19-13'))
    t.ok((await idsOf(as.chloe)).includes('8jp19-12'))
    t.notOk((await idsOf(as.gina)).includes('8jp19-12'))
    await as.anna.post(`${CHANNELS}/direct_message`, { user_ids: ['100005'] })
    t.equal((await idsOf(as.gina, 'channel_types=DM')).length, 1)
  })

  await t.test('filters by kind, follower and last message', async (t) => {
    t.same(await idsOf(as.ben, 'channel_types=DM,GROUP_DM'), ['8jp19-13'])
    t.same(await idsOf(as.ben, 'channel_types=DM&channel_types=GROUP_DM'), ['8jp19-13'])
    t.same((await idsOf(as.ben, 'is_follower=true')).sort(), ['6-901200000002-8', '8jp19-12', '8jp19-13'])
    t.same(await idsOf(as.ben, `with_message_since=${mock.clock.now()}`), [])
    await as.ben.post(`${CHANNELS}/${HARDWARE}/messages`, { content: 'Now.' })
    t.same(await idsOf(as.ben, `with_message_since=${mock.clock.now()}`), [HARDWARE])
  })

  await t.test('tells an OAuth token what is new', async (t) => {
    const { token } = mock.control.mintToken({ user: 'anna', app: 'sync', workspaces: ['northwind'] }).token
    const app = withToken(`Bearer ${token}`)
    const counts = async () => (await app.get(`${CHANNELS}/${HARDWARE}`)).body.data.counts
    t.match(await counts(), { parent_id: HARDWARE, root_parent_type: 'list', has_unread: true, num_unread: 1 })
    await as.ben.post(`${CHANNELS}/${HARDWARE}/messages`, { content: '[@Anna](#user_mention#100001)?' })
    t.match(await counts(), { num_unread: 2, mention_count: 1 })
    mock.clock.advance(1000)
    await as.anna.post(`${CHANNELS}/${HARDWARE}/messages`, { content: 'Yes.' })
    t.match(await counts(), { has_unread: false, num_unread: 0, latest_comment_at: mock.clock.now() })
    const { body: quiet } = await app.get(`${CHANNELS}/4-90010000001-8`)
    t.match(quiet.data, { counts: { num_unread: 0, latest_comment_at: quiet.data.created_at } })
  })
})

t.test('createChatChannel', async (t) => {
  const { as } = await start(t)

  await t.test('makes a channel and answers 201; of the same name, what is there with 200', async (t) => {
    const sent = { name: 'Rain', topic: 'Wet', description: 'It is **wet**.', user_ids: ['100002'] }
    const { status, body } = await as.anna.post(CHANNELS, sent)
    t.equal(status, 201)
    t.match(body.data, { name: 'Rain', type: 'CHANNEL', topic: 'Wet', visibility: 'PUBLIC', parent: { type: 12 } })
    const again = await as.chloe.post(CHANNELS, { name: 'Rain' })
    t.same([again.status, again.body.data.id], [200, body.data.id])
  })

  await t.test('makes a private one for those whom it names, by text or number', async (t) => {
    const { body } = await as.anna.post(CHANNELS, { name: 'Secret', visibility: 'PRIVATE', user_ids: [100002] })
    t.equal((await as.ben.get(`${CHANNELS}/${body.data.id}`)).status, 200)
    refused(t, await as.chloe.get(`${CHANNELS}/${body.data.id}`), 'resourceNotFound')
    t.equal((await as.chloe.post(CHANNELS, { name: 'Secret' })).status, 201, 'its name is no secret that is told')
  })

  await t.test('refuses a body without a name, and people who are not there', async (t) => {
    refused(t, await as.anna.post(CHANNELS, {}), 'requestUnfit')
    refused(t, await as.anna.post(CHANNELS, { name: 'X', user_ids: ['1'] }), 'requestUnfit')
    const many = Array.from({ length: 101 }, (_, index) => String(index))
    refused(t, await as.anna.post(CHANNELS, { name: 'X', user_ids: many }), 'requestUnfit')
  })
})

t.test('createLocationChatChannel', async (t) => {
  const { as } = await start(t)
  const location = { id: '901200000001', type: 'list' }

  await t.test('answers 200 with the channel that a place has', async (t) => {
    const { status, body } = await as.anna.post(`${CHANNELS}/location`, { location })
    t.same([status, body.data.id], [200, HARDWARE])
  })

  await t.test('makes one where it was deleted, once', async (t) => {
    t.equal((await as.anna.send('DELETE', `${CHANNELS}/${HARDWARE}`)).status, 204)
    refused(t, await as.anna.get(`${CHANNELS}/${HARDWARE}`), 'resourceNotFound')
    t.notOk((await idsOf(as.anna)).includes(HARDWARE))
    const { status, body } = await as.anna.post(`${CHANNELS}/location`, { location, topic: 'Feet' })
    t.equal(status, 201)
    t.match(body.data, { id: /^8jp19-\d+$/, name: 'Hardware', topic: 'Feet', is_canonical_channel: true })
    const again = await as.ben.post(`${CHANNELS}/location`, { location })
    t.same([again.status, again.body.data.id], [200, body.data.id])
  })

  await t.test('refuses a place that is not there, or closed to the caller', async (t) => {
    refused(t, await as.anna.post(`${CHANNELS}/location`, { location: { id: '1', type: 'space' } }), 'resourceNotFound')
    refused(t, await as.gina.post(`${CHANNELS}/location`, { location }), 'resourceNotFound')
    refused(t, await as.anna.post(`${CHANNELS}/location`, { location: { id: '1', type: 'task' } }), 'requestUnfit')
  })
})

t.test('createDirectMessageChatChannel', async (t) => {
  const { as } = await start(t)
  const talk = (client: TestClient, body: object) => client.post(`${CHANNELS}/direct_message`, body)

  await t.test('answers 200 with the conversation of the same people, whoever asks', async (t) => {
    const { status, body } = await talk(as.ben, { user_ids: ['100001'] })
    t.same([status, body.data.id], [200, '8jp19-13'])
  })

  await t.test('begins one with several, of another kind', async (t) => {
    const { status, body } = await talk(as.anna, { user_ids: ['100002', 100003] })
    t.same([status, body.data.type], [201, 'GROUP_DM'])
    t.equal((await talk(as.chloe, { user_ids: ['100002', '100001'] })).body.data.id, body.data.id)
  })

  await t.test('without people, or with a key that it does not know, is with oneself', async (t) => {
    const { status, body } = await talk(as.anna, {})
    t.same([status, body.data.type], [201, 'DM'])
    const again = await talk(as.anna, { userIds: ['100002'] })
    t.same([again.status, again.body.data.id], [200, body.data.id])
  })

  await t.test('refuses more than fifteen', async (t) => {
    refused(t, await talk(as.anna, { user_ids: Array.from({ length: 16 }, (_, index) => index) }), 'requestUnfit')
  })
})

t.test('getChatChannel', async (t) => {
  const { as } = await start(t)

  await t.test('shows its description in plain text too', async (t) => {
    const { body } = await as.anna.post(CHANNELS, { name: 'Rain', description: 'It is **wet**.' })
    const plain = await as.anna.get(`${CHANNELS}/${body.data.id}?description_format=text/plain`)
    t.equal(plain.body.data.description, 'It is wet.')
    t.equal((await as.anna.get(`${CHANNELS}/${body.data.id}`)).body.data.description, 'It is **wet**.')
  })

  await t.test('refuses an unknown one, and the channel of a place that is not there', async (t) => {
    for (const id of ['8jp19-999', '6-1-8', '9-901200000001-8'])
      refused(t, await as.anna.get(`${CHANNELS}/${id}`), 'resourceNotFound')
  })
})

t.test('updateChatChannel', async (t) => {
  const { as } = await start(t)
  const change = (client: TestClient, id: string, body: object) => client.send('PATCH', `${CHANNELS}/${id}`, { body })

  await t.test('changes what is sent, and moves it', async (t) => {
    const location = { id: '90010000001', type: 'space' }
    const { body } = await change(as.anna, '8jp19-12', { name: 'Lift-off', topic: '1 May', location })
    t.match(body.data, { name: 'Lift-off', topic: '1 May', parent: { type: 4 }, is_canonical_channel: false })
    t.equal(body.data.description, 'Everything about the first hundred lamps.')
  })

  await t.test('keeps those who follow when it becomes private', async (t) => {
    await as.chloe.post(`${CHANNELS}/${HARDWARE}/messages`, { content: 'Hello.' })
    t.equal((await change(as.ben, HARDWARE, { visibility: 'PRIVATE', description: 'Ours' })).status, 200)
    t.equal((await as.chloe.get(`${CHANNELS}/${HARDWARE}`)).status, 200)
  })

  await t.test(
    'refuses others than its creator, an owner or an admin; direct messages; an unknown place',
    async (t) => {
      refused(t, await change(as.chloe, '8jp19-12', { name: 'Mine' }), 'resourceForbidden')
      refused(t, await change(as.anna, '8jp19-13', { name: 'Us' }), 'requestUnfit')
      refused(t, await change(as.anna, '8jp19-12', { location: { id: '1', type: 'list' } }), 'resourceNotFound')
    },
  )

  await t.test('is no PUT', async (t) => {
    refused(t, await as.anna.send('PUT', `${CHANNELS}/8jp19-12`, { body: {} }), 'routeNotFound')
  })
})

t.test('deleteChatChannel', async (t) => {
  const { as } = await start(t)
  const remove = (client: TestClient, id: string) => client.send('DELETE', `${CHANNELS}/${id}`)

  await t.test('takes its messages along', async (t) => {
    t.equal((await remove(as.anna, '8jp19-12')).status, 204)
    refused(t, await as.anna.get(`${CHANNELS}/8jp19-12`), 'resourceNotFound')
    refused(t, await as.anna.get(`${WORKSPACE}/chat/messages/90120000000007/replies`), 'resourceNotFound')
    t.notOk((await idsOf(as.anna)).includes('8jp19-12'))
  })

  await t.test('refuses a direct message, and others than its creator, an owner or an admin', async (t) => {
    refused(t, await remove(as.anna, '8jp19-13'), 'requestUnfit')
    refused(t, await remove(as.chloe, HARDWARE), 'resourceForbidden')
  })

  await t.test('is done with the place of a channel', async (t) => {
    await as.anna.send('DELETE', '/api/v2/list/901200000002')
    refused(t, await as.anna.get(`${CHANNELS}/6-901200000002-8`), 'resourceNotFound')
  })
})

t.test('getChatChannelFollowers', async (t) => {
  const { as } = await start(t)
  const followers = async (id: string) =>
    (await as.anna.get(`${CHANNELS}/${id}/followers`)).body.data.map((one: Named) => one.id)

  await t.test('are those who write or are named', async (t) => {
    t.same(await followers(HARDWARE), [])
    await as.ben.post(`${CHANNELS}/${HARDWARE}/messages`, { content: 'Hello.', followers: ['100003'] })
    t.same(await followers(HARDWARE), ['100002', '100003'])
  })

  await t.test('have an address and a name, and no picture', async (t) => {
    const { body } = await as.anna.get(`${CHANNELS}/8jp19-12/followers?limit=1`)
    t.same(body.data, [
      { id: '100001', email: 'anna@northwind.example', initials: 'AB', name: 'Anna Brandt', username: 'Anna Brandt' },
    ])
    t.match((await as.anna.get(`${CHANNELS}/8jp19-12/followers?limit=2&cursor=${body.next_cursor}`)).body, {
      data: [{ id: '100002' }, { id: '100003' }],
      next_cursor: '',
    })
  })
})

t.test('getChatChannelMembers', async (t) => {
  const { as } = await start(t)
  const members = async (id: string) =>
    (await as.anna.get(`${CHANNELS}/${id}/members`)).body.data.map((one: Named) => one.id)

  await t.test('of a public channel are all but guests, of direct messages the two', async (t) => {
    t.same(await members('8jp19-12'), ['100001', '100002', '100003', '100004'])
    t.same(await members('8jp19-13'), ['100001', '100002'])
  })

  await t.test('are without a name until they have accepted the invitation', async (t) => {
    const { body } = await as.anna.get(`${CHANNELS}/8jp19-12/members`)
    t.notOk('name' in body.data[3])
  })
})
