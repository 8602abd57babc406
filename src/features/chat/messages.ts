// How messages are written, changed and reacted to.
import { refuse } from '../../contract/catalogue.js'
import { keptChannel } from '../../model/channels.js'
import type { ChannelRow, MessageRow, ReactionPart } from '../../model/chat-rows.js'
import { isEmoji } from '../../model/emoji.js'
import { may } from '../../model/permissions.js'
import type { World } from '../../model/world.js'
import type { Calling, CallTo } from '../handlers.js'
import { personIdIn } from './channels.js'

/** The kinds of posts of each Workspace (documented); the app can add others. */
const subtypeNames = ['Announcement', 'Discussion', 'Idea', 'Update']

/** The kinds of posts of a Workspace, with their ids there. */
export function subtypesOf(world: World, teamId: string): { id: string; name: string }[] {
  return subtypeNames.map((name, index) => ({ id: world.ids.subtype(teamId, index + 1), name }))
}

type WritingCall = CallTo<'createChatMessage' | 'createReplyMessage'>
type SayingCall = WritingCall | CallTo<'patchChatMessage'>

/**
 * Writes a message, or a reply to one. Who writes follows the channel from then on (assumed). A reply to a reply joins its
 * thread (assumed). @throws Refusal requestUnfit for people, subtypes and reactions that are not there
 */
export function addMessage(call: WritingCall, channel: ChannelRow, to?: MessageRow): MessageRow {
  const { world, caller, body } = call
  const { team_id } = channel
  const { type = 'message', content, title = null, group_assignee = null, followers = [], reactions = [] } = body
  const { triaged_action = null, triaged_object_id = null, triaged_object_type = null } = body
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
    ...postOf(call, type, { title, subtype: null }),
    user_id: caller.user.id,
    date: world.clock.now(),
    date_updated: null,
    ...assignment(call),
    group_assignee,
    ...unresolved,
    ...{ triaged_action, triaged_object_id, triaged_object_type },
    reactions: [],
  })
  const given = reactions.map((one) => ({ ...one, user_id: personIdIn(world, team_id, one.user_id) }))
  return given.reduce((message, one) => react(world, message, one), made)
}

/**
 * Changes a message. What it says changes its author only; whoever sees it assigns and resolves it (assumed).
 * @throws Refusal resourceForbidden, requestUnfit
 */
export function editMessage(call: CallTo<'patchChatMessage'>): MessageRow {
  const { world, caller, rows, body } = call
  const { message } = rows
  const { content, group_assignee, resolved } = { ...message, ...body }
  if (body.content !== undefined || body.post_data !== undefined) needAuthor(call, message)
  const now = world.clock.now()
  return world.messages.update(message, {
    content,
    ...postOf(call, message.type, message),
    ...(body.assignee !== undefined && assignment(call)),
    group_assignee,
    ...(resolved !== message.resolved &&
      (resolved ? { resolved, resolved_by: caller.user.id, date_resolved: now } : unresolved)),
    date_updated: now,
  })
}

/** Deletes a message with its replies. @throws Refusal resourceForbidden for one of somebody else (assumed) */
export function deleteMessage(call: CallTo<'deleteChatMessage'>): undefined {
  needAuthor(call, call.rows.message)
  call.world.delete('messages', call.rows.message)
}

function needAuthor({ world, caller }: Calling, { team_id, user_id }: MessageRow): void {
  if (!may(world, caller, team_id, 'changeMessage', [user_id])) refuse('resourceForbidden')
}

const unresolved = { resolved: false, resolved_by: null, date_resolved: null } as const

type Post = Pick<MessageRow, 'title' | 'subtype'>

/** Title and kind of a post; a message has neither. @throws Refusal requestUnfit for an unknown kind (assumed) */
function postOf({ world, rows: { workspace }, body }: SayingCall, type: MessageRow['type'], before: Post): Post {
  const { title = before.title ?? '', subtype } = body.post_data ?? {}
  if (type === 'message') return { title: null, subtype: null }
  if (subtype && !subtypesOf(world, workspace.id).some(({ id }) => id === subtype.id)) refuse('requestUnfit')
  return { title, subtype: subtype?.id ?? before.subtype }
}

function assignment({ world, caller, rows: { workspace }, body: { assignee } }: SayingCall) {
  if (assignee === undefined) return { assignee: null, assigned_by: null, date_assigned: null }
  const date_assigned = world.clock.now()
  return { assignee: personIdIn(world, workspace.id, assignee), assigned_by: caller.user.id, date_assigned }
}

/** Adds a reaction. @throws Refusal requestUnfit for an unknown name, or one that is there already (documented) */
export function react(world: World, message: MessageRow, { reaction, user_id, date }: ReactionPart): MessageRow {
  const isThere = message.reactions.some(isBy(user_id, reaction))
  if (!isEmoji(reaction) || isThere) refuse('requestUnfit')
  return world.messages.update(message, { reactions: [...message.reactions, { reaction, user_id, date }] })
}

/** Takes a reaction back. @throws Refusal requestUnfit for an unknown name, resourceNotFound for one that is not there (documented) */
export function unreact({ world, caller, rows: { message }, params }: CallTo<'deleteChatReaction'>): undefined {
  if (!isEmoji(params.reaction)) refuse('requestUnfit')
  const own = message.reactions.find(isBy(caller.user.id, params.reaction)) ?? refuse('resourceNotFound')
  world.messages.update(message, { reactions: message.reactions.filter((one) => one !== own) })
}

function isBy(userId: number, name: string) {
  return ({ reaction, user_id }: ReactionPart) => user_id === userId && reaction === name
}

/** The people whom a text mentions, each once: `[@Name](#user_mention#<id>)` (observed by many). */
export function mentionedIn(world: World, { team_id, content }: MessageRow): number[] {
  const ids = [...content.matchAll(/\]\(#user_mention#(\d+)\)/g)].map(([, id]) => Number(id))
  return [...new Set(ids)].filter((id) => world.membership(team_id, id))
}
