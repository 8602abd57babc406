// How ClickUp shows tags: https://developer.clickup.com/reference/getspacetags
import type { components } from '../../contract/clickup.gen.js'
import type { TagRow } from '../../model/hierarchy-rows.js'
import { tagKey } from '../../model/keys.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

type Schemas = components['schemas']

/** A tag of a Space (order of keys observed). */
export function presentSpaceTag(tag: TagRow): Schemas['SpaceTag'] {
  const { name, ...others } = presentTag(tag)
  return { name, project_id: tag.space_id, ...others }
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
