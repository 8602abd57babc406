// How ClickUp shows channels, people and messages. Keys that were seen live stand first, in their order.
import type { components } from '../../contract/clickup.gen.js'
import type { Caller } from '../../model/access.js'
import type { ChannelRow, MessageRow, ReactionPart } from '../../model/chat-rows.js'
import { markdownToText } from '../../model/markdown.js'
import { parentTypes, rowOfParent } from '../../model/parents.js'
import type { UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'
import { latestAt } from './channels.js'
import { subtypesOf } from './messages.js'

type Schemas = components['schemas']

/** The name of a channel; undefined of direct messages. */
export function nameOf(world: World, { name, type, parent }: ChannelRow): string | undefined {
  if (type !== 'CHANNEL') return undefined
  const { table, id } = rowOfParent(parent)
  return name ?? world.named(table).get(id).name
}

/** A channel. @param format - text/plain for its description without its marks */
export function presentChannel(
  world: World,
  caller: Caller,
  channel: ChannelRow,
  format = 'text/md',
): Schemas['Channel'] {
  const { id, team_id, type, visibility, parent, canonical, created_at, updated_at, description, topic } = channel
  const isTalk = type !== 'CHANNEL'
  const name = nameOf(world, channel)
  const latest = latestAt(world, channel)
  const address = `/api/v3/workspaces/${team_id}/chat/channels/${id}`
  return {
    creator: String(channel.creator),
    archived: isTalk ? null : channel.archived,
    id,
    ...(name !== undefined && { name }),
    type,
    visibility,
    parent: { ...parent },
    created_at,
    ...(!isTalk && { updated_at }),
    ...(latest !== undefined && { latest_comment_at: latest }),
    room_updated_at: Math.max(updated_at, latest ?? 0),
    is_canonical_channel: canonical,
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
  const messages = world.messages.group('channel', channel.id)
  const own = messages.filter(({ user_id }) => user_id === user.id).map(({ date }) => date)
  const read = Math.max(channel.created_at, ...own)
  const unread = messages.filter(({ date, user_id }) => date > read && user_id !== user.id)
  const latest = latestAt(world, channel) ?? channel.created_at
  const rooted = { parent_id: channel.id, parent_type: 'view', root_parent_id: channel.parent.id }
  return {
    ...rooted,
    root_parent_type: rootNames[channel.parent.type],
    date: read,
    _version_vector: { object_id: channel.id, object_type: 'view', vector: [], workspace_id: Number(channel.team_id) },
    has_unread: unread.length > 0,
    num_unread: unread.length,
    latest_comment_at: latest,
    mention_count: unread.filter(({ content }) => content.includes(`(#user_mention#${user.id})`)).length,
    last_updated_at: Math.max(channel.updated_at, latest),
  }
}

const rootNames = {
  [parentTypes.SPACE]: 'space',
  [parentTypes.FOLDER]: 'folder',
  [parentTypes.LIST]: 'list',
  [parentTypes.EVERYTHING]: 'workspace',
  [parentTypes.WORKSPACE]: 'workspace',
} as const

/** A person of a channel or a message; without a name until they have accepted the invitation. */
export function presentChatPerson(world: World, teamId: string, { id }: UserRow): Schemas['ChatPerson'] {
  const { email, initials, username } = personIn(world, teamId, id)
  return { id: String(id), email, initials, ...(username !== null && { name: username, username }) }
}

/** A message. @param format - text/plain for its words without their marks */
export function presentMessage(world: World, message: MessageRow, format = 'text/md'): Schemas['Message'] {
  const { id, team_id, parent_message, title, subtype, type, content } = message
  const isReply = parent_message !== null
  const address = `/api/v3/workspaces/${team_id}/chat/messages/${id}`
  const kind = subtypesOf(world, team_id).find((one) => one.id === subtype)
  return {
    ...given({ assignee: person(message.assignee), assigned_by: person(message.assigned_by) }),
    content: worded(content, format),
    date: message.date,
    ...given({ date_assigned: message.date_assigned, date_resolved: message.date_resolved }),
    ...given({ date_updated: message.date_updated, group_assignee: message.group_assignee }),
    id,
    parent_channel: message.channel_id,
    parent_message,
    ...(title !== null && { post_data: { ...(kind && { subtype: kind }), title } }),
    resolved: message.resolved,
    ...given({ resolved_by: person(message.resolved_by), triaged_action: message.triaged_action }),
    ...given({ triaged_object_id: message.triaged_object_id, triaged_object_type: message.triaged_object_type }),
    type,
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

function worded(markdown: string, format: string): string {
  return format === 'text/plain' ? markdownToText(markdown) : markdown
}

/** Those of these that are there: keys of what is not are left out (assumed). */
function given<Columns extends object>(columns: Columns): { [Key in keyof Columns]?: NonNullable<Columns[Key]> } {
  const there = Object.entries(columns).filter(([, value]) => value !== null)
  return Object.fromEntries(there) as { [Key in keyof Columns]?: NonNullable<Columns[Key]> } // null was taken out
}
