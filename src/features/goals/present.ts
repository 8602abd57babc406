// How ClickUp shows goals and key results. Keys in wire order, as recorded in 2025 and 2026.
import type { components } from '../../contract/clickup.gen.js'
import { progressOf, progressOfGoal, stepsOf } from '../../model/goal-progress.js'
import type { GoalFolderRow, GoalRow, KeyResultRow } from '../../model/goal-rows.js'
import type { World } from '../../model/world.js'
import { milliseconds, personIn } from '../shared.js'

type Schemas = components['schemas']

/** A goal, alone: with its key results, and how far each has come. */
export function presentGoal(world: World, goal: GoalRow): Schemas['Goal'] {
  const { team_id, folder_id, pretty_id } = goal
  const keyResults = world.key_results.group('goal', goal.id)
  return {
    ...{ ...name(goal), ...content(world, goal), folder_id },
    folder_name: folder_id === null ? null : world.goal_folders.get(folder_id).name,
    ...{ role_subtype: 0, members: members(world, goal), group_members: [], owners: owners(world, goal) },
    key_results: keyResults.map((keyResult) => presentMeasured(world, keyResult)),
    key_result_count: keyResults.length,
    percent_completed: progressOfGoal(world, goal),
    history: [],
    pretty_url: `https://app.clickup.com/${team_id}/goals/${pretty_id}`,
  }
}

/** A goal in a list. */
export function presentListed(world: World, goal: GoalRow): Schemas['GoalInList'] {
  const { date_updated, folder_id } = goal
  const keyResults = world.key_results.group('goal', goal.id)
  const last = Math.max(date_updated, ...keyResults.map(({ last_action }) => last_action.date))
  return {
    ...{ ...name(goal), owner: null, ...content(world, goal), last_update: String(last), folder_id },
    ...(folder_id !== null && { folder_access: true }),
    ...{ role_subtype: 0, pinned: false, owners: owners(world, goal), key_result_count: keyResults.length },
    ...{ members: members(world, goal), group_members: [], percent_completed: progressOfGoal(world, goal) },
  }
}

/** A folder with some of its goals (documented). */
export function presentFolder(world: World, folder: GoalFolderRow, goals: readonly GoalRow[]): Schemas['GoalFolder'] {
  const { id, name, team_id, private: isPrivate, date_created, creator } = folder
  return {
    ...{ id, name, team_id, private: isPrivate, date_created: String(date_created), creator, goal_count: goals.length },
    members: folder.members.map(({ user_id, permission_level, date_added, added_by }) => {
      const { id, email, username, color, initials, profilePicture } = personIn(world, team_id, user_id)
      return { id, email, username, color, permission_level, date_added, added_by, initials, profilePicture }
    }),
    goals: goals.map((goal) => presentListed(world, goal)),
  }
}

/** A key result that was just made or changed: it does not say how far it has come (observed). */
export function presentKeyResult(world: World, keyResult: KeyResultRow): Schemas['KeyResult'] {
  const { id, goal_id, name, creator, type, date_created, unit, team_id, task_ids, list_ids, last_action } = keyResult
  const { user_id, note, date, before, taken } = last_action
  return {
    ...{ id, goal_id, name, creator, type, date_created: String(date_created), unit, workspace_id: team_id },
    goal_pretty_id: String(world.goals.get(goal_id).pretty_id),
    ...{ percent_completed: null, completed: false, task_ids: [...task_ids], subcategory_ids: [...list_ids] },
    owners: owners(world, keyResult),
    last_action: {
      ...{ id: last_action.id, key_result_id: id, userid: user_id, note, date_modified: String(date) },
      ...{ steps_before: null, steps_taken: null, steps_current: null },
      ...{ steps_before_float: before, steps_taken_float: taken, workspace_id: team_id },
    },
  }
}

function presentMeasured(world: World, keyResult: KeyResultRow): Schemas['KeyResult'] {
  const steps = stepsOf(world, keyResult)
  const part = progressOf(steps)
  return { ...presentKeyResult(world, keyResult), percent_completed: part, completed: part === 1, ...steps }
}

function name({ id, pretty_id, name, team_id, creator }: GoalRow) {
  return { id, pretty_id: String(pretty_id), name, team_id, creator }
}

function content({ ids }: World, goal: GoalRow) {
  const { description, private: isPrivate, archived, multiple_owners } = goal
  return {
    color: goal.color,
    date_created: String(goal.date_created),
    start_date: milliseconds(goal.start_date),
    due_date: milliseconds(goal.due_date),
    ...{ description, private: isPrivate, archived, multiple_owners },
    editor_token: ids.goalEditor(goal.id),
    date_updated: String(goal.date_updated),
  }
}

/** The order of keys is documented. */
function owners(world: World, { team_id, owners }: GoalRow | KeyResultRow): Schemas['GoalOwner'][] {
  return owners.map((userId) => {
    const { id, username, initials, email, color, profilePicture } = personIn(world, team_id, userId)
    return { id, username, initials, email, color, profilePicture }
  })
}

/** Those a goal is shared with (documented); its creator is not among them by being that (observed). */
function members(world: World, { team_id, creator, members }: GoalRow): Schemas['GoalMember'][] {
  return members.map(({ user_id, permission_level }) => {
    const { id, username, email, color, profilePicture, initials } = personIn(world, team_id, user_id)
    const isCreator = id === creator
    return { id, username, email, color, permission_level, profilePicture, initials, isCreator }
  })
}
