// Chat: https://developer.clickup.com/reference/getchatchannels and the pages beside it.
import { Existing } from '../../contract/answer.js'
import { canonicalOf, keptChannel } from '../../model/channels.js'
import type { UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { dataPage, pageAfter } from '../cursors.js'
import type { Handlers } from '../handlers.js'
import {
  addChannel,
  addConversation,
  channelNamed,
  channelsFound,
  conversationOf,
  deleteChannel,
  editChannel,
  membersOf,
  placeOf,
} from './channels.js'
import { addMessage, deleteMessage, editMessage, mentionedIn, react, subtypesOf, unreact } from './messages.js'
import { presentChannel, presentChatPerson, presentMessage, presentReaction } from './present.js'

export const chat = {
  getChatChannels: ({ world, caller, rows: { workspace }, query }) => {
    const found = channelsFound(world, caller, workspace.id, query)
    const page = pageAfter(found, ({ created_at: at, id }) => ({ at, id }), query)
    return dataPage(page, (channel) => presentChannel(world, caller, channel, query.description_format))
  },

  createChatChannel: ({ world, caller, rows: { workspace }, body }) => {
    const there = channelNamed(world, caller, workspace.id, body.name)
    if (there) return new Existing({ data: presentChannel(world, caller, there) })
    return { data: presentChannel(world, caller, addChannel(world, caller, workspace.id, body)) }
  },

  createLocationChatChannel: ({ world, caller, rows: { workspace }, body }) => {
    const place = placeOf(world, caller, workspace.id, body.location)
    const there = canonicalOf(world, place)
    if (there) return new Existing({ data: presentChannel(world, caller, there) })
    return {
      data: presentChannel(world, caller, addChannel(world, caller, workspace.id, { ...body, name: null }, place)),
    }
  },

  createDirectMessageChatChannel: ({ world, caller, rows: { workspace }, body: { user_ids = [] } }) => {
    const there = conversationOf(world, caller, workspace.id, user_ids)
    if (there) return new Existing({ data: presentChannel(world, caller, there) })
    return { data: presentChannel(world, caller, addConversation(world, caller, workspace.id, user_ids)) }
  },

  getChatChannel: ({ world, caller, rows: { channel }, query }) => ({
    data: presentChannel(world, caller, channel, query.description_format),
  }),

  updateChatChannel: ({ world, caller, rows: { channel }, body }) => ({
    data: presentChannel(world, caller, editChannel(world, caller, channel, body)),
  }),

  deleteChatChannel: ({ world, caller, rows: { channel } }) => {
    deleteChannel(world, caller, channel)
    return undefined
  },

  getChatChannelFollowers: ({ world, rows: { channel }, query }) => {
    const followers = channel.follower_ids.map((id) => world.users.get(id))
    return peoplePage(world, channel.team_id, followers, query)
  },

  getChatChannelMembers: ({ world, rows: { channel }, query }) =>
    peoplePage(world, channel.team_id, membersOf(world, channel), query),

  getChatMessages: ({ world, rows: { channel }, query }) => {
    const page = pageAfter(world.messages.group('top', channel.id), ({ date: at, id }) => ({ at, id }), query)
    return dataPage(page, (message) => presentMessage(world, message, query.content_format))
  },

  createChatMessage: ({ world, caller, rows: { channel }, body }) =>
    presentMessage(world, addMessage(world, caller, keptChannel(world, channel), body)),

  patchChatMessage: ({ world, caller, rows: { message }, body }) =>
    presentMessage(world, editMessage(world, caller, message, body)),

  deleteChatMessage: ({ world, caller, rows: { message } }) => {
    deleteMessage(world, caller, message)
    return undefined
  },

  getChatMessageReplies: ({ world, rows: { message }, query }) => {
    const page = pageAfter(world.messages.group('thread', message.id), ({ date: at, id }) => ({ at, id }), query)
    return dataPage(page, (reply) => presentMessage(world, reply, query.content_format))
  },

  createReplyMessage: ({ world, caller, rows: { message }, body }) =>
    presentMessage(world, addMessage(world, caller, world.channels.get(message.channel_id), body, message)),

  getChatMessageReactions: ({ rows: { message }, query }) => {
    const page = pageAfter(
      message.reactions,
      ({ date: at, user_id, reaction }) => ({ at, id: `${user_id} ${reaction}` }),
      query,
    )
    return dataPage(page, presentReaction)
  },

  createChatReaction: ({ world, caller, rows: { message }, body: { reaction } }) => {
    const made = { date: world.clock.now(), reaction, user_id: caller.user.id }
    react(world, message, made)
    return { ...made, user_id: String(made.user_id) }
  },

  deleteChatReaction: ({ world, caller, rows: { message }, params: { reaction } }) => {
    unreact(world, message, { reaction, user_id: caller.user.id })
    return undefined
  },

  getChatMessageTaggedUsers: ({ world, rows: { message }, query }) =>
    peoplePage(world, message.team_id, mentionedIn(world, message), query),

  getSubtypes: ({ world, rows: { workspace }, params: { comment_type } }) => ({
    comment_subtypes: comment_type === 'post' ? subtypesOf(world, workspace.id) : [],
  }),
} satisfies Handlers

/** People, the lowest id first (assumed). */
function peoplePage(world: World, teamId: string, people: UserRow[], query: { cursor?: string; limit?: number }) {
  const page = pageAfter(people, ({ id }) => ({ at: -id, id: String(id) }), query)
  return dataPage(page, (one) => presentChatPerson(world, teamId, one))
}
