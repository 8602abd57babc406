// How Custom Fields show people, tasks and files: tasks keep only their ids.

import type { CustomFieldRow } from '../../model/field-rows.js'
import { isGone } from '../../model/hierarchy.js'
import { shownStatus } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

/** A field on a task. */
export interface Shown {
  readonly world: World
  readonly task: TaskRow
  readonly field: CustomFieldRow
}

/** People, as in the samples of ClickUp's documentation. */
export function showPeople(kept: unknown, { world }: Shown): object[] {
  return idsIn(kept).map((id) => {
    const { id: userId, username, email, color, initials, profilePicture } = world.users.get(id)
    return { id: userId, username, email, color, initials, profilePicture }
  })
}

/** Tasks by name and status; the keys are assumed. */
export function showTasks(kept: unknown, { world }: Shown): object[] {
  return idsIn(kept).map((id) => {
    const row = world.tasks.get(id)
    const { status, color } = shownStatus(world, world.lists.get(row.list_id), row.status)
    return {
      id: row.id,
      name: row.name,
      status,
      color,
      custom_type: row.custom_item_id || null,
      team_id: row.team_id,
      deleted: isGone(world, { table: 'tasks', row }),
      url: `https://app.clickup.com/t/${row.id}`,
      access: true,
    }
  })
}

/** Files by name; the keys are assumed. */
export function showFiles(kept: unknown, { world }: Shown): object[] {
  return idsIn(kept).flatMap((id) => {
    const file = world.attachments.find(id)
    return file ? [{ id: file.id, date: String(file.date), title: file.title, extension: file.extension }] : []
  })
}

function idsIn(kept: unknown): string[] {
  return [kept].flat().map(String)
}
