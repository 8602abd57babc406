// Making things of templates: what a template holds is planted as a fixture's content is, now and in the caller's name.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { FolderRow, ListRow, TaskRow, TemplateRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import { isFields, type Sent } from '../body.js'
import { needFreeFolderName } from '../folders/rules.js'
import { type ListHome, lastPosition } from '../lists/rules.js'
import { nextOrderIndex } from '../shared.js'
import { mayCreate } from '../tasks/rules.js'
import { withoutParts } from './content.js'
import type { TemplateContent, TemplatePlanter } from './planter.js'

/** Who makes something of which template. */
export interface Making {
  readonly world: World
  readonly caller: Caller
  readonly rows: { readonly template: TemplateRow }
  readonly planter: TemplatePlanter
  readonly body: Sent<'CreateTaskFromTemplate' | 'CreateFolderListFromTemplate' | 'CreateFolderFromTemplate'>
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
  checkTemplate(making, 'task', list.team_id)
  if (!mayCreate(world, caller, { table: 'lists', row: list })) refuse('taskCreationForbidden')
  return making.planter.task(world, caller.user.id, list, contentOf(making))
}

/** A List of a List template, the last in its place. @throws Refusal listNameTaken */
export function listFrom(making: Making, home: ListHome): ListRow {
  const { world, caller, planter } = making
  checkTemplate(making, 'list', home.space.team_id)
  const content = contentOf(making)
  const orderindex = lastPosition(world, home, content.name)
  return planter.list(world, caller.user.id, home, content, orderindex)
}

/** A Folder of a Folder template. @throws Refusal folderNameTaken */
export function folderFrom(making: Making, home: ListHome): FolderRow {
  const { world, caller, planter } = making
  checkTemplate(making, 'folder', home.space.team_id)
  const content = contentOf(making)
  const beside = needFreeFolderName(world, home.space, home.folder?.id ?? null, content.name)
  return planter.folder(world, caller.user.id, home, content, nextOrderIndex(beside))
}

/** Whether the answer is to hold what was made: by default only its id, since ClickUp does not wait (documented). */
export function showsWhole({ body: { options } }: Making): boolean {
  return isFields(options) && options.return_immediately === false
}

/** @throws Refusal teamNotAuthorized for a template of another Workspace or another kind (assumed) */
function checkTemplate({ rows: { template } }: Making, kind: TemplateRow['kind'], team_id: string): void {
  if (template.team_id !== team_id || template.kind !== kind) refuse('teamNotAuthorized')
}

/** What is planted: under the name that was sent, or the template's own where that is no text (assumed). */
function contentOf({ rows: { template }, body: { name, options } }: Making): TemplateContent {
  const content = withoutParts(template.content, template.kind, isFields(options) ? options : {})
  return { ...content, name: typeof name === 'string' && name !== '' ? name : template.name }
}
