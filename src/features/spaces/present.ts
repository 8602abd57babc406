// How ClickUp shows a Space. Keys in wire order, as recorded.
import type { components } from '../../contract/clickup.gen.js'
import type { SpaceRow, Status } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'

type Schemas = components['schemas']

/** One Space. */
export function presentSpace(space: SpaceRow): Schemas['Space'] {
  return {
    id: space.id,
    name: space.name,
    color: space.color,
    private: space.private,
    avatar: space.avatar,
    admin_can_manage: space.admin_can_manage,
    statuses: space.statuses.map(presentStatus),
    multiple_assignees: space.multiple_assignees,
    features: space.features,
    archived: space.archived,
  }
}

/** A Space among others; a private one shows its members (https://developer.clickup.com/reference/getspaces). */
export function presentSpaceInArray(world: World, space: SpaceRow): Schemas['Space'] {
  if (!space.private) return presentSpace(space)
  const members = space.member_ids.map((id) => {
    const { username, color, profilePicture, initials } = world.users.get(id)
    return { user: { id, username, color, profilePicture, initials } }
  })
  return { ...presentSpace(space), members }
}

/** `{ id, name, access }`, as Folders and Lists name their Space. */
export function presentSpaceName({ id, name }: SpaceRow): Schemas['SpaceOfFolder'] {
  return { id, name, access: true }
}

function presentStatus({ id, status, type, orderindex, color }: Status): Schemas['SpaceStatus'] {
  return { id, status, type, orderindex, color }
}
