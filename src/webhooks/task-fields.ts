// The fields of a task that events show, one line each: what changed, as the history item of that field shows it.
// Samples: https://developer.clickup.com/docs/webhooktaskpayloads. `assumed`: no sample shows the field; its name is the
// one consumers expect, or ClickUp's own name for it.
import { milliseconds } from '../features/shared.js'
import { presentNamedGroup } from '../features/user-groups/named.js'
import type { TaskRow } from '../model/task-rows.js'
import type { World } from '../model/world.js'
import { type FieldChange, presentActor } from './history-items.js'
import {
  durationInWords,
  presentDefinition,
  presentLocation,
  presentPriority,
  presentStatus,
  presentTags,
  presentValue,
  quillOf,
} from './present.js'

/** A task before and after. */
interface TaskChange {
  readonly world: World
  readonly before: TaskRow
  readonly after: TaskRow
  readonly userId: number | undefined
}

/** What changed in one task, field by field. */
export function changedFields(change: TaskChange): FieldChange[] {
  return readers.flatMap((read) => read(change))
}

/** The fields of a new task's event: its status, and that it was created. */
export function createdFields(world: World, task: TaskRow): FieldChange[] {
  const after = presentStatus(world, task)
  return [
    { field: 'status', data: { status_type: after.type }, before: noStatus, after },
    { field: 'task_creation', before: null, after: null },
  ]
}

/** The status of a task before it was created. */
const noStatus = { status: null, color: '#000000', orderindex: -1, type: 'removed' }

type Reader = (change: TaskChange) => FieldChange[]

const readers: readonly Reader[] = [
  plain('name', 'name'),
  ({ before, after }) =>
    before.markdown === after.markdown
      ? []
      : [
          {
            field: 'content',
            before: before.markdown === '' ? null : quillOf(before.markdown),
            after: quillOf(after.markdown),
          },
        ],
  ({ world, before, after }) => {
    if (before.status === after.status) return []
    const status = presentStatus(world, after)
    return [
      { field: 'status', data: { status_type: status.type }, before: presentStatus(world, before), after: status },
    ]
  },
  ({ before, after }) =>
    before.priority === after.priority
      ? []
      : [{ field: 'priority', before: presentPriority(before.priority), after: presentPriority(after.priority) }],
  date('due_date', 'due_date_time'),
  date('start_date', 'start_date_time'), // assumed
  estimate,
  people('assignees', 'assignee_add', 'assignee_rem'), // the removal only in consumers' code
  groups, // assumed
  people('watchers', 'watcher_add', 'watcher_rem'), // assumed
  tags,
  move,
  plain('parent', 'parent'), // assumed, like the next four
  plain('archived', 'archived'),
  plain('points', 'points'),
  plain('custom_item_id', 'custom_type'),
  plain('custom_id', 'custom_id'),
  customFields,
]

function plain(
  column: 'name' | 'parent' | 'archived' | 'points' | 'custom_item_id' | 'custom_id',
  field: string,
): Reader {
  return ({ before, after }) =>
    before[column] === after[column] ? [] : [{ field, before: before[column], after: after[column] }]
}

/** Another date, or whether it has a time of day. */
function date(column: 'due_date' | 'start_date', time: 'due_date_time' | 'start_date_time'): Reader {
  return ({ before, after }) =>
    before[column] === after[column] && before[time] === after[time]
      ? []
      : [
          {
            field: column,
            data: { [time]: after[time], [`old_${time}`]: before[time] },
            before: milliseconds(before[column]),
            after: milliseconds(after[column]),
          },
        ]
}

/** Without estimates by person, that the whole belongs to who changed it is assumed; the only sample has one person. */
function estimate({ world, before, after, userId }: TaskChange): FieldChange[] {
  if (before.time_estimate === after.time_estimate) return []
  const ms = after.time_estimate ?? 0
  const share = (userid: number | string, time: number) => {
    return { userid, user_time_estimate: `${time}`, user_rollup_time_estimate: `${time}` }
  }
  const shares = world.time_estimates.group('task', after.id).map(({ assignee, time }) => share(assignee, time))
  return [
    {
      field: 'time_estimate',
      data: {
        time_estimate_string: durationInWords(after.time_estimate),
        old_time_estimate_string: durationInWords(before.time_estimate),
        rolled_up_time_estimate: ms,
        time_estimate: ms,
        time_estimates_by_user: shares.length > 0 ? shares : [share(userId ?? after.creator, ms)],
      },
      before: milliseconds(before.time_estimate),
      after: milliseconds(after.time_estimate),
    },
  ]
}

/** One item for each person, as in the samples: `after` for who was added, `before` for who was removed. */
function people(column: 'assignees' | 'watchers', add: string, rem: string): Reader {
  return ({ world, before, after }) => [
    ...without(after[column], before[column]).map((id) => ({
      field: add,
      after: presentActor(world, after.team_id, id),
    })),
    ...without(before[column], after[column]).map((id) => ({
      field: rem,
      before: presentActor(world, after.team_id, id),
    })),
  ]
}

/** One item for each user group, as for people. */
function groups({ world, before, after }: TaskChange): FieldChange[] {
  const named = (ids: string[]) => ids.flatMap((id) => presentNamedGroup(world, id))
  return [
    ...named(without(after.group_assignees, before.group_assignees)).map((group) => ({
      field: 'group_assignee_add',
      after: group,
    })),
    ...named(without(before.group_assignees, after.group_assignees)).map((group) => ({
      field: 'group_assignee_rem',
      before: group,
    })),
  ]
}

/** Added tags are one item, removed tags another; the second is known only from consumers' code. */
function tags({ world, before, after }: TaskChange): FieldChange[] {
  const [added, removed] = [without(after.tags, before.tags), without(before.tags, after.tags)]
  return [
    ...(added.length ? [{ field: 'tag', before: null, after: presentTags(world, after, added) }] : []),
    ...(removed.length ? [{ field: 'tag_removed', before: presentTags(world, before, removed), after: null }] : []),
  ]
}

function move({ world, before, after }: TaskChange): FieldChange[] {
  if (before.list_id === after.list_id) return []
  return [
    {
      field: 'section_moved',
      data: { mute_notifications: true },
      before: presentLocation(world, before.list_id),
      after: presentLocation(world, after.list_id),
    },
  ]
}

function customFields({ world, before, after }: TaskChange): FieldChange[] {
  const ids = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])
  return [...ids].flatMap((id) => {
    const field = world.custom_fields.find(id)
    if (!field || before.fields[id] === after.fields[id]) return []
    return {
      field: 'custom_field',
      before: presentValue(field, before.fields[id]),
      after: presentValue(field, after.fields[id]),
      custom_field: presentDefinition(world, field),
    }
  })
}

function without<Value>(values: readonly Value[], others: readonly Value[]): Value[] {
  return values.filter((value) => !others.includes(value))
}
