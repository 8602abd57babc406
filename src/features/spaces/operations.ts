// Spaces: https://developer.clickup.com/reference/getspaces and the pages beside it.
import type { Handlers } from '../handlers.js'
import { addList } from '../lists/rules.js'
import { chosenFeatures } from './features.js'
import { presentSpace, presentSpaceInArray } from './present.js'
import { addSpace, needFreeName, spacesOf } from './rules.js'

/** A new Space has a List (documented with spaceCreated); its name is assumed to be the app's. */
const FIRST_LIST = 'List'

export const spaces = {
  GetSpaces: ({ world, caller, rows: { team }, query }) => ({
    spaces: spacesOf(world, caller, team.id, query.archived).map((space) => presentSpaceInArray(world, space)),
  }),

  /** A colour and statuses are ignored (recorded). */
  CreateSpace: ({ world, rows: { team }, body: { name, multiple_assignees = false, features } }) => {
    needFreeName(world, team.id, name, 'spaceNameTaken')
    const columns = { name: String(name), multiple_assignees, features: chosenFeatures(features, 'api') }
    const space = addSpace(world, { team_id: team.id, made_by: 'api', ...columns })
    addList(world, { space, folder: null }, { name: FIRST_LIST })
    return presentSpace(space)
  },

  GetSpace: ({ rows: { space } }) => presentSpace(space),

  /** Statuses are ignored (observed). What is not sent stays, though ClickUp's documentation requires every field. */
  UpdateSpace: ({ world, caller, rows: { space }, body }) => {
    const { name, color, private: isPrivate = space.private, admin_can_manage, multiple_assignees, features } = body
    needFreeName(world, space.team_id, name, 'spaceRenameTaken', space)
    return presentSpace(
      world.spaces.update(space, {
        name: typeof name === 'string' && name !== '' ? name : space.name,
        color: typeof color === 'string' || color === null ? color : space.color,
        private: isPrivate,
        member_ids: isPrivate && !space.private ? [caller.user.id] : space.member_ids,
        admin_can_manage: typeof admin_can_manage === 'boolean' ? admin_can_manage : space.admin_can_manage,
        multiple_assignees: multiple_assignees ?? space.multiple_assignees,
        features: chosenFeatures(features, space.made_by, space.features),
      }),
    )
  },

  DeleteSpace: ({ world, rows: { space } }) => {
    world.spaces.update(space, { deleted: true })
    return {}
  },
} satisfies Handlers
