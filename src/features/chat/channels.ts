// Which channels a caller sees, how they are made and changed, and who is in them.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { blankChannel, canonicalOf, keptChannel } from '../../model/channels.js'
import type { ChannelRow } from '../../model/chat-rows.js'
import { isReachable, isVisibleTo } from '../../model/hierarchy.js'
import { type Parent, parentTypes, rowOfParent } from '../../model/parents.js'
import type { UserRow } from '../../model/people-rows.js'
import { may } from '../../model/permissions.js'
import type { World } from '../../model/world.js'
import { isPlaceIn } from '../docs/rules.js'

/** A user as clients name them. */
export type SentPerson = string | number

/** What a list of channels asks for, as the query has it. */
interface Wanted {
  readonly is_follower?: boolean
  readonly include_closed?: boolean
  readonly with_message_since?: number
  readonly channel_types?: string | string[]
}

/** The channels of a Workspace that the caller sees and that are as wanted: public ones, and those that they are in. */
export function channelsFound(world: World, caller: Caller, teamId: string, wanted: Wanted): ChannelRow[] {
  const { is_follower = false, include_closed = false, with_message_since: since, channel_types } = wanted
  const types = channel_types === undefined ? undefined : [channel_types].flat().join().split(',')
  const me = caller.user.id
  return [...world.channels.group('team', teamId), ...untouched(world, teamId)]
    .filter(({ type }) => types === undefined || types.includes(type))
    .filter(({ follower_ids }) => !is_follower || follower_ids.includes(me))
    .filter(({ closed_by }) => include_closed || !closed_by.includes(me))
    .filter((channel) => since === undefined || (latestAt(world, channel) ?? -1) >= since)
    .filter((row) => isReachable(world, caller, { table: 'channels', row }))
}

/** The channels of places that are no rows yet. */
function untouched(world: World, teamId: string): ChannelRow[] {
  const kinds = [parentTypes.SPACE, parentTypes.FOLDER, parentTypes.LIST] as const
  return kinds.flatMap((type) => {
    const { table } = rowOfParent({ id: '', type })
    const places = world.named(table).all() as { readonly id: string; readonly team_id: string }[] // of these three tables
    return places
      .filter(({ team_id }) => team_id === teamId)
      .flatMap(({ id }) => canonicalOf(world, { id, type }) ?? [])
      .filter(({ id }) => !world.channels.find(id))
  })
}

/** When the last message was written, replies too; undefined before there is one. */
export function latestAt(world: World, { id }: ChannelRow): number | undefined {
  const dates = world.messages.group('channel', id).map(({ date }) => date)
  return dates.length ? dates.reduce((one, other) => Math.max(one, other)) : undefined
}

/** What is sent of a new channel; null is the name of its place. */
interface NewChannel {
  readonly name: string | null
  readonly description?: string
  readonly topic?: string
  readonly user_ids?: SentPerson[]
  readonly visibility?: ChannelRow['visibility']
}

/** The channel of this name in the Workspace that the caller sees; undefined if there is none. Case counts (assumed). */
export function channelNamed(world: World, caller: Caller, teamId: string, name: string): ChannelRow | undefined {
  const named = world.channels.group('team', teamId).filter((channel) => channel.name === name)
  return named.find((row) => isReachable(world, caller, { table: 'channels', row }))
}

/** Makes a channel in the Workspace; with a place, that of the place, whose name it has. @throws Refusal requestUnfit for people who are not there */
export function addChannel(
  world: World,
  caller: Caller,
  team_id: string,
  { name, description = '', topic = '', user_ids = [], visibility = 'PUBLIC' }: NewChannel,
  place?: Parent,
): ChannelRow {
  const people = peopleIn(world, caller, team_id, user_ids)
  return world.channels.add({
    ...newChannel(world, caller, team_id, people),
    name,
    description,
    topic,
    visibility,
    parent: place ?? { id: team_id, type: parentTypes.WORKSPACE },
    canonical: place !== undefined,
  })
}

/** The conversation of exactly these people and the caller; undefined if there is none. @throws Refusal requestUnfit */
export function conversationOf(world: World, caller: Caller, teamId: string, sent: SentPerson[]) {
  const people = peopleIn(world, caller, teamId, sent)
  return world.channels
    .group('team', teamId)
    .find(
      ({ type, member_ids }) =>
        type !== 'CHANNEL' &&
        new Set([...member_ids, ...people]).size === people.length &&
        member_ids.length === people.length,
    )
}

