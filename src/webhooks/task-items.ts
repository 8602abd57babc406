// The items of a task (comments, checklists, attachments …): a change of one is a change of the task, with a field of its
// own. Only comments have samples. The names of the other fields, and that a reply is a comment of its task, are assumed.
import { presentCommentUser } from '../features/comments/present.js'
import { rootOf } from '../features/comments/version.js'
import type { Tables } from '../model/schema.js'
import type { CommentRow, TaskRow } from '../model/task-rows.js'
import type { World } from '../model/world.js'
import type { AnyChange, RowChange } from './changes.js'
import { type FieldChange, presentActor } from './history-items.js'

/** A change of an item of a task. */
export interface TaskItemChange {
  readonly taskId: string
  /** What was done to the comment; undefined for other items. */
  readonly comment?: 'posted' | 'changed'
  readonly change: FieldChange
}

/** What the change of a row means for its task; undefined where it has no task, or causes no event. */
export function taskItemChange(world: World, change: AnyChange): TaskItemChange | undefined {
  if (change.table === 'comments') return commentChange(world, change)
  const item = items[change.table] as TaskItem<keyof Tables> | undefined
  const row = change.after ?? change.before
  if (!item || !row) return undefined
  const taskId = item.taskId(row, world)
  const [before, after] = [change.before, change.after].map((one) => (one ? item.show(one) : null))
  return taskId === undefined ? undefined : { taskId, change: { field: item.field, before, after } }
}

interface TaskItem<Name extends keyof Tables> {
  readonly field: string
  readonly taskId: (row: Tables[Name], world: World) => string | undefined
  /** What the event shows of it. */
  readonly show: (row: Tables[Name]) => unknown
}

const ofTask = ({ task_id }: { readonly task_id: string }) => task_id
const byId = ({ id }: { readonly id: string }) => id

const items: { readonly [Name in keyof Tables]?: TaskItem<Name> } = {
  attachments: { field: 'attachments', taskId: ({ task_id }) => task_id ?? undefined, show: byId },
  checklists: { field: 'checklist', taskId: ofTask, show: ({ id, name }) => ({ id, name }) },
  checklist_items: {
    field: 'checklist_item',
    taskId: ({ checklist_id }, world) => world.checklists.find(checklist_id)?.task_id,
    show: ({ id, checklist_id, name, assignee, resolved, parent }) => ({
      id,
      checklist_id,
      name,
      assignee,
      resolved,
      parent,
    }),
  },
  dependencies: {
    field: 'depends_on',
    taskId: ({ task_id, depends_on }, world) => (isDeleted(world, depends_on) ? undefined : task_id),
    show: ({ depends_on }) => depends_on,
  },
  links: {
    field: 'linked_task',
    taskId: ({ task_id, link_id }, world) => (isDeleted(world, link_id) ? undefined : task_id),
    show: ({ link_id }) => link_id,
  },
  further_lists: { field: 'location', taskId: ofTask, show: ({ list_id }) => list_id },
}

/** That a task loses a dependency or a link with the other task causes no event (assumed). */
function isDeleted(world: World, taskId: string): boolean {
  return world.tasks.get(taskId).deleted
}

/** A comment that is deleted, or that goes to another task in a merge, causes no event (assumed). */
function commentChange(
  world: World,
  { before, after }: Pick<RowChange<'comments'>, 'before' | 'after'>,
): TaskItemChange | undefined {
  if (!after) return undefined
  const root = rootOf(world, after)
  const task = root.kind === 'task' ? world.tasks.find(root.id) : undefined
  if (!task) return undefined
  const comment = before ? 'changed' : 'posted'
  if (before && before.blocks === after.blocks && before.resolved === after.resolved) {
    if (before.assignee === after.assignee && before.group_assignee === after.group_assignee) return undefined
  }
  return { taskId: task.id, comment, change: commentField(world, task, after) }
}

/** The same for a comment that is posted or changed: in the samples, both items have one id and one date. */
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

/** A comment in an event has more keys than in the API. */
function presentComment(world: World, task: TaskRow, { id, date, on, blocks, user_id, assignee }: CommentRow): object {
  const { team_id } = task
  return {
    id,
    date: String(date),
    parent: on.kind === 'comment' ? on.id : task.id,
    type: on.kind === 'comment' ? 2 : 1, // 2 is assumed
    comment: blocks.map(({ text, attributes = {}, ...others }) => ({ text, attributes, ...others })),
    text_content: `${blocks.map(({ text }) => text).join('')}\n`,
    ...nullKeys,
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
const nullKeys = {
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
