// Chat: https://developer.clickup.com/reference/getchatchannels and the pages beside it.
import { Existing } from '../../contract/answer.js'
import { canonicalOf } from '../../model/channels.js'
import type { ChannelRow, MessageRow, ReactionPart } from '../../model/chat-rows.js'
import { byDate, dataPage, pageAfter } from '../cursors.js'
import type { Calling, CallTo, Handlers } from '../handlers.js'
import * as channels from './channels.js'
import * as messages from './messages.js'
import { presentChannel, presentChatPerson, presentMessage, presentReaction } from './present.js'

export const chat = {
  getChatChannels: (call) => {
    const page = pageAfter(channels.channelsFound(call), ({ created_at: at, id }) => ({ at, id }), call.query)
    return dataPage(page, (channel) => presentChannel(call, channel, call.query.description_format))
  },

  createChatChannel: (call) =>
    foundOrMade(call, channels.channelNamed(call), () => channels.addChannel(call, { name: call.body.name })),

  createLocationChatChannel: (call) => {
    const parent = channels.placeOf(call, call.rows.workspace.id, call.body.location)
    const found = canonicalOf(call.world, parent)
    return foundOrMade(call, found, () => channels.addChannel(call, { parent, canonical: true }))
  },

  createDirectMessageChatChannel: (call) =>
    foundOrMade(call, channels.conversationOf(call), () => channels.addConversation(call)),

  getChatChannel: (call) => ({ data: presentChannel(call, call.rows.channel, call.query.description_format) }),

  updateChatChannel: (call) => ({ data: presentChannel(call, channels.editChannel(call)) }),

  deleteChatChannel: channels.deleteChannel,

  getChatChannelFollowers: (call) => peoplePage(call, call.rows.channel.follower_ids),

  getChatChannelMembers: (call) => peoplePage(call, channels.membersOf(call.world, call.rows.channel)),

  getChatMessages: (call) => messagePage(call, call.world.messages.group('top', call.rows.channel.id)),

  createChatMessage: (call) => presentMessage(call.world, messages.addMessage(call, call.rows.channel)),

  patchChatMessage: (call) => presentMessage(call.world, messages.editMessage(call)),

  deleteChatMessage: messages.deleteMessage,

  getChatMessageReplies: (call) => messagePage(call, call.world.messages.group('thread', call.rows.message.id)),

  createReplyMessage: (call) => {
    const { world, rows } = call
    const channel = world.channels.get(rows.message.channel_id)
    return presentMessage(world, messages.addMessage(call, channel, rows.message))
  },

  getChatMessageReactions: ({ rows: { message }, query }) => {
    const sortedBy = ({ date, user_id, reaction }: ReactionPart) => ({ at: date, id: `${user_id} ${reaction}` })
    return dataPage(pageAfter(message.reactions, sortedBy, query), presentReaction)
  },

  createChatReaction: ({ world, caller, rows: { message }, body: { reaction } }) => {
    const made = { date: world.clock.now(), reaction, user_id: caller.user.id }
    messages.react(world, message, made)
    return { ...made, user_id: String(made.user_id) }
  },

  deleteChatReaction: messages.unreact,

  getChatMessageTaggedUsers: (call) => peoplePage(call, messages.mentionedIn(call.world, call.rows.message)),

  getSubtypes: ({ world, rows: { workspace }, params: { comment_type } }) => ({
    comment_subtypes: comment_type === 'post' ? messages.subtypesOf(world, workspace.id) : [],
  }),
} satisfies Handlers

/** The channel that is there, or else one that is made. */
function foundOrMade(call: Calling, found: ChannelRow | undefined, make: () => ChannelRow) {
  const shown = (channel: ChannelRow) => ({ data: presentChannel(call, channel) })
  return found ? new Existing(shown(found)) : shown(make())
}

type PeopleCall = CallTo<'getChatChannelFollowers' | 'getChatChannelMembers' | 'getChatMessageTaggedUsers'>

/** People by their ids, the lowest first (assumed). */
function peoplePage({ world, rows, query }: PeopleCall, ids: readonly number[]) {
  const page = pageAfter(ids, (id) => ({ at: -id, id: String(id) }), query)
  return dataPage(page, (id) => presentChatPerson(world, rows.workspace.id, id))
}

type MessagesCall = CallTo<'getChatMessages' | 'getChatMessageReplies'>

function messagePage({ world, query }: MessagesCall, rows: Iterable<MessageRow>) {
  return dataPage(pageAfter(rows, byDate, query), (message) => presentMessage(world, message, query.content_format))
}
