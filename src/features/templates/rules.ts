// Making things of templates: what a template holds is planted as a fixture's content is, now and in the caller's name.
import { refuse } from '../../errors.js'
import type { Caller } from '../../model/access.js'
import type { FolderRow, ListRow, TaskRow, TemplateRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import type { ListHome } from '../lists/rules.js'
import { plantFolder, plantList } from '../planting/places.js'
import { type Parts, Planting } from '../planting/planting.js'
import { listScope, plantTask } from '../planting/tasks.js'
import { isFields } from '../shared.js'
import { mayCreate } from '../tasks/rules.js'
import { withoutParts } from './content.js'

/** Who makes something of which template. */
export interface Making {
  readonly world: World
  readonly caller: Caller
  readonly template: TemplateRow
  /** As sent. */
  readonly body: { readonly name?: unknown; readonly options?: unknown }
}

/** How many task templates a page has (assumed, as with tasks). */
const PAGE = 100

/** The templates of a kind, oldest first; with a page, only those on it. */
export function templatesOf(world: World, teamId: string, kind: TemplateRow['kind'], page?: unknown) {
  const all = world.templates.group('team', teamId).filter((template) => template.kind === kind)
  const first = Number.isInteger(page) ? Number(page) * PAGE : 0
  const shown = page === undefined ? all : all.slice(first, first + PAGE)
  return { templates: shown.map(({ name, id }) => ({ name, id })) }
}

/** A task of a task template, in the first status where the List lacks the template's own (assumed). */
export function taskFrom(making: Making, list: ListRow): TaskRow {
  const { world, caller } = making
  const planting = plantingOf(making, 'task', list.team_id)
  if (!mayCreate(world, caller, { table: 'lists', row: list })) refuse('taskCreationForbidden')
  const { id } = plantTask(planting, listScope(planting, list), contentOf<Parts['FixtureTask']>(making), '', null)
  planting.finish()
  return world.tasks.get(id)
}

/** A List of a List template, the last in its place. @throws Refusal listNameTaken */
export function listFrom(making: Making, { space, folder }: ListHome): ListRow {
  const { world } = making
  const planting = plantingOf(making, 'list', space.team_id)
  const content = contentOf<Parts['FixtureList']>(making)
  const beside = folder ? world.lists.group('folder', folder.id) : world.lists.group('space', space.id)
  if (beside.some(({ name }) => name === content.name)) refuse('listNameTaken')
  const list = plantList(planting, space, folder, content, '', next(beside))
  planting.finish()
  return list
}

/** A Folder of a Folder template. @throws Refusal folderNameTaken */
export function folderFrom(making: Making, { space, folder }: ListHome): FolderRow {
  const planting = plantingOf(making, 'folder', space.team_id)
  const content = contentOf<Parts['FixtureFolder']>(making)
  const beside = making.world.folders
    .group('space', space.id)
    .filter(({ parent_folder_id }) => parent_folder_id === (folder?.id ?? null))
  if (beside.some(({ name }) => name === content.name)) refuse('folderNameTaken')
  const made = plantFolder(planting, space, folder, content, '', next(beside))
  planting.finish()
  return made
}

/** Whether the answer is to hold what was made: by default only its id, since ClickUp does not wait (documented). */
export function showsWhole({ body: { options } }: Making): boolean {
  return isFields(options) && options.return_immediately === false
}

/**
 * What does not fit here is left out without a word: a template knows nothing of the place it is used in (assumed).
 * @throws Refusal teamNotAuthorized for a template of another Workspace or another kind (assumed)
 */
function plantingOf({ world, caller, template }: Making, kind: TemplateRow['kind'], team_id: string): Planting {
  if (template.team_id !== team_id || template.kind !== kind) refuse('teamNotAuthorized')
  const members = world.members.group('team', team_id)
  const person = (handle: string) => members.find(({ user_id }) => world.users.get(user_id).handle === handle)?.user_id
  return new Planting({ world, team_id, creator: caller.user.id, first: world.clock.now(), still: true, person })
}

/** What is planted: under the name that was sent, or the template's own where that is no text (assumed). */
function contentOf<Content extends { readonly name: string }>({ template, body: { name, options } }: Making): Content {
  const content = withoutParts(template.content, template.kind, isFields(options) ? options : {}) as Content // checked as a fixture
  return { ...content, name: typeof name === 'string' && name !== '' ? name : template.name }
}

function next(beside: readonly { readonly orderindex: number }[]): number {
  return beside.reduce((last, { orderindex }) => Math.max(last, orderindex), -1) + 1
}
