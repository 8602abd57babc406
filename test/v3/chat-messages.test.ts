// Messages, posts, replies and reactions of version 3.
import t from 'tap'
import { refused, start, type TestClient } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const LAUNCH = `${WORKSPACE}/chat/channels/8jp19-12/messages`
const MESSAGES = `${WORKSPACE}/chat/messages`
const FIRST = `${MESSAGES}/90120000000007`

t.test('getChatMessages', async (t) => {
  const { as } = await start(t)

  await t.test('are the newest first, without replies', async (t) => {
    const { body } = await as.anna.get(LAUNCH)
    t.match(body.data, [
      { content: 'I do, on Thursday.' },
      { assignee: '100002', assigned_by: '100003' },
      { type: 'post' },
    ])
    t.equal(body.next_cursor, '')
    t.same(Object.keys(body.data[0]), [
      ...['content', 'date', 'id', 'parent_channel', 'parent_message', 'resolved', 'type', 'user_id', 'links'],
      'replies_count',
    ])
    t.match(body.data[2], { replies_count: 2, parent_message: null, parent_channel: '8jp19-12', user_id: '100001' })
  })

  await t.test('are plain text when asked for', async (t) => {
    const { body } = await as.anna.get(`${LAUNCH}?content_format=text/plain`)
    t.equal(
      body.data[2].content,
      'The first hundred lamps leave the house on 30 April.\n\n@Ben Osei, please tell the shops.',
    )
  })

  await t.test('of the channel of a place are none at first', async (t) => {
    const { body } = await as.anna.get(`${WORKSPACE}/chat/channels/4-90010000001-8/messages`)
    t.same(body, { data: [], next_cursor: '' })
  })
})

t.test('createChatMessage', async (t) => {
  const { mock, as } = await start(t)

  await t.test('answers 201 with the message itself; its type may be left out', async (t) => {
    const { status, body } = await as.ben.post(LAUNCH, { content: 'Hello' })
    t.equal(status, 201)
    t.match(body, {
      id: /^\d{14}$/,
      content: 'Hello',
      type: 'message',
      user_id: '100002',
      replies_count: 0,
      resolved: false,
    })
    t.equal(body.links.replies, `/api/v3/workspaces/9001001/chat/messages/${body.id}/replies`)
    const { body: channel } = await as.ben.get(`${WORKSPACE}/chat/channels/8jp19-12`)
    t.match(channel.data, { latest_comment_at: mock.clock.now(), room_updated_at: mock.clock.now() })
  })

  await t.test('takes all that a message may have', async (t) => {
    const { body } = await as.ben.post(LAUNCH, {
      type: 'message',
      content: 'Yours',
      assignee: '100003',
      group_assignee: 'fa4e0000-0000-4000-8000-000000000001',
      triaged_action: 1,
      triaged_object_id: '86a000001',
      triaged_object_type: 1,
      reactions: [{ reaction: 'heart', user_id: '100001', date: 7 }],
    })
    t.match(body, { assignee: '100003', assigned_by: '100002', date_assigned: mock.clock.now(), triaged_action: 1 })
    const { body: reactions } = await as.ben.get(`${MESSAGES}/${body.id}/reactions`)
    t.same(reactions.data, [{ reaction: 'heart', user_id: '100001', date: 7 }])
  })

  await t.test('makes a post with a kind, or with a title alone', async (t) => {
    const { body: kinds } = await as.ben.get(`${WORKSPACE}/comments/types/post/subtypes`)
    const idea = kinds.comment_subtypes[2]
    const post_data = { title: 'Fog', subtype: { id: idea.id } }
    const { body } = await as.ben.post(LAUNCH, { type: 'post', content: 'x', post_data })
    t.match(body, { type: 'post', post_data: { title: 'Fog', subtype: { id: idea.id, name: 'Idea' } } })
    const { body: bare } = await as.ben.post(LAUNCH, { type: 'post', content: 'x', title: 'Mist' })
    t.same([bare.type, bare.post_data], ['post', { title: 'Mist' }])
    t.same((await as.ben.post(LAUNCH, { type: 'post', content: 'x' })).body.post_data, { title: '' })
    t.notOk('post_data' in (await as.ben.post(LAUNCH, { content: 'x', post_data })).body, 'a message has none')
  })

  await t.test('refuses what does not fit', async (t) => {
    const subtype = { id: 'fa4e0000-0000-4000-8000-000000000001' }
    const unfit = {
      'no content': {},
      'an empty one': { content: '' },
      'too long a one': { content: 'x'.repeat(40_001) },
      'a kind of message that there is not': { content: 'x', type: 'ai' },
      'a post without its kind': { content: 'x', type: 'post', post_data: { title: 'Fog' } },
      'a kind that the Workspace does not have': { content: 'x', type: 'post', post_data: { title: 'Fog', subtype } },
      'too long a title': { content: 'x', type: 'post', title: 'x'.repeat(256) },
      'somebody who is not there': { content: 'x', assignee: '1' },
      'a reaction that there is not': { content: 'x', reactions: [{ reaction: 'lamps', user_id: '100001', date: 1 }] },
    }
    for (const [what, body] of Object.entries(unfit))
      await t.test(what, async (t) => refused(t, await as.ben.post(LAUNCH, body), 'requestUnfit'))
  })

  await t.test('refuses a channel that the caller does not see', async (t) => {
    const talk = `${WORKSPACE}/chat/channels/8jp19-13/messages`
    refused(t, await as.chloe.post(talk, { content: 'Hello' }), 'resourceNotFound')
  })
})

