// How messages are written, changed and reacted to.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { keptChannel } from '../../model/channels.js'
import type { ChannelRow, MessageRow, ReactionPart } from '../../model/chat-rows.js'
import { isEmoji } from '../../model/emoji.js'
import type { UserRow } from '../../model/people-rows.js'
import { may } from '../../model/permissions.js'
import type { World } from '../../model/world.js'
import { memberOf } from '../shared.js'
import { personIdIn, type SentPerson } from './channels.js'

/** The kinds of posts of each Workspace (documented); the app can add others. */
const subtypeNames = ['Announcement', 'Discussion', 'Idea', 'Update']

/** The kinds of posts of a Workspace, with their ids there. */
export function subtypesOf(world: World, teamId: string): { id: string; name: string }[] {
  return subtypeNames.map((name, index) => ({ id: world.ids.subtype(teamId, index + 1), name }))
}

/** What both a new message and a change of one may say. */
interface Said {
  readonly post_data?: { readonly title?: string; readonly subtype?: { readonly id: string } }
  readonly assignee?: SentPerson
}

interface NewMessage extends Said {
  readonly type?: MessageRow['type']
  readonly content: string
  readonly title?: string
  readonly group_assignee?: string
  readonly followers?: SentPerson[]
  readonly reactions?: { readonly reaction: string; readonly user_id: SentPerson; readonly date: number }[]
  readonly triaged_action?: 1 | 2
  readonly triaged_object_id?: string
  readonly triaged_object_type?: number
}

/**
 * Writes a message, or a reply to one. Who writes follows the channel from then on (assumed). A reply to a reply joins its
 * thread (assumed). @throws Refusal requestUnfit for people, subtypes and reactions that are not there
 */
export function addMessage(
  world: World,
  caller: Caller,
  channel: ChannelRow,
  sent: NewMessage,
  to?: MessageRow,
): MessageRow {
  const { team_id } = channel
  const { type = 'message', content, title = null, group_assignee = null, followers = [], reactions = [] } = sent
  const { triaged_action = null, triaged_object_id = null, triaged_object_type = null } = sent
  const kept = keptChannel(world, channel)
  const named = followers.map((one) => personIdIn(world, team_id, one))
  world.channels.update(kept, { follower_ids: [...new Set([...kept.follower_ids, caller.user.id, ...named])] })
  const made = world.messages.add({
    id: world.newId('messages', team_id),
    team_id,
    channel_id: channel.id,
    parent_message: to ? (to.parent_message ?? to.id) : null,
    type,
    content,
    ...postOf(world, team_id, type, { title, subtype: null }, sent),
    user_id: caller.user.id,
    date: world.clock.now(),
    date_updated: null,
    ...assignment(world, caller, team_id, sent),
    group_assignee,
    ...unresolved,
    ...{ triaged_action, triaged_object_id, triaged_object_type },
    reactions: [],
  })
  return reactions.reduce(
    (message, { reaction, user_id, date }) =>
      react(world, message, { reaction, date, user_id: personIdIn(world, team_id, user_id) }),
    made,
  )
}

interface MessageEdit extends Said {
  readonly content?: string
  readonly group_assignee?: string
  readonly resolved?: boolean
}

/**
 * Changes a message. What it says changes its author only; whoever sees it assigns and resolves it (assumed).
 * @throws Refusal resourceForbidden, requestUnfit
 */
export function editMessage(world: World, caller: Caller, message: MessageRow, sent: MessageEdit): MessageRow {
  const { team_id, type } = message
  const { content = message.content, group_assignee = message.group_assignee, resolved = message.resolved } = sent
  if (sent.content !== undefined || sent.post_data !== undefined) needAuthor(world, caller, message)
  const now = world.clock.now()
  return world.messages.update(message, {
    content,
    ...postOf(world, team_id, type, message, sent),
    ...(sent.assignee !== undefined && assignment(world, caller, team_id, sent)),
    group_assignee,
    ...(resolved !== message.resolved &&
      (resolved ? { resolved, resolved_by: caller.user.id, date_resolved: now } : unresolved)),
    date_updated: now,
  })
}

/** Deletes a message with its replies. @throws Refusal resourceForbidden for one of somebody else (assumed) */
export function deleteMessage(world: World, caller: Caller, message: MessageRow): void {
  needAuthor(world, caller, message)
  world.delete('messages', message)
}

function needAuthor(world: World, caller: Caller, { team_id, user_id }: MessageRow): void {
  if (!may(world, caller, team_id, 'changeMessage', [user_id])) refuse('resourceForbidden')
}

const unresolved = { resolved: false, resolved_by: null, date_resolved: null } as const

/** Title and kind of a post; a message has neither. @throws Refusal requestUnfit for an unknown kind (assumed) */
function postOf(
  world: World,
  teamId: string,
  type: MessageRow['type'],
  before: Pick<MessageRow, 'title' | 'subtype'>,
  { post_data: { title, subtype } = {} }: Said,
): Pick<MessageRow, 'title' | 'subtype'> {
  if (type === 'message') return { title: null, subtype: null }
  if (subtype && !subtypesOf(world, teamId).some(({ id }) => id === subtype.id)) refuse('requestUnfit')
  return { title: title ?? before.title ?? '', subtype: subtype?.id ?? before.subtype }
}

function assignment(world: World, caller: Caller, teamId: string, { assignee }: Said) {
  if (assignee === undefined) return { assignee: null, assigned_by: null, date_assigned: null }
  const date_assigned = world.clock.now()
  return { assignee: personIdIn(world, teamId, assignee), assigned_by: caller.user.id, date_assigned }
}

/** Adds a reaction. @throws Refusal requestUnfit for an unknown name, or one that is there already (documented) */
export function react(world: World, message: MessageRow, reaction: ReactionPart): MessageRow {
  if (!isEmoji(reaction.reaction) || message.reactions.some(isSame(reaction))) refuse('requestUnfit')
  return world.messages.update(message, { reactions: [...message.reactions, reaction] })
}

/** Takes a reaction back. @throws Refusal requestUnfit for an unknown name, resourceNotFound for one that is not there (documented) */
export function unreact(world: World, message: MessageRow, reaction: Omit<ReactionPart, 'date'>): void {
  if (!isEmoji(reaction.reaction)) refuse('requestUnfit')
  const others = message.reactions.filter((one) => !isSame(reaction)(one))
  if (others.length === message.reactions.length) refuse('resourceNotFound')
  world.messages.update(message, { reactions: others })
}

function isSame(one: Omit<ReactionPart, 'date'>) {
  return ({ reaction, user_id }: ReactionPart) => reaction === one.reaction && user_id === one.user_id
}

/** The people whom a text mentions, each once: `[@Name](#user_mention#<id>)` (observed by many). */
export function mentionedIn(world: World, { team_id, content }: MessageRow): UserRow[] {
  const ids = [...content.matchAll(/\]\(#user_mention#(\d+)\)/g)].map(([, id]) => Number(id))
  return [...new Set(ids)].flatMap((id) => memberOf(world, team_id, id) ?? [])
}
