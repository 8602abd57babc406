// Tags of time entries: the Workspace has them, entries name them. https://developer.clickup.com/reference/getalltagsfromtimeentries
import { needTimeTag, timeTagNamed } from '../../model/time-tags.js'
import { asText, readFields, readText } from '../body.js'
import type { Calling, SentTo } from '../handlers.js'

/** The names of the tags in a body, each once; unknown ones are made. What is no object is ignored (observed). */
export function tagsIn({ world, caller }: Calling, team_id: string, sent: unknown): string[] {
  const names = namedTags(sent).map(({ name, ...colours }) => {
    return needTimeTag(world, { team_id, name, creator: caller.user.id, ...colours }).name
  })
  return [...new Set(names)]
}

/** Renames and recolours a tag, on all entries. If another has the new name, the two become one (assumed). */
export function renameTimeTag({ world, rows: { team }, body }: SentTo<'Changetagnamesfromtimeentries'>): void {
  const tag = timeTagNamed(world, team.id, readText(body.name) ?? '')
  if (!tag) return
  const [tag_fg, tag_bg] = [asText(body.tag_fg) ?? tag.tag_fg, asText(body.tag_bg) ?? tag.tag_bg]
  const changed = { ...tag, name: readText(body.new_name) || tag.name, tag_fg, tag_bg }
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

/** The tags of a body that have a name. */
export function namedTags(sent: unknown) {
  return [sent].flat().flatMap((tag) => {
    const { name, tag_fg, tag_bg } = readFields<'name' | 'tag_fg' | 'tag_bg'>(tag)
    const text = readText(name)
    return text ? [{ name: text, tag_fg: asText(tag_fg), tag_bg: asText(tag_bg) }] : []
  })
}
