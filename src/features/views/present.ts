// How ClickUp shows a view, and the views of a place. Keys in wire order, as far as it was recorded.
import type { components } from '../../contract/clickup.gen.js'
import type { Place, ViewRow } from '../../model/hierarchy-rows.js'
import { builtInViews, placeNumbers, viewNumbers } from '../../model/views.js'
import type { World } from '../../model/world.js'
import { presentCommentUser } from '../comments/present.js'
import type { Calling } from '../handlers.js'
import { milliseconds } from '../shared.js'
import { viewsOf } from './rules.js'

type Schemas = components['schemas']

/** A view, alone. */
export function presentView(world: World, view: ViewRow): Schemas['ViewUnder'] {
  return { view: present(world, view) }
}

/** The views of a place: saved ones, and the built-in ones that are switched on. The list opens first (assumed). */
export function presentViews(calling: Calling, place: Place) {
  const { world } = calling
  const [list, board] = builtInViews(world, place) as [ViewRow, ViewRow] // every place has them
  const { id, name, orderindex } = list
  return {
    views: viewsOf(calling, place).map((view) => present(world, view)),
    required_views: { board: present(world, board), list: present(world, list), ...switchedOff },
    default_view: { id, name, type: viewNumbers.list, orderindex, default: true, pinned: true },
  }
}

/** These show as null (recorded). */
const switchedOff = {
  ...{ calendar: null, gantt_type: null, box: null, activity: null, timeline: null, workload: null, mind_map: null },
  ...{ table: null, map: null, dashboard: null },
}

function present(world: World, view: ViewRow): Schemas['View'] {
  const { team_id, parent, date_created, protected_by, date_protected, orderindex, ...columns } = view
  const { id, name, type, creator, visibility, protected: isProtected, protected_note, ...parts } = columns
  return {
    ...{ id, name, type, parent: { id: parent.id, type: placeNumbers[parent.kind] }, ...parts },
    ...{ date_created: milliseconds(date_created), creator, visibility, protected: isProtected, protected_note },
    protected_by: protected_by === null ? null : presentCommentUser(world, team_id, protected_by),
    date_protected: milliseconds(date_protected),
    orderindex,
    ...(type === 'form' && { public: true, public_url: `https://forms.clickup.com/${team_id}/f/${id}/FAKEFORM` }),
  }
}
