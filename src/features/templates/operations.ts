// Templates: https://developer.clickup.com/reference/gettasktemplates and the pages beside it. What is made is answered whole,
// whatever return_immediately says (observed for Lists, 2025-09; ClickUp's document has the keys for Folders too).
import { refuse } from '../../contract/catalogue.js'
import { presentFolder } from '../folders/present.js'
import { folderNamed } from '../folders/rules.js'
import type { Handlers } from '../handlers.js'
import { presentList } from '../lists/present.js'
import { presentTask } from '../tasks/present.js'
import { viewerOf } from '../tasks/viewer.js'
import { folderFrom, listFrom, taskFrom, templatesOf } from './rules.js'

export const templates = {
  GetTaskTemplates: ({ world, rows: { team }, query }) => templatesOf(world, team.id, 'task', query.page ?? 0),

  GetListTemplates: ({ world, rows: { team } }) => templatesOf(world, team.id, 'list'),

  GetFolderTemplates: ({ world, rows: { team } }) => templatesOf(world, team.id, 'folder'),

  CreateTaskFromTemplate: (call) => {
    const task = taskFrom(call, call.rows.list)
    return {
      id: task.id,
      task: presentTask(call.world, task, {
        time_spent: true,
        viewer: viewerOf(call.world, call.caller, task.team_id),
      }),
    }
  },

  CreateFolderListFromTemplate: (call) => {
    const list = listFrom(call, { space: call.world.spaces.get(call.rows.folder.space_id), folder: call.rows.folder })
    return { id: list.id, list: presentList(call.world, call.caller, list) }
  },

  CreateSpaceListFromTemplate: (call) => {
    const list = listFrom(call, { space: call.rows.space, folder: null })
    return { id: list.id, list: presentList(call.world, call.caller, list) }
  },

  CreateFolderFromTemplate: (call) => {
    const {
      world,
      caller,
      rows: { space },
      body,
    } = call
    const parent = body.parent_folder_id === undefined ? null : folderNamed(world, caller, body.parent_folder_id)
    if (parent && parent.space_id !== space.id) refuse('teamNotAuthorized')
    const folder = folderFrom(call, { space, folder: parent })
    return { id: Number(folder.id), folder: presentFolder(world, caller, folder) }
  },
} satisfies Handlers
