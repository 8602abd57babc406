// Comments on tasks, Lists, chat views and other comments: their order and their assignees.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isVisibleTo } from '../../model/hierarchy.js'
import type { ViewRow } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import type { CommentParent, CommentRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { readFlag, readUserId, type Sent } from '../body.js'
import { groupsIn } from '../user-groups/rules.js'
import { blocksIn, changedBlocksIn } from './blocks.js'
import { presentComment } from './present.js'
import { presentVersion } from './version.js'

/** How many comments a page has (documented). */
const PAGE = 25

type SentComment = Sent<'CreateTaskComment' | 'CreateListComment' | 'UpdateComment'>

/** Adds a comment. @returns the answer @throws Refusal commentTextEmpty */
export function addComment(world: World, caller: Caller, team_id: string, on: CommentParent, sent: SentComment) {
  const comment = world.comments.add({
    id: world.newId('comments'),
    team_id,
    on,
    blocks: blocksIn(world, team_id, sent),
    user_id: caller.user.id,
    assignee: null,
    assigned_by: null,
    group_assignee: groupIn(world, team_id, sent.group_assignee),
    resolved: false,
    date: world.clock.now(),
  })
  world.comments.update(comment, assignment(world, caller, comment, sent.assignee))
  return {
    id: Number(comment.id),
    hist_id: on.kind === 'list' ? world.ids.uuid() : world.ids.historyOfComment(comment.id), // recorded for tasks and Lists
    date: comment.date,
    version: presentVersion(world, comment),
  }
}

/** The comments on one thing, newest first: those before `start` and `start_id`, or the newest. */
export function pageOf(world: World, on: CommentParent, query: { start?: unknown; start_id?: unknown }) {
  const [start, startId] = [Number(query.start ?? Number.NaN), Number(query.start_id ?? Number.NaN)]
  const from = { date: start, id: String(startId) }
  const all = newestFirst(world, on)
  const older = Number.isNaN(start + startId) ? all : all.filter((comment) => byAge(from, comment) < 0)
  return { comments: older.slice(0, PAGE).map((comment) => presentComment(world, comment)) }
}

/** All replies to a comment. Their order is not documented; here the newest comes first. */
export function repliesTo(world: World, { id }: CommentRow) {
  return { comments: newestFirst(world, { kind: 'comment', id }).map((reply) => presentComment(world, reply)) }
}

/** The parent of a reply. A reply to a reply joins the same thread (assumed: replies have no thread of their own). */
export function threadOf({ id, on }: CommentRow): CommentParent {
  return on.kind === 'comment' ? on : { kind: 'comment', id }
}

/** The parent of comments in a chat view. @throws Refusal viewNotConversation */
export function chatOf({ id, type }: ViewRow): CommentParent {
  return type === 'conversation' ? { kind: 'view', id } : refuse('viewNotConversation')
}

/** Changes what was sent of a comment. @throws Refusal replyNotEditable, commentOfAnother, commentTextEmpty */
export function editComment(world: World, caller: Caller, comment: CommentRow, sent: SentComment): void {
  if (comment.on.kind === 'comment') refuse('replyNotEditable')
  const isSaid = sent.comment !== undefined || sent.comment_text !== undefined
  if (isSaid && comment.user_id !== caller.user.id) refuse('commentOfAnother')
  world.comments.update(comment, {
    ...(isSaid && { blocks: changedBlocksIn(world, comment.team_id, sent) }),
    ...assignment(world, caller, comment, sent.assignee),
    ...(sent.group_assignee !== undefined && {
      group_assignee: groupIn(world, comment.team_id, sent.group_assignee),
    }),
    resolved: readFlag(sent.resolved) ?? comment.resolved,
  })
}

/** Deletes a comment and the replies to it. */
export function deleteComment(world: World, comment: CommentRow): void {
  world.delete('comments', comment)
}

/** A person who cannot see the comment is not assigned, as with tasks (observed there). */
function assignment(world: World, { user }: Caller, comment: CommentRow, sent: unknown): Partial<CommentRow> {
  const assignee = readUserId(sent)
  if (assignee === null) return { assignee: null, assigned_by: null }
  if (assignee === undefined || assignee === comment.assignee) return {}
  if (!isVisibleTo(world, assignee, { table: 'comments', row: comment })) return {}
  return { assignee, assigned_by: user.id }
}

/** A group of the Workspace; null for none, and for what is no group of it (assumed). */
function groupIn(world: World, teamId: string, sent: unknown): string | null {
  return groupsIn(world, teamId, sent)[0]?.id ?? null
}

function newestFirst(world: World, on: CommentParent): CommentRow[] {
  return world.comments.group('on', onKey(on)).sort(byAge)
}

/** Negative if the second is older; of two with the same date, the lower id is older. */
function byAge(one: Pick<CommentRow, 'date' | 'id'>, other: Pick<CommentRow, 'date' | 'id'>): number {
  return other.date - one.date || Number(other.id) - Number(one.id)
}
