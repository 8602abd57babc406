// Tags of time entries, which their Workspace has.
import type { TimeTagRow } from './time-rows.js'
import type { World } from './world.js'

/** A tag as somebody names it; colours that are left out are those of ClickUp's samples (assumed). */
interface NamedTag extends Pick<TimeTagRow, 'team_id' | 'name' | 'creator'> {
  readonly tag_fg?: string | undefined
  readonly tag_bg?: string | undefined
}

export function timeTagNamed(world: World, teamId: string, name: string): TimeTagRow | undefined {
  return world.time_tags.find(`${teamId}/${name}`)
}

/** The tag of this name, made if the Workspace lacks it; an existing one keeps its colours (assumed). */
export function needTimeTag(world: World, { tag_fg = '#FFFFFF', tag_bg = '#BF55EC', ...tag }: NamedTag): TimeTagRow {
  return timeTagNamed(world, tag.team_id, tag.name) ?? world.time_tags.add({ tag_fg, tag_bg, ...tag })
}
