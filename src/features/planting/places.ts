// Planting the hierarchy: Spaces, Folders, Lists, and what is made on them.
import type { FolderRow, ListRow, SpaceRow, Status } from '../../model/work-rows.js'
import { suggestion } from '../../nearest.js'
import { listColors } from '../lists/rules.js'
import { addSpace, chosenFeatures } from '../spaces/rules.js'
import { assignable, bulkOf, generatedFolders, generatedLists, generatedTask } from './bulk.js'
import { plantFields } from './fields.js'
import { none, type Parts, type Planting } from './planting.js'
import { plantShares, plantTag, priorityNumber } from './small.js'
import { plantStatuses } from './statuses.js'
import { plantComments, plantViews } from './talk.js'
import { type ListScope, listScope, plantTask } from './tasks.js'
import { MINUTE } from './times.js'

/** A Space with all that is in it. */
export function plantSpace(planting: Planting, space: Parts['FixtureSpace'], at: string): void {
  const { world, team_id } = planting
  const id = planting.id('spaces', space.id, at, () => world.ids.space())
  const owner = space.private ? [planting.creator] : none
  const row = addSpace(world, {
    id,
    team_id,
    name: space.name,
    color: space.color ?? null,
    private: space.private ?? false,
    member_ids: space.members ? planting.people(space.members, `${at}/members`) : owner,
    avatar: space.avatar ?? null,
    admin_can_manage: space.admin_can_manage ?? null,
    multiple_assignees: space.multiple_assignees ?? true,
    ...(space.statuses && { statuses: plantStatuses(planting, space.statuses, `p${id}`, `${at}/statuses`) }),
    features: chosenFeatures(space.features),
    archived: space.archived ?? false,
    deleted: space.deleted ?? false,
  })
  for (const [index, tag] of (space.tags ?? []).entries()) plantTag(planting, row.id, tag, `${at}/tags/${index}`)
  plantFields(planting, { kind: 'spaces', id }, space.custom_fields, at)
  plantViews(planting, { kind: 'spaces', id }, space.views, at)
  plantInside(planting, row, null, space, at)
}

/** A Folder with all that is in it. */
export function plantFolder(
  planting: Planting,
  space: SpaceRow,
  parent: FolderRow | null,
  folder: Parts['FixtureFolder'],
  at: string,
  orderindex: number,
): FolderRow {
  const { world, team_id } = planting
  const id = planting.id('folders', folder.id, at, () => world.ids.folder())
  const row = world.folders.add({
    id,
    team_id,
    space_id: space.id,
    parent_folder_id: parent?.id ?? null,
    name: folder.name,
    orderindex: folder.orderindex ?? orderindex,
    statuses: ownStatuses(planting, folder.statuses, `c${id}`, at),
    archived: folder.archived ?? false,
    deleted: folder.deleted ?? false,
  })
  plantShares(planting, 'folders', id, folder.shared_with, at)
  plantFields(planting, { kind: 'folders', id }, folder.custom_fields, at)
  plantViews(planting, { kind: 'folders', id }, folder.views, at)
  plantInside(planting, space, row, folder, at)
  return row
}

/** A List with all that is in it. */
export function plantList(
  planting: Planting,
  space: SpaceRow,
  folder: FolderRow | null,
  list: Parts['FixtureList'],
  at: string,
  orderindex: number,
): ListRow {
  const { world, team_id } = planting
  const id = planting.id('lists', list.id, at, () => world.ids.list())
  if (list.status && !listColors.has(list.status)) {
    planting.wrong(
      `${at}/status`,
      `"${list.status}" is no colour of Lists`,
      suggestion(list.status, [...listColors.keys()]),
    )
  }
  const row = world.lists.add({
    id,
    team_id,
    space_id: space.id,
    folder_id: folder?.id ?? null,
    name: list.name,
    content: list.content ?? '',
    status: list.status ?? null,
    priority: priorityNumber(list.priority),
    assignee: planting.person(list.assignee, `${at}/assignee`) ?? null,
    ...planting.dates(list, at),
    orderindex: list.orderindex ?? orderindex,
    statuses: ownStatuses(planting, list.statuses, `sc${id}`, at),
    archived: list.archived ?? false,
    deleted: list.deleted ?? false,
  })
  planting.named('lists', list.name, id)
  plantShares(planting, 'lists', id, list.shared_with, at)
  plantFields(planting, { kind: 'lists', id }, list.custom_fields, at)
  plantViews(planting, { kind: 'lists', id }, list.views, at)
  plantComments(planting, { kind: 'list', id }, list.comments, `${at}/comments`)
  const scope = listScope(planting, row)
  for (const [index, task] of (list.tasks ?? []).entries()) {
    plantTask(planting, scope, task, `${at}/tasks/${index}`, null)
  }
  plantGenerated(planting, scope, list.generate, at)
  return row
}

/** What is in a Space or a Folder, what is written before what is generated. */
function plantInside(
  planting: Planting,
  space: SpaceRow,
  folder: FolderRow | null,
  { folders = [], lists = [], generate }: Pick<Parts['FixtureFolder'], 'folders' | 'lists' | 'generate'>,
  at: string,
): void {
  const bulk = bulkOf(planting, generate, at)
  for (const [index, one] of [...folders, ...generatedFolders(bulk)].entries()) {
    plantFolder(planting, space, folder, one, index < folders.length ? `${at}/folders/${index}` : at, index)
  }
  for (const [index, one] of [...lists, ...generatedLists(bulk)].entries()) {
    plantList(planting, space, folder, one, index < lists.length ? `${at}/lists/${index}` : at, index)
  }
}

/** The tasks that a List generates. */
function plantGenerated(planting: Planting, scope: ListScope, bulk: Parts['FixtureBulk'] | undefined, at: string) {
  const { tasks = 0 } = bulk ?? {}
  if (tasks === 0) return
  const people = assignable(planting)
  for (let number = 1; number <= tasks; number += 1) {
    plantTask(planting, scope, generatedTask(number, scope.statuses, people), at, null, MINUTE)
  }
}

function ownStatuses(
  planting: Planting,
  statuses: Parts['FixtureStatuses'] | undefined,
  place: string,
  at: string,
): readonly Status[] | null {
  return statuses ? plantStatuses(planting, statuses, place, `${at}/statuses`) : null
}
