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
  GetTeamViews: ({ world, caller, rows: { team } }) => presentViews(world, caller, { kind: 'teams', id: team.id }),

  CreateTeamView: ({ world, caller, rows: { team }, body }) =>
    presentView(world, addView(world, caller, team.id, { kind: 'teams', id: team.id }, body)),

  GetSpaceViews: ({ world, caller, rows: { space } }) => presentViews(world, caller, { kind: 'spaces', id: space.id }),

  CreateSpaceView: ({ world, caller, rows: { space }, body }) =>
    presentView(world, addView(world, caller, space.team_id, { kind: 'spaces', id: space.id }, body)),

  GetFolderViews: ({ world, caller, rows: { folder } }) =>
    presentViews(world, caller, { kind: 'folders', id: folder.id }),

  CreateFolderView: ({ world, caller, rows: { folder }, body }) =>
    presentView(world, addView(world, caller, folder.team_id, { kind: 'folders', id: folder.id }, body)),

  GetListViews: ({ world, caller, rows: { list } }) => presentViews(world, caller, { kind: 'lists', id: list.id }),

  CreateListView: ({ world, caller, rows: { list }, body }) =>
    presentView(world, addView(world, caller, list.team_id, { kind: 'lists', id: list.id }, body)),

  GetView: ({ world, rows: { view } }) => presentView(world, view),

  UpdateView: ({ world, caller, rows: { view }, body }) => {
    needChange(world, caller, view)
    return presentView(world, changeView(world, view, body))
  },

  DeleteView: ({ world, caller, rows: { view } }) => {
    if (isBuiltIn(view)) refuse('viewRequired')
    needChange(world, caller, view)
    world.delete('views', view)
    return {}
  },

  GetViewTasks: ({ world, caller, rows: { view }, query, note }) => {
    if (!showsTasks(view)) refuse('viewWithoutTasks')
    const page = pageOfView({ world, caller, note }, view, query.page)
    return pageText(world, page, {}, viewerOf(world, caller, view.team_id), true)
  },
} satisfies Handlers
