// How ClickUp shows tags: https://developer.clickup.com/reference/getspacetags
import type { components } from '../../contract/clickup.gen.js'
import type { TagRow } from '../../model/hierarchy-rows.js'
import { tagKey } from '../../model/keys.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

type Schemas = components['schemas']

/** A tag of a Space. */
export function presentSpaceTag(tag: TagRow): Schemas['SpaceTag'] {
  return { ...presentTag(tag), project_id: tag.space_id }
}

/** A tag as EditSpaceTag answers it, with names of its own for the colours. */
export function presentEditedTag({ name, tag_fg, tag_bg }: Pick<TagRow, 'name' | 'tag_fg' | 'tag_bg'>) {
  return { name, fg_color: tag_fg, bg_color: tag_bg }
}

/** The tags of a task, in the order in which it got them. */
export function presentTaskTags(world: World, task: TaskRow): Schemas['TaskTag'][] {
  if (task.tags.length === 0) return []
  const { space_id } = world.lists.get(task.list_id)
  return task.tags.flatMap((name) => {
    const tag = world.tags.find(tagKey(space_id, name))
    return tag ? presentTag(tag) : []
  })
}

function presentTag({ name, tag_fg, tag_bg, creator }: TagRow): Schemas['TaskTag'] {
  return { name, tag_fg, tag_bg, creator }
}
