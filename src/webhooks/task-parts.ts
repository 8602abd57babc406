// What hangs on a task: a change of it is a change of the task, with a field of its own. Only comments have samples; the
// names of the other fields, and that a reply counts as a comment of its task, are assumed.
import { presentCommentUser } from '../features/comments/present.js'
import type { Tables } from '../model/schema.js'
import type { CommentRow, TaskRow } from '../model/work-rows.js'
import type { World } from '../model/world.js'
import type { AnyChange, RowChange } from './changes.js'
import { type FieldChange, presentActor } from './items.js'

/** A change of something that hangs on a task. */
export interface PartChange {
  readonly taskId: string
  /** Whether it is a comment that was posted, or changed; neither where it is no comment. */
  readonly comment?: 'posted' | 'changed'
  readonly change: FieldChange
}

/** What a change of a row means for the task it hangs on; undefined where it hangs on none, or nothing is told of it. */
export function partChange(world: World, change: AnyChange): PartChange | undefined {
  if (change.table === 'comments') return commentChange(world, change)
  const part = parts[change.table] as Part<keyof Tables> | undefined
  const row = change.after ?? change.before
  if (!part || !row) return undefined
  const taskId = part.task(row, world)
  const [before, after] = [change.before, change.after].map((one) => (one ? part.show(one) : null))
  return taskId === undefined ? undefined : { taskId, change: { field: part.field, before, after } }
}

interface Part<Name extends keyof Tables> {
  readonly field: string
  readonly task: (row: Tables[Name], world: World) => string | undefined
  /** What the item says of it. */
  readonly show: (row: Tables[Name]) => unknown
}

const ofTask = ({ task_id }: { readonly task_id: string }) => task_id
const byId = ({ id }: { readonly id: string }) => id

const parts: { readonly [Name in keyof Tables]?: Part<Name> } = {
  attachments: { field: 'attachments', task: ofTask, show: byId },
  checklists: { field: 'checklist', task: ofTask, show: ({ id, name }) => ({ id, name }) },
  checklist_items: {
    field: 'checklist_item',
    task: ({ checklist_id }, world) => world.checklists.find(checklist_id)?.task_id,
    show: ({ id, checklist_id, name, assignee, resolved, parent }) => ({
      id,
      checklist_id,
      name,
      assignee,
      resolved,
      parent,
    }),
  },
  dependencies: { field: 'depends_on', task: ofTask, show: ({ depends_on }) => depends_on },
  links: { field: 'linked_task', task: ofTask, show: ({ link_id }) => link_id },
  further_lists: { field: 'location', task: ofTask, show: ({ list_id }) => list_id },
}

/** A comment that was deleted, or that went to another task in a merge, is not told of (assumed). */
function commentChange(
  world: World,
  { before, after }: Pick<RowChange<'comments'>, 'before' | 'after'>,
): PartChange | undefined {
  const task = after && taskOfComment(world, after)
  if (!task) return undefined
  const comment = before ? 'changed' : 'posted'
  if (before && before.blocks === after.blocks && before.resolved === after.resolved) {
    if (before.assignee === after.assignee && before.group_assignee === after.group_assignee) return undefined
  }
  return { taskId: task.id, comment, change: commentField(world, task, after) }
}

/** Posted and changed alike: the sample of a change has the id and the date of the item that told of the comment. */
export function commentField(world: World, task: TaskRow, comment: CommentRow): FieldChange {
  const { id, date } = comment
  return {
    id: world.ids.historyOfComment(id),
    date,
    field: 'comment',
    before: null,
    after: id,
    comment: presentComment(world, task, comment),
  }
}

/** A reply stands on a comment, which may itself be a reply. */
function taskOfComment(world: World, comment: CommentRow): TaskRow | undefined {
  let at: CommentRow | undefined = comment
  while (at?.on.kind === 'comment') at = world.comments.find(at.on.id)
  return at?.on.kind === 'task' ? world.tasks.find(at.on.id) : undefined
}

/** With more keys than the API shows. */
function presentComment(world: World, task: TaskRow, { id, date, on, blocks, user_id, assignee }: CommentRow): object {
  const { team_id } = task
  return {
    id,
    date: String(date),
    parent: on.kind === 'comment' ? on.id : task.id,
    type: on.kind === 'comment' ? 2 : 1, // of a reply: assumed
    comment: blocks.map(({ text, attributes = {}, ...others }) => ({ text, attributes, ...others })),
    text_content: `${blocks.map(({ text }) => text).join('')}\n`,
    ...nothing,
    user: presentActor(world, team_id, user_id),
    new_thread_count: 0,
    new_mentioned_thread_count: 0,
    email_attachments: [],
    threaded_users: [],
    threaded_replies: world.comments.count('on', `comment/${id}`),
    threaded_assignees: assignee === null ? 0 : 1,
    threaded_assignees_members: assignee === null ? [] : [presentCommentUser(world, team_id, assignee)],
    threaded_unresolved_count: 0,
    thread_followers: [presentActor(world, team_id, user_id)],
    group_thread_followers: [],
    reactions: [],
    emails: [],
  }
}

/** Keys that are null in every sample. */
const nothing = {
  x: null,
  y: null,
  image_y: null,
  image_x: null,
  page: null,
  comment_number: null,
  page_id: null,
  page_name: null,
  view_id: null,
  view_name: null,
  team: null,
}
