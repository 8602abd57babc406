// Tags of time entries: the Workspace has them, entries name them. https://developer.clickup.com/reference/getalltagsfromtimeentries
import type { Caller } from '../../model/access.js'
import type { TeamRow } from '../../model/people-rows.js'
import type { TimeEntryRow } from '../../model/time-rows.js'
import { needTimeTag, timeTagNamed } from '../../model/time-tags.js'
import type { World } from '../../model/world.js'
import { asText, readFields, readText, type Sent } from '../body.js'
import { change } from './history.js'

/** The names of the tags in a body, each once; unknown ones are made. What is no object is ignored (observed). */
export function tagsIn(world: World, caller: Caller, team_id: string, sent: unknown): string[] {
  const names = namesIn(sent).map(({ name, ...colours }) => {
    return needTimeTag(world, { team_id, name, creator: caller.user.id, ...colours }).name
  })
  return [...new Set(names)]
}

/** Puts tags on an entry, behind those it has. */
export function tagEntry(world: World, caller: Caller, entry: TimeEntryRow, sent: unknown): void {
  setTags(world, caller, entry, [...new Set([...entry.tags, ...tagsIn(world, caller, entry.team_id, sent)])])
}

/** Takes tags off an entry; the tags stay in the Workspace (documented). */
export function untagEntry(world: World, caller: Caller, entry: TimeEntryRow, sent: unknown): void {
  const gone = new Set(namesIn(sent).map(({ name }) => name))
  const left = entry.tags.filter((name) => !gone.has(name))
  setTags(world, caller, entry, left)
}

/** Renames and recolours a tag, on all entries. If another has the new name, the two become one (assumed). */
export function renameTimeTag(world: World, team: TeamRow, sent: Sent<'Changetagnamesfromtimeentries'>): void {
  const tag = timeTagNamed(world, team.id, readText(sent.name) ?? '')
  if (!tag) return
  const [tag_fg, tag_bg] = [asText(sent.tag_fg) ?? tag.tag_fg, asText(sent.tag_bg) ?? tag.tag_bg]
  const changed = { ...tag, name: readText(sent.new_name) || tag.name, tag_fg, tag_bg }
  if (changed.name !== tag.name) {
    world.time_tags.delete(tag)
    for (const entry of world.time_entries.group('team', team.id).filter(({ tags }) => tags.includes(tag.name))) {
      const tags = new Set(entry.tags.map((name) => (name === tag.name ? changed.name : name)))
      world.time_entries.update(entry, { tags: [...tags] })
    }
  }
  const other = timeTagNamed(world, team.id, changed.name)
  if (other) world.time_tags.update(other, changed)
  else world.time_tags.add(changed)
}

function setTags(world: World, caller: Caller, entry: TimeEntryRow, tags: readonly string[]): void {
  if (tags.length !== entry.tags.length) change(world, caller, entry, { tags })
}

/** The tags of a body that have a name. */
function namesIn(sent: unknown) {
  return [sent].flat().flatMap((tag) => {
    const { name, tag_fg, tag_bg } = readFields<'name' | 'tag_fg' | 'tag_bg'>(tag)
    const text = readText(name)
    return text ? [{ name: text, tag_fg: asText(tag_fg), tag_bg: asText(tag_bg) }] : []
  })
}
