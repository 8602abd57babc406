// Which views a place has, and what may be made and changed.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isVisible } from '../../model/hierarchy.js'
import type { Place, ViewRow } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import { may } from '../../model/permissions.js'
import { partsOf } from '../../model/view-parts.js'
import { builtInViews, isBuiltIn, kept, unprotected } from '../../model/views.js'
import type { World } from '../../model/world.js'
import { asText, type Sent } from '../body.js'
import { nextOrderIndex } from '../shared.js'

type SentView = Sent<'CreateListView' | 'UpdateView'>

/** What the API can make (observed 2026-08). Others, such as forms, are seen only. */
const types = 'list board calendar table timeline workload activity map conversation gantt doc'.split(' ')

/** The saved views of a place that the caller sees, and its chat, in their order. */
export function viewsOf(world: World, caller: Caller, place: Place): ViewRow[] {
  const saved = world.views.group('parent', onKey(place)).filter((view) => !isBuiltIn(view))
  return [...saved, ...builtInViews(world, place).filter(({ type }) => type === 'conversation')]
    .filter((row) => isVisible(world, caller, { table: 'views', row }))
    .sort((one, other) => one.orderindex - other.orderindex)
}

/** Adds a view, the last of its place. @throws Refusal viewNameInvalid, viewTypeInvalid */
export function addView(world: World, caller: Caller, team_id: string, parent: Place, sent: SentView): ViewRow {
  const type = typeIn(sent.type)
  return world.views.add({
    id: world.newId('views', team_id),
    team_id,
    name: asText(sent.name) ?? refuse('viewNameInvalid'),
    type,
    parent,
    ...partsOf(type, sent),
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

/** Changes a view: its parts become what was sent, or what a new view has. @throws Refusal viewTypeInvalid */
export function changeView(world: World, view: ViewRow, sent: SentView): ViewRow {
  const type = sent.type === undefined || sent.type === view.type ? view.type : typeIn(sent.type)
  const name = asText(sent.name) ?? view.name
  return world.views.update(kept(world, view), { name, type, ...partsOf(type, sent) })
}

/** @throws Refusal viewProtected */
export function needChange(world: World, caller: Caller, view: ViewRow): void {
  const isAllowed = !view.protected || may(world, caller, view.team_id, 'changeProtectedView', [view.creator])
  if (!isAllowed) refuse('viewProtected')
}

/** A number is taken for a list (observed 2026-08). */
function typeIn(sent: unknown): string {
  if (typeof sent === 'number') return 'list'
  return types.find((type) => type === sent) ?? refuse('viewTypeInvalid')
}