t.test('patchChatMessage', async (t) => {
  const { mock, as } = await start(t)
  const change = (client: TestClient, at: string, body: object) => client.send('PATCH', at, { body })

  await t.test('changes what it says, and its title', async (t) => {
    const { status, body } = await change(as.anna, FIRST, {
      content: 'Later.',
      post_data: { title: 'We launch in May' },
    })
    t.equal(status, 200)
    const post_data = { title: 'We launch in May', subtype: { name: 'Announcement' } }
    t.match(body, { content: 'Later.', post_data, date_updated: mock.clock.now(), replies_count: 2 })
  })

  await t.test('assigns and resolves it for whoever sees it', async (t) => {
    const { body } = await change(as.chloe, FIRST, { assignee: '100002', group_assignee: 'g', resolved: true })
    const now = mock.clock.now()
    t.match(body, { assignee: '100002', assigned_by: '100003', date_assigned: now, group_assignee: 'g' })
    t.match(body, { resolved: true, resolved_by: '100003', date_resolved: now })
    const { body: open } = await change(as.ben, FIRST, { resolved: false })
    t.match(open, { resolved: false, assignee: '100002' })
    t.notOk('resolved_by' in open || 'date_resolved' in open)
  })

  await t.test('refuses to change what others say, and what does not fit', async (t) => {
    refused(t, await change(as.ben, FIRST, { content: 'Mine.' }), 'resourceForbidden')
    refused(t, await change(as.anna, FIRST, { content: '' }), 'requestUnfit')
    refused(t, await change(as.anna, `${MESSAGES}/1`, { content: 'x' }), 'resourceNotFound')
    refused(t, await as.anna.send('PUT', FIRST, { body: { content: 'x' } }), 'routeNotFound')
  })
})

t.test('deleteChatMessage', async (t) => {
  const { as } = await start(t)

  await t.test('refuses that of somebody else', async (t) =>
    refused(t, await as.ben.send('DELETE', FIRST), 'resourceForbidden'),
  )

  await t.test('takes its replies along', async (t) => {
    t.equal((await as.anna.send('DELETE', FIRST)).status, 204)
    refused(t, await as.anna.get(`${FIRST}/replies`), 'resourceNotFound')
    refused(t, await as.anna.get(`${MESSAGES}/90120000000008/reactions`), 'resourceNotFound')
    t.equal((await as.anna.get(LAUNCH)).body.data.length, 2)
  })
})

t.test('getChatMessageReplies', async (t) => {
  const { as } = await start(t)

  await t.test('are the newest first, and have no replies of their own', async (t) => {
    const { body } = await as.anna.get(`${FIRST}/replies?content_format=text/plain`)
    t.match(body.data, [{ user_id: '100003', parent_message: '90120000000007' }, { user_id: '100002' }])
    t.same(Object.keys(body.data[0].links), ['reactions', 'tagged_users'])
    t.notOk('replies_count' in body.data[0])
  })
})

