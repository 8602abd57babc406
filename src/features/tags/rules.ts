// Tags: a Space has them, its tasks name them. Names are in lower case (observed).

import type { ListRow, TagRow } from '../../model/hierarchy-rows.js'
import { tagKey } from '../../model/keys.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { listsInSpace } from '../lists/rules.js'

/** What a call sets of a tag. */
export interface WantedTag {
  readonly name: string
  readonly tag_fg?: string | undefined
  readonly tag_bg?: string | undefined
}

/** What an unknown tag that is put on a task has for both its colours (observed once); that others have it too is assumed. */
const PLAIN = '#622aea'

/** The columns of a new tag. */
function freshTag({ name, tag_fg = PLAIN, tag_bg = PLAIN }: WantedTag) {
  return { name: name.toLowerCase(), tag_fg, tag_bg }
}

/** The tag of this name in a Space; case does not count. */
export function tagNamed(world: World, spaceId: string, name: string): TagRow | undefined {
  return world.tags.find(tagKey(spaceId, name.toLowerCase()))
}

/** The tag of this name, made if the Space lacks it; an existing one keeps its colours (assumed). */
export function needTag(world: World, space_id: string, wanted: WantedTag, creator: number): TagRow {
  const { team_id } = world.spaces.get(space_id)
  return tagNamed(world, space_id, wanted.name) ?? world.tags.add({ team_id, space_id, ...freshTag(wanted), creator })
}

/** Gives another Space the tags that tasks of a List have, so that they keep them when the List moves (assumed). */
export function bringTags(world: World, list: ListRow, toSpace: string): void {
  const used = new Set(world.tasks.group('list', list.id).flatMap(({ tags }) => tags))
  for (const tag of world.tags.group('space', list.space_id)) {
    if (used.has(tag.name)) needTag(world, toSpace, tag, tag.creator)
  }
}

/** Renames and recolours a tag, on its tasks too. If another tag has the new name, the two become one (assumed). */
export function editTag(world: World, tag: TagRow, wanted: WantedTag): void {
  const changed = freshTag({ ...wanted, tag_fg: wanted.tag_fg ?? tag.tag_fg, tag_bg: wanted.tag_bg ?? tag.tag_bg })
  const other = tagNamed(world, tag.space_id, changed.name)
  if (changed.name !== tag.name) {
    world.tags.delete(tag)
    forEachTagged(world, tag, (tags) => tags.map((one) => (one === tag.name ? changed.name : one)))
  }
  if (other) world.tags.update(other, changed)
  else world.tags.add({ ...tag, ...changed })
}

export function deleteTag(world: World, tag: TagRow): void {
  world.tags.delete(tag)
  forEachTagged(world, tag, (tags) => tags.filter((one) => one !== tag.name))
}

/** Adds a tag to a task as its last; one that it has keeps its position. An unknown tag is made (observed). */
export function tagTask(world: World, task: TaskRow, name: string, creator: number): void {
  const tag = needTag(world, spaceOf(world, task), { name }, creator)
  if (!task.tags.includes(tag.name)) setTags(world, task, [...task.tags, tag.name])
}

/** Takes a tag off a task; without effect if the task lacks it (assumed). */
export function untagTask(world: World, task: TaskRow, name: string): void {
  const gone = name.toLowerCase()
  if (task.tags.includes(gone))
    setTags(
      world,
      task,
      task.tags.filter((one) => one !== gone),
    )
}

function setTags(world: World, task: TaskRow, tags: readonly string[]): void {
  world.tasks.update(task, { tags, date_updated: world.clock.now() })
}

function spaceOf(world: World, { list_id }: TaskRow): string {
  return world.lists.get(list_id).space_id
}

function forEachTagged(world: World, tag: TagRow, change: (tags: readonly string[]) => readonly string[]): void {
  for (const list of listsInSpace(world, tag.space_id)) {
    for (const task of world.tasks.group('list', list.id)) {
      if (task.tags.includes(tag.name)) world.tasks.update(task, { tags: [...new Set(change(task.tags))] })
    }
  }
}
