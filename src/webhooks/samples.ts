// The contents of simulated events: the fields of a change that never took place, made from a real task or List.
import type { EventName } from '../features/webhooks/event-names.js'
import { ownerOf } from '../model/access.js'
import { statusSource } from '../model/statuses.js'
import type { CommentRow, TaskRow } from '../model/task-rows.js'
import type { World } from '../model/world.js'
import type { FieldChange } from './history-items.js'
import type { Occurrence } from './occurrences.js'
import { presentLocation } from './present.js'
import { changedFields, createdFields } from './task-fields.js'
import { commentField } from './task-items.js'
import { trackedField } from './time-items.js'

const HOUR = 3_600_000

/** The changed fields that an event of this name would show. */
export function sampleFields(world: World, name: EventName, { table, row }: Occurrence['at']): FieldChange[] {
  if (table === 'lists')
    return name === 'listUpdated' ? [{ field: 'name', before: `${row.name} (old)`, after: row.name }] : []
  if (table !== 'tasks') return []
  if (name === 'taskCreated') return createdFields(world, row)
  if (name === 'taskCommentPosted' || name === 'taskCommentUpdated')
    return [commentField(world, row, commentOf(world, row))]
  if (name === 'taskMoved') return [moved(world, row)]
  if (name === 'taskTimeTrackedUpdated') return [trackedHour(world, row)]
  const before = { ...row, ...former[name]?.(row, world) }
  return changedFields({ world, before, after: row, userId: undefined })
}

/** What a task was before the change that made it what it is now. */
const former: { readonly [Name in EventName]?: (task: TaskRow, world: World) => Partial<TaskRow> } = {
  taskUpdated: ({ name }) => ({ name: `${name} (old)` }),
  taskPriorityUpdated: ({ priority }) => ({ priority: priority === 1 ? 2 : 1 }),
  taskStatusUpdated: ({ status, list_id }, world) => {
    const { statuses } = statusSource(world, world.lists.get(list_id))
    return { status: statuses.find((one) => one.status !== status)?.status ?? `${status} (old)` }
  },
  taskAssigneeUpdated: ({ assignees, team_id, creator }, world) => {
    const owner = ownerOf(world, world.teams.get(team_id))?.user_id ?? creator
    return { assignees: assignees.length ? assignees.slice(1) : [owner] }
  },
  taskDueDateUpdated: ({ due_date }, world) => ({ due_date: (due_date ?? world.clock.now()) + 24 * HOUR }),
  taskTagUpdated: ({ tags }) => ({ tags: tags.length ? tags.slice(1) : ['sample'] }),
  taskTimeEstimateUpdated: ({ time_estimate }) => ({ time_estimate: time_estimate === HOUR ? null : HOUR }),
}

/** Moved from another List of its Space; from its own where there is no other. */
function moved(world: World, task: TaskRow): FieldChange {
  const list = world.lists.get(task.list_id)
  const other = world.lists.group('space', list.space_id).find(({ id }) => id !== list.id) ?? list
  const [before, after] = [presentLocation(world, other.id), presentLocation(world, list.id)]
  return { field: 'section_moved', data: { mute_notifications: true }, before, after }
}

/** The task's first comment, or an invented one. */
function commentOf(world: World, task: TaskRow): CommentRow {
  const [first] = world.comments.group('on', `task/${task.id}`)
  return (
    first ?? {
      id: world.ids.comment(),
      team_id: task.team_id,
      on: { kind: 'task', id: task.id },
      blocks: [{ text: 'A simulated comment' }],
      user_id: task.creator,
      assignee: null,
      assigned_by: null,
      group_assignee: null,
      resolved: false,
      date: world.clock.now(),
    }
  )
}

/** An invented hour, from now back. */
function trackedHour(world: World, task: TaskRow): FieldChange {
  const now = world.clock.now()
  const entry = {
    id: world.ids.timeEntry(),
    team_id: task.team_id,
    task_id: task.id,
    user_id: task.creator,
    start: now - HOUR,
    end: now,
    is_sum: false,
    description: '',
    billable: false,
    tags: [],
    source: 'clickup',
    at: now,
    date_added: now,
    history: [],
  }
  return trackedField(world, task, undefined, entry)
}
