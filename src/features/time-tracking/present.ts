// How ClickUp shows a time entry: in another layout on each route, as recorded (2024 to 2026). Keys in wire order.
import type { components } from '../../contract/clickup.gen.js'
import { shownStatus } from '../../model/statuses.js'
import type { TimeEntryRow, TimeTagRow } from '../../model/time-rows.js'
import { durationOf } from '../../model/time-spent.js'
import type { World } from '../../model/world.js'
import { presentCommentUser } from '../comments/present.js'
import type { CallTo } from '../handlers.js'
import { presentFolderName } from '../lists/present.js'
import { personIn } from '../shared.js'
import { presentTaskTags } from '../tags/present.js'

type Schemas = components['schemas']

/** An entry that was just made. It has no location, although it is kept with one (observed). */
export function presentNew(world: World, entry: TimeEntryRow): Schemas['NewTimeEntry'] {
  const { start, end, at } = entry
  const { user, billable, ...made } = head(world, entry, 'new')
  const { timezone } = personIn(world, entry.team_id, entry.user_id)
  return {
    ...{ ...made, user: { ...user, timezone }, billable, start, end: String(end), duration: durationOf(world, entry) },
    ...{ ...words(world, entry), at, is_locked: false, task_location: {} },
  }
}

/** A timer that was just started. */
export function presentStarted(world: World, entry: TimeEntryRow): Schemas['StartedTimer'] {
  const { start, at } = entry
  return {
    ...{ ...head(world, entry, 'new'), start, duration: -durationOf(world, entry) },
    ...{ ...words(world, entry), at, is_locked: false, task_location: {} },
  }
}

/** A timer that was just stopped. */
export function presentStopped(world: World, entry: TimeEntryRow): Schemas['StoppedTimer'] {
  const { start, end, source, at } = entry
  return {
    ...{ ...head(world, entry, 'kept'), start: String(start), end: Number(end), duration: durationOf(world, entry) },
    ...{ ...words(world, entry), source, at, is_locked: false, approval_id: null, task_location: {} },
  }
}

/** The running timer (documented). */
export function presentRunning(world: World, entry: TimeEntryRow): Schemas['RunningTimer'] {
  const { start, at } = entry
  const duration = -durationOf(world, entry)
  return { ...head(world, entry, 'running'), start: String(start), duration, ...words(world, entry), at: String(at) }
}

/** What a query wants to see of an entry. Answers that only read show the address of the task too (observed). */
type Shown = CallTo<'Getsingulartimeentry'>['query'] & { readonly url?: true }

/** An entry as it is kept, all numbers as text. */
export function presentEntry(world: World, entry: TimeEntryRow, shown: Shown = {}): NonNullable<Schemas['TimeEntry']> {
  const { start, end, source, at } = entry
  const duration = durationOf(world, entry)
  return {
    ...{ ...head(world, entry, 'kept'), start: String(start), ...(end !== null && { end: String(end) }) },
    ...{ duration: String(end === null ? -duration : duration), ...words(world, entry), source, at: String(at) },
    ...{ is_locked: false, approval_id: null, ...place(world, entry, shown) },
  }
}

/** The changes of an entry, newest first. */
export function presentHistory(world: World, { team_id, history }: TimeEntryRow) {
  return history.map(({ id, date, field, before, after, user_id }) => {
    return { id, date: String(date), field, before, after, user: presentCommentUser(world, team_id, user_id) }
  })
}

/** A tag among those of its Workspace (documented). */
export function presentListedTag({ name, creator, tag_bg, tag_fg }: TimeTagRow): Schemas['TimeTags']['data'][number] {
  return { name, creator, tag_bg, tag_fg }
}

/** What the task of an entry shows depends on the layout. */
type Layout = 'new' | 'running' | 'kept'

/** What all layouts begin with. */
function head(world: World, entry: TimeEntryRow, layout: Layout) {
  const { id, team_id: wid, user_id, billable } = entry
  return { id, task: presentTask(world, entry, layout), wid, user: presentCommentUser(world, wid, user_id), billable }
}

function words(world: World, { team_id, description, tags }: TimeEntryRow) {
  const shown = tags.map((name) => world.time_tags.get(`${team_id}/${name}`))
  return { description, tags: shown.map(({ name, tag_bg, tag_fg, creator }) => ({ name, tag_bg, tag_fg, creator })) }
}

function presentTask(world: World, { task_id }: TimeEntryRow, layout: Layout): Schemas['TimeEntryTask'] {
  if (task_id === null) return '0'
  const { id, custom_id, name, list_id, ...task } = world.tasks.get(task_id)
  const { status, id: statusId, color, type, orderindex } = shownStatus(world, world.lists.get(list_id), task.status)
  return {
    ...{ id, ...(custom_id !== null && { custom_id }), name },
    status: { status, ...(layout === 'new' && { id: statusId }), color, type, orderindex },
    ...(layout === 'kept' && { custom_type: task.custom_item_id || null }),
  }
}

/** Where the task of an entry is, with what the query asks for. */
function place(world: World, { task_id }: TimeEntryRow, { include_location_names, include_task_tags, url }: Shown) {
  if (task_id === null) return {}
  const task = world.tasks.get(task_id)
  const list = world.lists.get(task.list_id)
  const folder = presentFolderName(world, list)
  const space = world.spaces.get(list.space_id)
  const names = include_location_names && { list_name: list.name, folder_name: folder.name, space_name: space.name }
  return {
    task_location: { list_id: list.id, folder_id: folder.id, space_id: space.id, ...names },
    ...(include_task_tags && { task_tags: presentTaskTags(world, task) }),
    ...(url && { task_url: `https://app.clickup.com/t/${task_id}` }),
  }
}
