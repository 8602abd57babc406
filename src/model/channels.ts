// The channels that Spaces, Folders and Lists have without anybody making them (seen once). They are no rows until somebody
// writes in them or changes them, since a world may have a hundred thousand Lists.
import { ownerOf } from './access.js'
import type { ChannelRow } from './chat-rows.js'
import { teamOf } from './hierarchy.js'
import { type Parent, placeKey, rowOfParent } from './parents.js'
import type { World } from './world.js'

/** Kind of place, its id, and 8 for the conversation, as their Chat views have (observed by many); newer ones were seen too. */
const form = /^([456])-([0-9]+)-8$/

/** When no date of the place is known, as of Spaces, Folders and Lists: an older one than any that a mock makes (assumed). */
const BEFORE_ALL = Date.UTC(2025, 0, 1)

/** The channel of a place; undefined if it was deleted. */
export function canonicalOf(world: World, parent: Parent): ChannelRow | undefined {
  const [made] = world.channels.group('place', placeKey(parent))
  const id = `${placeKey(parent)}-8`
  return made ?? (world.channels.find(id) ? undefined : first(world, id, parent))
}

/** The channel of this id, whether it is a row or not. */
export function channelOf(world: World, id: string): ChannelRow | undefined {
  const [, type, placeId = ''] = form.exec(id) ?? []
  const row = world.channels.find(id)
  if (row || type === undefined) return row
  const parent = { id: placeId, type: Number(type) as Parent['type'] } // the form says so
  if (!world.named(rowOfParent(parent).table).find(placeId)) return undefined
  const canonical = canonicalOf(world, parent)
  return canonical?.id === id ? canonical : undefined
}

/** Makes a channel that is about to change a row, if it is not one yet. */
export function keptChannel(world: World, channel: ChannelRow): ChannelRow {
  return world.channels.find(channel.id) ?? world.channels.add(channel)
}

/** One that nobody has changed. That the owner of the Workspace counts as its creator is assumed. */
function first(world: World, id: string, parent: Parent): ChannelRow {
  const { table, id: placeId } = rowOfParent(parent)
  const team = world.teams.get(teamOf(world.named(table).get(placeId)))
  return {
    ...blankChannel,
    id,
    team_id: team.id,
    parent,
    canonical: true,
    creator: Number(ownerOf(world, team)?.user_id), // a Workspace always has one
    created_at: BEFORE_ALL,
    updated_at: BEFORE_ALL,
  }
}

/** What a channel has when nothing else is said. */
export const blankChannel = {
  type: 'CHANNEL',
  name: null,
  description: '',
  topic: '',
  visibility: 'PUBLIC',
  member_ids: [],
  follower_ids: [],
  closed_by: [],
  archived: false,
  deleted: false,
} as const satisfies Partial<ChannelRow>