/** Begins a conversation: with one other or oneself a DM, with more a GROUP_DM (observed by many). @throws Refusal requestUnfit */
export function addConversation(world: World, caller: Caller, team_id: string, sent: SentPerson[]): ChannelRow {
  const people = peopleIn(world, caller, team_id, sent)
  return world.channels.add({
    ...newChannel(world, caller, team_id, people),
    type: people.length > 2 ? 'GROUP_DM' : 'DM',
    visibility: 'PRIVATE',
    parent: { id: team_id, type: parentTypes.WORKSPACE },
    canonical: false,
  })
}

function newChannel(world: World, caller: Caller, team_id: string, people: readonly number[]) {
  const now = world.clock.now()
  const id = world.newId('channels', team_id)
  const made = { creator: caller.user.id, created_at: now, updated_at: now }
  return { ...blankChannel, id, team_id, ...made, member_ids: people, follower_ids: people }
}

/** What an edit of a channel may say. */
interface ChannelEdit extends Partial<Omit<NewChannel, 'user_ids'>> {
  readonly location?: Location
}

/**
 * Changes a channel. Made private, it keeps those who follow it; a new place does not make it the channel of the place
 * (assumed). @throws Refusal resourceForbidden, requestUnfit for direct messages, resourceNotFound for an unknown place
 */
export function editChannel(world: World, caller: Caller, channel: ChannelRow, sent: ChannelEdit): ChannelRow {
  needChange(world, caller, channel)
  const { name = channel.name, description = channel.description, topic = channel.topic, location } = sent
  const { visibility = channel.visibility, member_ids, follower_ids } = { ...channel, ...sent }
  return world.channels.update(keptChannel(world, channel), {
    name,
    description,
    topic,
    visibility,
    parent: location ? placeOf(world, caller, channel.team_id, location) : channel.parent,
    member_ids: [...new Set([...member_ids, ...follower_ids, caller.user.id])],
    updated_at: world.clock.now(),
  })
}

/** Deletes a channel with its messages. @throws Refusal resourceForbidden, requestUnfit for direct messages (assumed) */
export function deleteChannel(world: World, caller: Caller, channel: ChannelRow): void {
  needChange(world, caller, channel)
  world.channels.update(keptChannel(world, channel), { deleted: true })
}

function needChange(world: World, caller: Caller, { team_id, type, creator }: ChannelRow): void {
  if (type !== 'CHANNEL') refuse('requestUnfit')
  if (!may(world, caller, team_id, 'changeChannel', [creator])) refuse('resourceForbidden')
}

/** A place as calls name it. */
interface Location {
  readonly id: string
  readonly type: 'space' | 'folder' | 'list'
}

const typeOf = { space: parentTypes.SPACE, folder: parentTypes.FOLDER, list: parentTypes.LIST } as const

/** @throws Refusal resourceNotFound for a place that is not in the Workspace, or closed to the caller */
export function placeOf(world: World, caller: Caller, teamId: string, { id, type }: Location): Parent {
  const place = { id, type: typeOf[type] }
  return isPlaceIn(world, caller, teamId, place) ? place : refuse('resourceNotFound')
}

/** Everybody who sees a channel: for a public one all but guests, for others those who are in it. */
export function membersOf(world: World, row: ChannelRow): UserRow[] {
  const members = world.members.group('team', row.team_id)
  const seeing = members.filter(({ user_id }) => isVisibleTo(world, user_id, { table: 'channels', row }))
  return seeing.map(({ user_id }) => world.users.get(user_id))
}

/** The ids of members, sent as texts or numbers (both are taken). @throws Refusal requestUnfit for others (assumed) */
export function personIdIn(world: World, teamId: string, sent: SentPerson): number {
  return world.membership(teamId, Number(sent))?.user_id ?? refuse('requestUnfit')
}

function peopleIn(world: World, { user }: Caller, teamId: string, sent: SentPerson[]): number[] {
  return [...new Set([user.id, ...sent.map((one) => personIdIn(world, teamId, one))])]
}
