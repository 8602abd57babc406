// How ClickUp shows channels, people and messages. Keys that were seen live stand first, in their order.
import type { components } from '../../contract/clickup.gen.js'
import type { Caller } from '../../model/access.js'
import type { ChannelRow, MessageRow, ReactionPart } from '../../model/chat-rows.js'
import { rowOfParent } from '../../model/parents.js'
import type { World } from '../../model/world.js'
import type { Calling } from '../handlers.js'
import { type Format, given, personIn, worded } from '../shared.js'
import { latestAt, placeTypes } from './channels.js'
import { subtypesOf } from './messages.js'

type Schemas = components['schemas']

/** The name of a channel; null of direct messages. */
export function nameOf(world: World, { name, type, parent }: ChannelRow): string | null {
  if (type !== 'CHANNEL') return null
  const { table, id } = rowOfParent(parent)
  return name ?? world.named(table).get(id).name
}

/** A channel. @param format - text/plain for its description without its marks */
export function presentChannel({ world, caller }: Calling, channel: ChannelRow, format?: Format): Schemas['Channel'] {
  const { id, team_id, type, visibility, parent, created_at, updated_at, description, topic } = channel
  const isTalk = type !== 'CHANNEL'
  const latest = latestAt(world, channel)
  const address = `/api/v3/workspaces/${team_id}/chat/channels/${id}`
  return {
    creator: String(channel.creator),
    archived: isTalk ? null : channel.archived,
    id,
    ...given({ name: nameOf(world, channel) }),
    type,
    visibility,
    parent: { ...parent },
    created_at,
    ...(!isTalk && { updated_at }),
    ...(latest !== undefined && { latest_comment_at: latest }),
    room_updated_at: Math.max(updated_at, latest ?? 0),
    is_canonical_channel: channel.canonical,
    workspace_id: team_id,
    ...(description && { description: worded(description, format) }),
    ...(topic && { topic }),
    ...(isTalk && { is_hidden: channel.closed_by.includes(caller.user.id) }),
    counts: countsOf(world, caller, channel),
    chat_room_category: null,
    links: { members: `${address}/members`, followers: `${address}/followers` },
  }
}

/**
 * What is new to the caller; null for a personal token (observed by many). Nobody can say over the API what they have read:
 * it is what came after their own last message (assumed).
 */
function countsOf(world: World, { token, user }: Caller, channel: ChannelRow): Schemas['ChannelCounts'] {
  if (!world.tokens.find(token)?.app_id) return null
  const { id, parent, created_at, updated_at } = channel
  const messages = world.messages.group('channel', id)
  const own = messages.filter(({ user_id }) => user_id === user.id).map(({ date }) => date)
  const read = Math.max(created_at, ...own)
  const unread = messages.filter(({ date, user_id }) => date > read && user_id !== user.id)
  const latest = latestAt(world, channel) ?? created_at
  const [root = 'workspace'] = Object.entries(placeTypes).find(([, type]) => type === parent.type) ?? []
  return {
    parent_id: id,
    parent_type: 'view',
    root_parent_id: parent.id,
    root_parent_type: root,
    date: read,
    _version_vector: { object_id: id, object_type: 'view', vector: [], workspace_id: Number(channel.team_id) },
    has_unread: unread.length > 0,
    num_unread: unread.length,
    latest_comment_at: latest,
    mention_count: unread.filter(({ content }) => content.includes(`(#user_mention#${user.id})`)).length,
    last_updated_at: Math.max(updated_at, latest),
  }
}

/** A person of a channel or a message; without a name until they have accepted the invitation. */
export function presentChatPerson(world: World, teamId: string, userId: number): Schemas['ChatPerson'] {
  const { email, initials, username } = personIn(world, teamId, userId)
  return { id: String(userId), email, initials, ...(username !== null && { name: username, username }) }
}

/** A message. @param format - text/plain for its words without their marks */
export function presentMessage(world: World, message: MessageRow, format?: Format): Schemas['Message'] {
  const { id, team_id, parent_message, title, date_assigned, date_resolved, date_updated, group_assignee } = message
  const { triaged_action, triaged_object_id, triaged_object_type } = message
  const isReply = parent_message !== null
  const address = `/api/v3/workspaces/${team_id}/chat/messages/${id}`
  const kind = subtypesOf(world, team_id).find((one) => one.id === message.subtype)
  return {
    ...given({ assignee: person(message.assignee), assigned_by: person(message.assigned_by) }),
    content: worded(message.content, format),
    date: message.date,
    ...given({ date_assigned, date_resolved, date_updated, group_assignee }),
    id,
    parent_channel: message.channel_id,
    parent_message,
    ...(title !== null && { post_data: { ...(kind && { subtype: kind }), title } }),
    resolved: message.resolved,
    ...given({ resolved_by: person(message.resolved_by), triaged_action, triaged_object_id, triaged_object_type }),
    type: message.type,
    user_id: String(message.user_id),
    links: {
      reactions: `${address}/reactions`,
      ...(!isReply && { replies: `${address}/replies` }),
      tagged_users: `${address}/tagged_users`,
    },
    ...(!isReply && { replies_count: world.messages.count('thread', id) }),
  }
}

/** A reaction in a list; one that was just made begins with its date. */
export function presentReaction({ reaction, user_id, date }: ReactionPart): Schemas['Reaction'] {
  return { reaction, user_id: String(user_id), date }
}

function person(id: number | null): string | null {
  return id === null ? null : String(id)
}
