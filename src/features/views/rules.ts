// Which views a place has, and what may be made and changed.
import { refuse } from '../../contract/catalogue.js'
import { isVisible, rowIn, teamOf } from '../../model/hierarchy.js'
import type { Place, ViewRow } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import { may } from '../../model/permissions.js'
import { partsOf } from '../../model/view-parts.js'
import { builtInViews, isBuiltIn, kept, unprotected } from '../../model/views.js'
import type { World } from '../../model/world.js'
import { asText } from '../body.js'
import type { Calling, SentTo } from '../handlers.js'
import { nextOrderIndex } from '../shared.js'

type Making = SentTo<'CreateTeamView' | 'CreateSpaceView' | 'CreateFolderView' | 'CreateListView'>

/** What the API can make (observed 2026-08). Others, such as forms, are seen only. */
const types = 'list board calendar table timeline workload activity map conversation gantt doc'.split(' ')

/** The saved views of a place that the caller sees, and its chat, in their order. */
export function viewsOf({ world, caller }: Calling, place: Place): ViewRow[] {
  const saved = world.views.group('parent', onKey(place)).filter((view) => !isBuiltIn(view))
  return [...saved, ...builtInViews(world, place).filter(({ type }) => type === 'conversation')]
    .filter((row) => isVisible(world, caller, { table: 'views', row }))
    .sort((one, other) => one.orderindex - other.orderindex)
}

/** Adds a view, the last of its place. @throws Refusal viewNameInvalid, viewTypeInvalid */
export function addView({ world, caller, body }: Making, parent: Place): ViewRow {
  const team_id = teamOf(rowIn(world, parent.kind, parent.id).row)
  const type = typeIn(body.type)
  return world.views.add({
    id: world.newId('views', team_id),
    team_id,
    name: asText(body.name) ?? refuse('viewNameInvalid'),
    type,
    parent,
    ...partsOf(type, body),
    date_created: world.clock.now(),
    creator: caller.user.id,
    ...unprotected,
    orderindex: lastViewPosition(world, parent),
  })
}

/** The order index of a new view: built-in ones are counted too (recorded). */
export function lastViewPosition(world: World, place: Place): number {
  return nextOrderIndex([...builtInViews(world, place), ...world.views.group('parent', onKey(place))])
}

/** Changes a view: its parts become what was sent, or what a new view has. @throws Refusal viewProtected, viewTypeInvalid */
export function changeView({ world, caller, rows: { view }, body }: SentTo<'UpdateView'>): ViewRow {
  needChange({ world, caller }, view)
  const type = body.type === undefined || body.type === view.type ? view.type : typeIn(body.type)
  const name = asText(body.name) ?? view.name
  return world.views.update(kept(world, view), { name, type, ...partsOf(type, body) })
}

/** @throws Refusal viewProtected */
export function needChange({ world, caller }: Calling, view: ViewRow): void {
  const isAllowed = !view.protected || may(world, caller, view.team_id, 'changeProtectedView', [view.creator])
  if (!isAllowed) refuse('viewProtected')
}

/** A number is taken for a list (observed 2026-08). */
function typeIn(sent: unknown): string {
  if (typeof sent === 'number') return 'list'
  return types.find((type) => type === sent) ?? refuse('viewTypeInvalid')
}