t.test('createReplyMessage', async (t) => {
  const { as } = await start(t)

  await t.test('answers 201; a reply to a reply joins its thread', async (t) => {
    const { status, body } = await as.ben.post(`${FIRST}/replies`, { type: 'message', content: 'Yes' })
    t.equal(status, 201)
    t.match(body, { parent_message: '90120000000007', parent_channel: '8jp19-12', content: 'Yes' })
    const { body: deeper } = await as.anna.post(`${MESSAGES}/${body.id}/replies`, { content: 'Good' })
    t.equal(deeper.parent_message, '90120000000007')
    t.equal((await as.anna.get(LAUNCH)).body.data[2].replies_count, 4)
  })
})

t.test('getChatMessageReactions', async (t) => {
  const { as } = await start(t)

  await t.test('are one for each person and emoji, in pages', async (t) => {
    const { body } = await as.anna.get(`${FIRST}/reactions?limit=2`)
    t.equal(body.data.length, 2)
    t.same(Object.keys(body.data[0]), ['reaction', 'user_id', 'date'])
    const { body: rest } = await as.anna.get(`${FIRST}/reactions?limit=2&cursor=${body.next_cursor}`)
    const all = [...body.data, ...rest.data].map(({ reaction, user_id }) => `${reaction} ${user_id}`)
    t.same([all.sort(), rest.next_cursor], [['bulb 100001', 'tada 100002', 'tada 100003'], ''])
  })
})

t.test('createChatReaction', async (t) => {
  const { mock, as } = await start(t)

  await t.test('answers 201 with the reaction itself', async (t) => {
    const { status, body } = await as.anna.post(`${FIRST}/reactions`, { reaction: '+1' })
    t.same(
      [status, Object.entries(body)],
      [
        201,
        [
          ['date', mock.clock.now()],
          ['reaction', '+1'],
          ['user_id', '100001'],
        ],
      ],
    )
    t.equal((await as.anna.post(`${FIRST}/reactions`, { reaction: 'flag-it' })).status, 201)
  })

  await t.test('refuses one that is there, and names that there are not', async (t) => {
    for (const reaction of ['+1', 'lamps', '', ':tada:', '🎉'])
      refused(t, await as.anna.post(`${FIRST}/reactions`, { reaction }), 'requestUnfit')
    refused(t, await as.anna.post(`${MESSAGES}/1/reactions`, { reaction: '+1' }), 'resourceNotFound')
  })
})

t.test('deleteChatReaction', async (t) => {
  const { as } = await start(t)

  await t.test('takes back the own one, by its name as paths write it', async (t) => {
    await as.ben.post(`${FIRST}/reactions`, { reaction: '+1' })
    t.equal((await as.ben.send('DELETE', `${FIRST}/reactions/%2B1`)).status, 204)
    t.equal((await as.ben.get(`${FIRST}/reactions`)).body.data.length, 3)
  })

  await t.test('refuses that of others, and names that there are not', async (t) => {
    refused(t, await as.anna.send('DELETE', `${FIRST}/reactions/tada`), 'resourceNotFound')
    refused(t, await as.anna.send('DELETE', `${FIRST}/reactions/lamps`), 'requestUnfit')
  })
})

t.test('getChatMessageTaggedUsers', async (t) => {
  const { as } = await start(t)

  await t.test('are the people whom it mentions, each once', async (t) => {
    t.match((await as.anna.get(`${FIRST}/tagged_users`)).body, {
      data: [{ id: '100002', name: 'Ben Osei' }],
      next_cursor: '',
    })
    const one = '[@C](#user_mention#100003)'
    const { body } = await as.anna.post(LAUNCH, { content: `${one} ${one} [@X](#user_mention#1)` })
    t.match((await as.anna.get(`${MESSAGES}/${body.id}/tagged_users`)).body.data, [{ id: '100003' }])
  })
})

t.test('getSubtypes', async (t) => {
  const { as } = await start(t)

  await t.test('are the four kinds of posts, and none of others', async (t) => {
    const { body } = await as.anna.get(`${WORKSPACE}/comments/types/post/subtypes`)
    const names = body.comment_subtypes.map(({ name }: { name: string }) => name)
    t.same(names, ['Announcement', 'Discussion', 'Idea', 'Update'])
    t.same((await as.anna.get(`${WORKSPACE}/comments/types/ai/subtypes`)).body, { comment_subtypes: [] })
    refused(t, await as.anna.get(`${WORKSPACE}/comments/types/note/subtypes`), 'requestUnfit')
  })
})
