// Templates hold what fixtures write, so the code of fixtures plants them. It stands above the features: the pipeline hands
// it to the handlers.
import type { FolderRow, ListRow, TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import type { ListHome } from '../lists/rules.js'

/** What a template makes, in the words of a fixture, which was checked when the template was planted. */
export interface TemplateContent {
  readonly name: string
}

/**
 * Plants what a template holds, now and in the name of a user. What does not fit in its new place is left out without a
 * word: a template knows nothing of the place it is used in (assumed).
 */
export interface TemplatePlanter {
  task(world: World, userId: number, list: ListRow, content: TemplateContent): TaskRow
  list(world: World, userId: number, home: ListHome, content: TemplateContent, orderindex: number): ListRow
  folder(world: World, userId: number, home: ListHome, content: TemplateContent, orderindex: number): FolderRow
}
