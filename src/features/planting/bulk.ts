// Bulk: content by number, the same on every run, so that paging is met without writing a thousand tasks.
import type { Status } from '../../model/work-rows.js'
import type { Parts, Planting } from './planting.js'
import { DAY, FIRST_DAY } from './times.js'

/** More of it is a slip of the pen, which would fill the memory. */
const MOST = 1_000_000

/** What is to be generated; nothing, with a problem, where it is too much. */
export function bulkOf(planting: Planting, bulk: Parts['FixtureBulk'] | undefined, at: string): Parts['FixtureBulk'] {
  const { folders = 1, lists = 1, tasks = 0 } = bulk ?? {}
  const count = folders * lists * Math.max(1, tasks)
  if (count <= MOST) return bulk ?? {}
  planting.wrong(`${at}/generate`, `it asks for ${count} of them`, `one may ask for ${MOST}`)
  return {}
}

/** Folders, each with the Lists and tasks that were asked for. */
export function generatedFolders({ folders = 0, lists, tasks }: Parts['FixtureBulk']): Parts['FixtureFolder'][] {
  const inside =
    lists === undefined && tasks === undefined
      ? {}
      : { generate: { ...(lists !== undefined && { lists }), ...(tasks !== undefined && { tasks }) } }
  return numbered(folders, (number) => ({ name: `Folder ${number}`, ...inside }))
}

/** Lists, each with its tasks; one when only tasks were asked for. Where there are Folders, they are in those. */
export function generatedLists({ folders, lists, tasks }: Parts['FixtureBulk']): Parts['FixtureList'][] {
  if (folders !== undefined) return []
  const inside = tasks === undefined ? {} : { generate: { tasks } }
  return numbered(lists ?? (tasks === undefined ? 0 : 1), (number) => ({ name: `List ${number}`, ...inside }))
}

/** The handles of those who can be given tasks: members who have joined, without guests. */
export function assignable({ world, team_id }: Planting): readonly string[] {
  return world.members
    .group('team', team_id)
    .filter(({ role, pending }) => role !== 'guest' && !pending)
    .map(({ user_id }) => world.users.get(user_id).handle)
}

/** A task: of some status, half of them due, two in three with somebody to do it. */
export function generatedTask(
  number: number,
  statuses: readonly Status[],
  people: readonly string[],
): Parts['FixtureTask'] {
  const assignee = number % 3 === 0 ? undefined : people[number % people.length]
  return {
    name: `Task ${number}`,
    status: String(statuses[(number - 1) % statuses.length]?.status),
    ...(assignee !== undefined && { assignees: [assignee] }),
    ...(number % 4 !== 0 && { priority: number % 4 }),
    ...(number % 2 === 0 && { due_date: FIRST_DAY + (number % 90) * DAY }),
  }
}

function numbered<Part>(count: number, part: (number: number) => Part): Part[] {
  return Array.from({ length: count }, (_, index) => part(index + 1))
}
