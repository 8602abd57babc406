// How ClickUp shows user groups. Keys in wire order, as recorded in June 2025.
import type { components } from '../../contract/clickup.gen.js'
import type { GroupRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { presentCommentUser } from '../comments/present.js'
import { initialsOf } from './named.js'

type Schemas = components['schemas']

/** A group among others. */
export function presentGroup(world: World, group: GroupRow): Schemas['UserGroup'] {
  const { id, team_id, userid, name, handle, date_created, member_ids } = group
  return {
    ...{ id, team_id, userid, name, handle, date_created: String(date_created) },
    metadata: null,
    description: '{"ops":[{"insert":"\\n"}]}',
    bookmarks: null,
    description_visibility: null,
    bookmarks_visibility: null,
    initials: initialsOf(name),
    members: member_ids.map((userId) => presentCommentUser(world, team_id, userId)),
    avatar: { attachment_id: null, color: null, source: null, icon: null },
    description_size: 'none',
  }
}

/** One group, which says besides where it is used: nowhere (recorded of a new one). */
export function presentOneGroup(world: World, group: GroupRow): Schemas['UserGroup'] {
  const { description_size, ...columns } = presentGroup(world, group)
  return { ...columns, locations: { categories: [], projects: [], subcategories: [] }, description_size: 'none' }
}
