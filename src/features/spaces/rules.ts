// What a new Space has, and who may do what with Spaces.
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import type { components } from '../../contract/clickup.gen.js'
import { type Caller, isGuest } from '../../model/access.js'
import { isReachable, isVisible } from '../../model/hierarchy.js'
import type { SpaceRow } from '../../model/hierarchy-rows.js'
import { firstStatuses } from '../../model/statuses.js'
import type { World } from '../../model/world.js'
import { isFields, readText } from '../body.js'
import { allPriorities } from '../shared.js'

type Features = components['schemas']['SpaceFeatures']

/** The features of a new Space (recorded in 2024 and 2025; which are on by default is assumed). */
const firstFeatures: Features = {
  due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
  sprints: { enabled: false },
  time_tracking: { enabled: true, harvest: false, rollup: false, default_to_billable: 2 },
  points: { enabled: false },
  custom_items: { enabled: true },
  priorities: { enabled: true, priorities: allPriorities },
  tags: { enabled: true },
  check_unresolved: { enabled: true, subtasks: null, checklists: null, comments: null },
  milestones: { enabled: true },
  custom_fields: { enabled: true },
  status_pies: { enabled: false },
  scheduler_enabled: false,
}

/** The features after a call. Unknown features and values of a wrong type are ignored (assumed). */
export function chosenFeatures(choice: unknown, before: Features = firstFeatures): Features {
  if (!isFields(choice)) return before
  const features: Record<string, unknown> = { ...before }
  for (const [name, chosen] of Object.entries(choice)) {
    const feature = features[name] ?? { enabled: false }
    if (!isFields(chosen) || !isFields(feature)) continue
    const known = Object.entries(chosen).filter(([key, value]) => typeof value === typeof feature[key])
    features[name] = { ...feature, ...Object.fromEntries(known) }
  }
  const declared = Object.entries(features).filter(([name]) => name in before || optionalFeatures.has(name))
  return Object.fromEntries(declared) as Features // every value kept its shape
}

const optionalFeatures = new Set([
  'time_estimates',
  'checklists',
  'zoom',
  'remap_dependencies',
  'dependency_warning',
  'emails',
  'multiple_assignees',
  'portfolios',
])

/** Adds a Space; what `columns` leave out is as ClickUp makes it. */
export function addSpace(world: World, columns: Pick<SpaceRow, 'team_id' | 'name'> & Partial<SpaceRow>): SpaceRow {
  const id = columns.id ?? world.newId('spaces')
  return world.spaces.add({
    color: null,
    private: false,
    member_ids: [],
    avatar: null,
    admin_can_manage: null,
    multiple_assignees: true,
    statuses: columns.statuses ?? firstStatuses(() => world.ids.status(`p${id}`)),
    features: firstFeatures,
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

/** Guests may change nothing in a Workspace itself (its refusal is assumed). @throws Refusal teamsNotAuthorized */
export function needMember(world: World, caller: Caller, teamId: string): void {
  if (isGuest(world, caller, teamId)) refuse('teamsNotAuthorized')
}

/** A Space that a body names, if the caller can reach it. @throws Refusal teamNotAuthorized, as for one in a path */
export function spaceNamed(world: World, caller: Caller, id: unknown): SpaceRow {
  const row = world.spaces.find(readText(id) ?? '')
  return row && isReachable(world, caller, { table: 'spaces', row }) ? row : refuse('teamNotAuthorized')
}
