// Whose a goal is, or a folder of goals, and the number that a goal has.
import type { GoalFolderRow, GoalRow } from './goal-rows.js'
import type { World } from './world.js'

type Held = GoalFolderRow | GoalRow

/** All who were let into it: its creator, its owners, and whom it was shared with (assumed). */
export function peopleOfGoal(held: Held): number[] {
  return [...own(held), ...held.members.map(({ user_id }) => user_id)]
}

/** Those of them who may change it (documented: the permission to edit). */
export function editorsOfGoal(goal: GoalRow): number[] {
  const editors = goal.members.filter(({ permission_level: level }) => level === 'edit' || level === 'create')
  return [...own(goal), ...editors.map(({ user_id }) => user_id)]
}

function own(held: Held): number[] {
  return [held.creator, ...('owners' in held ? held.owners : [])]
}

/** The number after the highest that a goal of the Workspace has, or had. */
export function nextPrettyId(world: World, teamId: string): number {
  return world.goals.group('ever', teamId).reduce((last, { pretty_id }) => Math.max(last, pretty_id), 0) + 1
}
