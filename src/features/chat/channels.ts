// Which channels a caller sees, how they are made and changed, and who is in them.
import { refuse } from '../../contract/catalogue.js'
import { blankChannel, canonicalOf, keptChannel } from '../../model/channels.js'
import type { ChannelRow } from '../../model/chat-rows.js'
import { isReachable, isVisibleTo, reached, teamOf } from '../../model/hierarchy.js'
import { type Parent, parentTypes, rowOfParent } from '../../model/parents.js'
import { may } from '../../model/permissions.js'
import type { World } from '../../model/world.js'
import type { Calling, CallTo } from '../handlers.js'

/** A user as clients name them. */
type SentPerson = string | number

/** The channels of a Workspace that the caller sees and that are as wanted: public ones, and those that they are in. */
export function channelsFound({ world, caller, rows: { workspace }, query }: CallTo<'getChatChannels'>): ChannelRow[] {
  const { is_follower = false, include_closed = false, with_message_since: since, channel_types } = query
  const types = channel_types === undefined ? undefined : [channel_types].flat().join().split(',')
  const me = caller.user.id
  return [...world.channels.group('team', workspace.id), ...untouched(world, workspace.id)]
    .filter(({ type }) => types === undefined || types.includes(type))
    .filter(({ follower_ids }) => !is_follower || follower_ids.includes(me))
    .filter(({ closed_by }) => include_closed || !closed_by.includes(me))
    .filter((channel) => since === undefined || (latestAt(world, channel) ?? -1) >= since)
    .filter((row) => isReachable(world, caller, { table: 'channels', row }))
}

/** The channels of places that are no rows yet. */
function untouched(world: World, teamId: string): ChannelRow[] {
  return Object.values(placeTypes).flatMap((type) =>
    world
      .named(rowOfParent({ id: '', type }).table)
      .all()
      .filter((place) => teamOf(place) === teamId)
      .flatMap(({ id }) => canonicalOf(world, { id, type }) ?? [])
      .filter(({ id }) => !world.channels.find(id)),
  )
}

/** When the last message was written, replies too; undefined before there is one. */
export function latestAt(world: World, { id }: ChannelRow): number | undefined {
  const messages = world.messages.group('channel', id)
  return messages.reduce<number | undefined>((latest = 0, { date }) => Math.max(latest, date), undefined)
}

/** The channel of this name in the Workspace that the caller sees; undefined if there is none. Case counts (assumed). */
export function channelNamed({ world, caller, rows: { workspace }, body }: CallTo<'createChatChannel'>) {
  const named = world.channels.group('team', workspace.id).filter(({ name }) => name === body.name)
  return named.find((row) => isReachable(world, caller, { table: 'channels', row }))
}

type ChannelCall = CallTo<'createChatChannel' | 'createLocationChatChannel'>

/** Makes a channel, whose name or place is `own`. @throws Refusal requestUnfit for people who are not there */
export function addChannel(call: ChannelCall, own: Partial<ChannelRow>): ChannelRow {
  const { description = '', topic = '', user_ids, visibility = 'PUBLIC' } = call.body
  const made = newChannel(call, call.rows.workspace.id, user_ids)
  return call.world.channels.add({ ...made, description, topic, visibility, ...own })
}

/** The conversation of exactly these people and the caller; undefined if there is none. @throws Refusal requestUnfit */
export function conversationOf(call: CallTo<'createDirectMessageChatChannel'>): ChannelRow | undefined {
  const { id: teamId } = call.rows.workspace
  const people = new Set(peopleIn(call, teamId, call.body.user_ids))
  const isOfThem = (ids: readonly number[]) => ids.length === people.size && ids.every((id) => people.has(id))
  return call.world.channels
    .group('team', teamId)
    .find(({ type, member_ids }) => type !== 'CHANNEL' && isOfThem(member_ids))
}

/** Begins a conversation: with one other or oneself a DM, with more a GROUP_DM (observed by many). */
export function addConversation(call: CallTo<'createDirectMessageChatChannel'>): ChannelRow {
  const made = newChannel(call, call.rows.workspace.id, call.body.user_ids)
  const type = made.member_ids.length > 2 ? 'GROUP_DM' : 'DM'
  return call.world.channels.add({ ...made, type, visibility: 'PRIVATE' })
}

function newChannel({ world, caller }: Calling, team_id: string, user_ids: SentPerson[] = []): ChannelRow {
  const people = peopleIn({ world, caller }, team_id, user_ids)
  const parent = { id: team_id, type: parentTypes.WORKSPACE }
  const now = world.clock.now()
  const made = { creator: caller.user.id, created_at: now, updated_at: now, member_ids: people, follower_ids: people }
  return { ...blankChannel, id: world.newId('channels', team_id), team_id, parent, canonical: false, ...made }
}

/**
 * Changes a channel. Made private, it keeps those who follow it; a new place does not make it the channel of the place
 * (assumed). @throws Refusal resourceForbidden, requestUnfit for direct messages, resourceNotFound for an unknown place
 */
export function editChannel(call: CallTo<'updateChatChannel'>): ChannelRow {
  const { world, body } = call
  const channel = channelToChange(call)
  const { name, description, topic, visibility } = { ...channel, ...body }
  return world.channels.update(channel, {
    name,
    description,
    topic,
    visibility,
    parent: body.location ? placeOf(call, channel.team_id, body.location) : channel.parent,
    member_ids: [...new Set([...channel.member_ids, ...channel.follower_ids, call.caller.user.id])],
    updated_at: world.clock.now(),
  })
}

/** Deletes a channel with its messages. @throws Refusal resourceForbidden, requestUnfit for direct messages (assumed) */
export function deleteChannel(call: CallTo<'deleteChatChannel'>): undefined {
  call.world.channels.update(channelToChange(call), { deleted: true })
}

function channelToChange({ world, caller, rows: { channel } }: CallTo<'updateChatChannel' | 'deleteChatChannel'>) {
  if (channel.type !== 'CHANNEL') refuse('requestUnfit')
  if (!may(world, caller, channel.team_id, 'changeChannel', [channel.creator])) refuse('resourceForbidden')
  return keptChannel(world, channel)
}

/** The places that have channels, as calls name them. */
export const placeTypes = { space: parentTypes.SPACE, folder: parentTypes.FOLDER, list: parentTypes.LIST } as const

type Location = CallTo<'createLocationChatChannel'>['body']['location']

/** A place as calls name it. @throws Refusal resourceNotFound for one that is not in the Workspace, or closed to the caller */
export function placeOf({ world, caller }: Calling, teamId: string, { id, type }: Location): Parent {
  const place = { id, type: placeTypes[type] }
  return reached(world, caller, teamId, rowOfParent(place)) ? place : refuse('resourceNotFound')
}

/** Everybody who sees a channel: for a public one all but guests, for others those who are in it. */
export function membersOf(world: World, row: ChannelRow): number[] {
  const members = world.members.group('team', row.team_id).map(({ user_id }) => user_id)
  return members.filter((id) => isVisibleTo(world, id, { table: 'channels', row }))
}

/** The ids of members, sent as texts or numbers (both are taken). @throws Refusal requestUnfit for others (assumed) */
export function personIdIn(world: World, teamId: string, sent: SentPerson): number {
  return world.membership(teamId, Number(sent))?.user_id ?? refuse('requestUnfit')
}

function peopleIn({ world, caller }: Calling, teamId: string, sent: SentPerson[] = []): number[] {
  return [...new Set([caller.user.id, ...sent.map((one) => personIdIn(world, teamId, one))])]
}
