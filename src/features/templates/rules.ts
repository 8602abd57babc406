// Makes tasks, Lists and Folders from templates.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { FolderRow, ListRow, TemplateRow } from '../../model/hierarchy-rows.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { isFields, type Sent } from '../body.js'
import { needFreeFolderName } from '../folders/rules.js'
import { type ListHome, lastPosition } from '../lists/rules.js'
import { nextOrderIndex } from '../shared.js'
import { withoutParts } from './content.js'
import type { TemplateContent, TemplatePlanter } from './planter.js'

/** The parts of a call that the rules need. */
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

/** A task from a template, in the first status if the List lacks the template's (assumed). */
export function taskFrom(making: Making, list: ListRow): TaskRow {
  const { world, caller } = making
  checkTemplate(making, 'task', list.team_id)
  return making.planter.task(world, caller.user.id, list, contentOf(making))
}

/** A List from a template, the last in its place. @throws Refusal listNameTaken */
export function listFrom(making: Making, home: ListHome): ListRow {
  const { world, caller, planter } = making
  checkTemplate(making, 'list', home.space.team_id)
  const content = contentOf(making)
  const orderindex = lastPosition(world, home, content.name)
  return planter.list(world, caller.user.id, home, content, orderindex)
}

/** A Folder from a template, the last in its place. @throws Refusal folderNameTaken */
export function folderFrom(making: Making, home: ListHome): FolderRow {
  const { world, caller, planter } = making
  checkTemplate(making, 'folder', home.space.team_id)
  const content = contentOf(making)
  const beside = needFreeFolderName(world, home.space, home.folder?.id ?? null, content.name)
  return planter.folder(world, caller.user.id, home, content, nextOrderIndex(beside))
}

/** @throws Refusal teamNotAuthorized for a template of another Workspace or another kind (assumed) */
function checkTemplate({ rows: { template } }: Making, kind: TemplateRow['kind'], team_id: string): void {
  if (template.team_id !== team_id || template.kind !== kind) refuse('teamNotAuthorized')
}

/** What is planted. Its name is the one that was sent, or the template's if that is not text (assumed). */
function contentOf({ rows: { template }, body: { name, options } }: Making): TemplateContent {
  const content = withoutParts(template.content, template.kind, isFields(options) ? options : {})
  return { ...content, name: typeof name === 'string' && name !== '' ? name : template.name }
}
