// Tasks: https://developer.clickup.com/reference/createtask and the pages beside it. Pages of tasks are in task-lists.
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { clearEstimates, setEstimates } from './estimates.js'
import { moveHome } from './homes.js'
import { mergeInto } from './merging.js'
import { presentTask } from './present.js'
import { addTask, deleteTask, idOfTask, taskNamed, updateTask } from './rules.js'
import { timeInStatus } from './time-in-status.js'
import { viewerOf } from './viewer.js'

/** How many tasks one call may name for their times (documented; that further ones are ignored is assumed). */
const MOST_AT_ONCE = 100

export const tasks = {
  CreateTask: ({ world, caller, rows: { list }, body }) =>
    presentTask(world, addTask(world, caller, list, body), {
      time_spent: true,
      viewer: viewerOf(world, caller, list.team_id),
    }),

  GetTask: ({ world, caller, url, rows: { task }, query }) =>
    presentTask(world, task, {
      attachments: url,
      time_spent: true,
      subtasks: query.include_subtasks === true,
      markdown_description: query.include_markdown_description === true,
      viewer: viewerOf(world, caller, task.team_id),
    }),

  UpdateTask: ({ world, caller, url, rows: { task }, body }) =>
    presentTask(world, updateTask(world, caller, task, body), {
      attachments: url,
      time_spent: true,
      viewer: viewerOf(world, caller, task.team_id),
    }),

  /** A second time too (observed). */
  DeleteTask: ({ world, caller, rows: { task } }) => {
    deleteTask(world, caller, task)
  },

  mergeTasks: ({ world, caller, rows: { task }, body }) => {
    mergeInto(world, caller, task, body.source_task_ids)
    return {}
  },

  "GetTask'sTimeinStatus": ({ world, rows: { task } }) => timeInStatus(world, task),

  "GetBulkTasks'TimeinStatus": ({ world, caller, query: { task_ids = [], ...how } }) => {
    const named = [task_ids].flat().slice(0, MOST_AT_ONCE)
    const refusals = { foreign: 'teamNotAuthorized', deleted: 'taskDeleted' } as const
    const found = named.map((id) => taskNamed(world, caller, idOfTask(world, id, how), refusals))
    return Object.fromEntries(found.map((task) => [task.id, timeInStatus(world, task)]))
  },

  moveTask: (call) => {
    moveHome(call)
    return { data: { task_id: call.rows.task.id, new_list_id: call.rows.list.id } }
  },

  updateTimeEstimatesByUser: (call) => {
    const { set, total } = setEstimates(call)
    return { data: { total_time_estimate: total, updated_estimates: set } }
  },

  replaceTimeEstimatesByUser: (call) => {
    clearEstimates(call.world, call.rows.task)
    const { set, total } = setEstimates(call)
    return { data: { total_time_estimate: total, assignee_estimates: set } }
  },

  /** In its home List nothing happens (assumed). Guests are refused (documented; how is assumed). */
  AddTaskToList: ({
    world,
    rows: {
      list,
      task: { id, team_id, list_id },
    },
  }) => {
    if (list.team_id !== team_id) refuse('teamNotAuthorized')
    const row = { team_id, task_id: id, list_id: list.id }
    if (list.id !== list_id && !world.further_lists.find(`${list.id}/${id}`)) world.further_lists.add(row)
    return {}
  },

  /** A task cannot leave its home List (documented). What ClickUp answers was not recorded; here nothing happens. */
  RemoveTaskFromList: ({ world, rows: { list, task } }) => {
    const row = world.further_lists.find(`${list.id}/${task.id}`)
    if (row) world.further_lists.delete(row)
    return {}
  },
} satisfies Handlers
