// How tasks and comments name user groups.
import type { components } from '../../contract/clickup.gen.js'
import type { World } from '../../model/world.js'

/** A group as tasks and comments name it; nothing of one that is gone. */
export function presentNamedGroup(world: World, id: string): components['schemas']['NamedGroup'][] {
  const group = world.user_groups.find(id)
  return group ? [{ id, name: group.name, color: null, initials: initialsOf(group.name), email: null }] : []
}

/** The first letters of the first and the last word (recorded). */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = [...words.slice(0, 1), ...words.slice(1).slice(-1)]
  return ends.map((word) => word.slice(0, 1).toUpperCase()).join('')
}
