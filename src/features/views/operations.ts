// Views: https://developer.clickup.com/reference/getlistviews and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { showsTasks } from '../../model/view-parts.js'
import { isBuiltIn } from '../../model/views.js'
import type { Handlers } from '../handlers.js'
import { pageText } from '../task-lists/texts.js'
import { viewerOf } from '../tasks/viewer.js'
import { presentView, presentViews } from './present.js'
import { addView, changeView, needChange } from './rules.js'
import { pageOfView } from './tasks.js'

export const views = {
  GetTeamViews: (call) => presentViews(call, { kind: 'teams', id: call.rows.team.id }),

  CreateTeamView: (call) => presentView(call.world, addView(call, { kind: 'teams', id: call.rows.team.id })),

  GetSpaceViews: (call) => presentViews(call, { kind: 'spaces', id: call.rows.space.id }),

  CreateSpaceView: (call) => presentView(call.world, addView(call, { kind: 'spaces', id: call.rows.space.id })),

  GetFolderViews: (call) => presentViews(call, { kind: 'folders', id: call.rows.folder.id }),

  CreateFolderView: (call) => presentView(call.world, addView(call, { kind: 'folders', id: call.rows.folder.id })),

  GetListViews: (call) => presentViews(call, { kind: 'lists', id: call.rows.list.id }),

  CreateListView: (call) => presentView(call.world, addView(call, { kind: 'lists', id: call.rows.list.id })),

  GetView: ({ world, rows: { view } }) => presentView(world, view),

  UpdateView: (call) => presentView(call.world, changeView(call)),

  DeleteView: (call) => {
    if (isBuiltIn(call.rows.view)) refuse('viewRequired')
    needChange(call, call.rows.view)
    call.world.delete('views', call.rows.view)
    return {}
  },

  GetViewTasks: (call) => {
    const { world, caller, rows } = call
    if (!showsTasks(rows.view)) refuse('viewWithoutTasks')
    return pageText(world, pageOfView(call), {}, viewerOf(world, caller, rows.view.team_id), true)
  },
} satisfies Handlers
