// An event at the tester's word: nothing changes, but what is told has the shape of the real one.

import { type EventName, eventNames } from '../features/webhooks/event-names.js'
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { isGone, type TableRow } from '../model/hierarchy.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import type { Deliveries } from './deliveries.js'
import { type Delivery, tellable } from './delivery.js'
import { bodyOf, type Event, type EventSpec, events, eventsFor } from './events.js'
import type { Happening, What } from './happenings.js'
import { sampleFields, timeTracked } from './samples.js'
import { subscribersOf } from './subscribers.js'

/** What a tester asks for. */
export interface Simulation {
  readonly event: string
  /** Only to this webhook, whatever it was registered for; otherwise to all that want the event. */
  readonly webhook?: string | undefined
  /** Of the task, List, Folder, Space, goal or key result; otherwise one that a webhook would hear of. */
  readonly id?: string | undefined
  /** In place of what the event would say: objects are merged, field by field, and lists entry by entry. */
  readonly fields?: object | undefined
}

/** @throws InputError when there is no such event, webhook or thing, or nobody whom it would reach */
export function simulate(world: World, deliveries: Deliveries, wanted: Simulation): Delivery[] {
  const name = eventNamed(wanted.event)
  const webhook = wanted.webhook === undefined ? undefined : webhookNamed(world, wanted.webhook)
  const chosen = (event: Event): Event => ({ ...event, body: merged(event.body, wanted.fields ?? {}) as Event['body'] })
  const candidates = eventsToTell(world, name, wanted.id, webhook)
  if (webhook) {
    const [event] = candidates
    return [deliveries.send(webhook, tellable(chosen(event ?? nothing(name)), world.clock.now()))]
  }
  for (const event of candidates) {
    if (subscribersOf(world, event).length) return deliveries.tell(chosen(event))
  }
  reject(
    '/event',
    `no webhook would hear of ${name}`,
    'register one for it (POST /api/v2/team/<id>/webhook), or name one that is to get it all the same',
  )
}

function eventNamed(event: string): EventName {
  const name = eventNames.find((one) => one === event)
  if (name) return name
  reject('/event', `there is no event "${event}"`, suggestion(event, eventNames))
}

/** @throws InputError when there is no such webhook */
export function webhookNamed(world: World, id: string, where = '/webhook'): WebhookRow {
  const row = world.webhooks.find(id)
  if (row) return row
  reject(where, `there is no webhook "${id}"`, 'GET /__mock/webhooks lists those there are')
}

const tables = { task: 'tasks', list: 'lists', folder: 'folders', space: 'spaces' } as const

/** The event for each thing it could be about, made as it is asked for. */
function* eventsToTell(world: World, name: EventName, id: string | undefined, webhook?: WebhookRow): Generator<Event> {
  const { object }: EventSpec = events[name]
  const teams = webhook ? [webhook.team_id] : new Set(world.webhooks.all().map(({ team_id }) => team_id))
  if (object === 'goal' || object === 'key_result') {
    for (const teamId of teams) yield { name, teamId, at: undefined, body: goalBody(world, name, id) }
    return
  }
  const table = world.named(tables[object])
  const rows = id === undefined ? table.all() : [table.find(id) ?? noThing(object, id)]
  for (const row of rows) {
    const at = { table: tables[object], row } as Happening['at']
    if ([...teams].includes(row.team_id) && (id !== undefined || !isGone(world, at as TableRow))) {
      yield* samples(world, name, at)
    }
  }
}

/** The event as it would be if it happened to this thing. */
function samples(world: World, name: EventName, at: Happening['at']): Event[] {
  if (name === 'taskTimeTrackedUpdated' && at.table === 'tasks') return [timeTracked(world, at)]
  const { when }: EventSpec = events[name]
  const happening = { what: when.at(-1) as What, at, fields: sampleFields(world, name, at) } // the others are above
  return eventsFor(world, happening, undefined).filter((event) => event.name === name)
}

/** Goals are not built: their ids are made up. */
function goalBody(world: World, name: EventName, id = world.ids.uuid()): Event['body'] {
  const { object }: EventSpec = events[name]
  return object === 'goal' ? bodyOf(name, id, []) : { event: name, goal_id: world.ids.uuid(), key_result_id: id }
}

function noThing(object: string, id: string): never {
  reject('/id', `there is no ${object} "${id}"`)
}

function nothing(name: EventName): never {
  const { object }: EventSpec = events[name]
  reject('/event', `the webhook's Workspace has no ${object} that ${name} could be about`)
}

function merged(value: unknown, chosen: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(chosen)) {
    return chosen.map((one, index) => (index in value ? merged(value[index], one) : one))
  }
  if (!isMap(value) || !isMap(chosen)) return chosen
  const changed = Object.entries(chosen).map(([key, one]) => [key, key in value ? merged(value[key], one) : one])
  return { ...value, ...Object.fromEntries(changed) }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
