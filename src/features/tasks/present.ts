// How ClickUp shows a task. Keys in wire order: https://developer.clickup.com/reference/gettask
import type { components } from '../../contract/clickup.gen.js'
import { isGone, levelOf, rowIn } from '../../model/hierarchy.js'
import { markdownToText } from '../../model/markdown.js'
import { normalMarkdown } from '../../model/normal-markdown.js'
import type { Permission } from '../../model/permissions.js'
import { shownStatus } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import { finishedOn, sumOf } from '../../model/time-spent.js'
import type { World } from '../../model/world.js'
import { presentTaskAttachments } from '../attachments/present.js'
import { presentChecklists } from '../checklists/present.js'
import { presentTaskFields } from '../custom-fields/present.js'
import { presentFolderName } from '../lists/present.js'
import { presentDependencies, presentLinks } from '../relationships/present.js'
import { milliseconds, personIn, presentPriority } from '../shared.js'
import { presentTaskTags } from '../tags/present.js'
import { presentNamedGroup } from '../user-groups/named.js'
import { estimatesOf } from './estimates.js'
import { sees, type Viewer } from './viewer.js'

type Schemas = components['schemas']
type Task = Schemas['Task']

/** What an answer shows of a task, besides what every answer has. */
export interface TaskOptions {
  /** The description in Markdown (`include_markdown_description`). */
  readonly markdown_description?: boolean
  /** Its subtasks (`include_subtasks`). */
  readonly subtasks?: boolean
  /** Its files, where the answer shows them: the address at which the caller reaches the sandbox. */
  readonly attachments?: string
  /** It is one of a list, where the keys of its status have another order (recorded). */
  readonly among?: boolean
  /** The sum of the time entries even where there are none: tasks in arrays have it only with entries (recorded). */
  readonly time_spent?: boolean
  /** Shows it as to this person: with their level, and without what is hidden from them. */
  readonly viewer?: Viewer | undefined
}

/** A task. The answer is the same for every caller that is no `viewer`. */
export function presentTask(world: World, task: TaskRow, options: TaskOptions = {}): Task {
  const list = world.lists.get(task.list_id)
  const folder = presentFolderName(world, list)
  const text = markdownToText(task.markdown)
  const { id, status, color, orderindex, type } = shownStatus(world, list, task.status)
  const { viewer } = options
  const shows = (permission: Permission) => sees(world, viewer, task.team_id, permission)
  return {
    id: task.id,
    custom_id: task.custom_id,
    custom_item_id: task.custom_item_id,
    name: task.name,
    text_content: text,
    description: text,
    ...(options.markdown_description && { markdown_description: normalMarkdown(task.markdown) }),
    status: options.among ? { status, id, color, type, orderindex } : { id, status, color, orderindex, type },
    orderindex: task.orderindex,
    date_created: String(task.date_created),
    date_updated: String(task.date_updated),
    date_closed: milliseconds(task.date_closed),
    date_done: milliseconds(task.date_done),
    archived: task.archived,
    ...presentPeople(world, task),
    checklists: presentChecklists(world, task),
    tags: presentTaskTags(world, task),
    parent: task.parent,
    top_level_parent: topLevelParent(world, task),
    priority: presentPriority(task.priority),
    due_date: milliseconds(task.due_date),
    start_date: milliseconds(task.start_date),
    points: shows('seePoints') ? task.points : null,
    time_estimate: shows('seeTimeEstimate') ? task.time_estimate : null,
    ...(shows('seeTimeEstimate') && presentEstimates(world, task)),
    ...(shows('seeTimeSpent') && presentTimeSpent(world, task, options)),
    custom_fields: presentTaskFields(world, task, !shows('seeFieldsHiddenFromGuests')),
    dependencies: presentDependencies(world, task),
    linked_tasks: presentLinks(world, task),
    locations: presentLocations(world, task),
    team_id: task.team_id,
    url: `https://app.clickup.com/t/${task.id}`,
    sharing,
    permission_level: viewer ? levelOf(world, viewer, { table: 'tasks', row: task }) : 'create',
    list: { id: list.id, name: list.name, access: true },
    project: folder,
    folder,
    space: { id: list.space_id },
    ...(options.subtasks && { subtasks: presentSubtasks(world, task, options) }),
    ...(options.attachments && { attachments: presentTaskAttachments(world, task, options.attachments) }),
  }
}

/** By person, where somebody set them so; what is nobody's has no person (assumed). */
function presentEstimates(world: World, task: TaskRow): Pick<Task, 'time_estimates_by_user'> {
  const shares = estimatesOf(world, task).flatMap(({ assignee, time }) =>
    assignee === 'unassigned' ? [] : { user: presentTaskUser(world, task.team_id, assignee), time_estimate: time },
  )
  return shares.length === 0 ? {} : { time_estimates_by_user: shares }
}

/** The time of all people together, in ms. That of subtasks does not count. */
function presentTimeSpent(world: World, { id }: TaskRow, { time_spent }: TaskOptions): Pick<Task, 'time_spent'> {
  const entries = finishedOn(world, id)
  return time_spent || entries.length > 0 ? { time_spent: sumOf(world, entries) } : {}
}

/** No task is shared with the public: v2 has no operation for it. The fields are those of every recording. */
const sharing: Schemas['TaskSharing'] = {
  public: false,
  public_share_expires_on: null,
  public_fields: [
    'assignees',
    'priority',
    'due_date',
    'content',
    'comments',
    'attachments',
    'customFields',
    'subtasks',
    'tags',
    'checklists',
    'coverimage',
  ],
  token: null,
  seo_optimized: false,
}

/** The tasks right below it (assumed: no sample has deeper ones), with the keys of ClickUp's documentation. */
function presentSubtasks(world: World, task: TaskRow, { viewer }: TaskOptions): Schemas['Subtask'][] {
  return world.tasks.group('parent', task.id).map((subtask) => {
    const { custom_id, text_content, description, priority, team_id, sharing, ...shown } = presentTask(world, subtask, {
      viewer,
    })
    const { permission_level, list, project, folder, space, time_estimates_by_user, ...columns } = shown
    return { ...columns, parent: task.id, top_level_parent: String(shown.top_level_parent) }
  })
}

function presentPeople(
  world: World,
  task: TaskRow,
): Pick<Task, 'creator' | 'assignees' | 'group_assignees' | 'watchers'> {
  const { initials, ...creator } = presentTaskUser(world, task.team_id, task.creator)
  return {
    creator,
    assignees: task.assignees.map((id) => presentTaskUser(world, task.team_id, id)),
    group_assignees: task.group_assignees.flatMap((id) => presentNamedGroup(world, id)),
    watchers: task.watchers.map((id) => presentTaskUser(world, task.team_id, id)),
  }
}

/** A person as tasks show them. */
function presentTaskUser(world: World, teamId: string, userId: number): Schemas['TaskUser'] {
  const { id, username, color, initials, email, profilePicture } = personIn(world, teamId, userId)
  return { id, username, color, initials, email, profilePicture }
}

function topLevelParent(world: World, { parent }: TaskRow): string | null {
  let top = parent
  for (let above = parent; above !== null; above = world.tasks.get(above).parent) top = above
  return top
}

/** The further Lists, without those that were deleted. */
function presentLocations(world: World, task: TaskRow): Schemas['TaskLocation'][] {
  return world.further_lists.group('task', task.id).flatMap(({ list_id }) => {
    const at = rowIn(world, 'lists', list_id)
    return isGone(world, at) ? [] : { id: list_id, name: world.lists.get(list_id).name }
  })
}
