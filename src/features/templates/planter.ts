// Templates hold what fixtures write, so the code of fixtures plants them. Features may not import it: the pipeline hands it
// to the handlers.
import type { FolderRow, ListRow } from '../../model/hierarchy-rows.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { ListHome } from '../lists/rules.js'

/** What a template makes, as a fixture writes it. Its shape was checked when the template was planted. */
export interface TemplateContent {
  readonly name: string
}

/**
 * Plants the content of a template, dated now and made by the user. What does not fit into its new place is left out in
 * silence: a template knows nothing of the places in which it is used (assumed).
 */
export interface TemplatePlanter {
  task(world: World, userId: number, list: ListRow, content: TemplateContent): TaskRow
  list(world: World, userId: number, home: ListHome, content: TemplateContent, orderindex: number): ListRow
  folder(world: World, userId: number, home: ListHome, content: TemplateContent, orderindex: number): FolderRow
}
