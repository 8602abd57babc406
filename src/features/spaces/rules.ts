// What a new Space has, and who may do what with Spaces.
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isReachable, isVisible } from '../../model/hierarchy.js'
import type { SpaceRow } from '../../model/hierarchy-rows.js'
import { firstStatuses } from '../../model/statuses.js'
import type { World } from '../../model/world.js'
import { readText } from '../body.js'
import { chosenFeatures } from './features.js'

/** What a new Space has to say of itself; all else may be left out. */
type NewSpace = Pick<SpaceRow, 'team_id' | 'name' | 'made_by'> & Partial<SpaceRow>

/** The colour of "in progress" in the first Space of a Workspace, and in others (recorded). */
const IN_PROGRESS = { first: '#1090e0', other: '#5f55ee' }

/** Adds a Space; what `columns` leave out is as the app or the API makes it (recorded). */
export function addSpace(world: World, columns: NewSpace): SpaceRow {
  const { team_id, made_by, id = world.newId('spaces') } = columns
  const between = world.spaces.count('team', team_id) ? IN_PROGRESS.other : IN_PROGRESS.first
  return world.spaces.add({
    color: null,
    private: false,
    member_ids: [],
    avatar: null,
    admin_can_manage: made_by === 'app' ? true : null,
    multiple_assignees: true,
    statuses:
      columns.statuses ?? firstStatuses(() => world.ids.status(`p${id}`), made_by === 'app' ? between : undefined),
    features: chosenFeatures({}, made_by),
    archived: false,
    deleted: false,
    ...columns,
    id,
  })
}

/** The Spaces of a Workspace that the caller sees. */
export function spacesOf(world: World, caller: Caller, teamId: string, archived = false): SpaceRow[] {
  return world.spaces
    .group('team', teamId)
    .filter((row) => row.archived === archived && isVisible(world, caller, { table: 'spaces', row }))
}

/** @throws Refusal the given one, if another Space of the Workspace has the name */
export function needFreeName(world: World, teamId: string, name: unknown, refusal: RefusalName, own?: SpaceRow): void {
  if (world.spaces.group('team', teamId).some((space) => space.name === name && space.id !== own?.id)) refuse(refusal)
}

/** A Space that a body names, if the caller can reach it. @throws Refusal teamNotAuthorized, as for one in a path */
export function spaceNamed(world: World, caller: Caller, id: unknown): SpaceRow {
  const row = world.spaces.find(readText(id) ?? '')
  return row && isReachable(world, caller, { table: 'spaces', row }) ? row : refuse('teamNotAuthorized')
}
