// An event that the tester asks for: nothing changes, but the event has the shape of a real one.
import { type EventName, eventNames } from '../features/webhooks/event-names.js'
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { isGone, type TableRow } from '../model/hierarchy.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import type { Deliveries } from './deliveries.js'
import { type Delivery, eventText } from './delivery.js'
import { bodyOf, type Event, type EventSpec, events, eventsFor } from './events.js'
import type { Occurrence, OccurrenceKind } from './occurrences.js'
import { sampleFields } from './samples.js'
import { subscribersOf } from './subscribers.js'

/** What a tester asks for. */
export interface Simulation {
  readonly event: string
  /** Only to this webhook, whatever it was registered for; without it, to all that are registered for the event. */
  readonly webhook?: string | undefined
  /** Of the task, List, Folder or Space, or of a goal or key result, also of none; without it, one that a webhook gets events of. */
  readonly id?: string | undefined
  /** These replace fields of the event's body: objects are merged field by field, and lists entry by entry. */
  readonly fields?: object | undefined
}

/** Sends the event. @throws InputError when there is no such event, webhook or thing, or no webhook to send it to */
export function simulate(world: World, deliveries: Deliveries, wanted: Simulation): Delivery[] {
  const name = eventNamed(wanted.event)
  const webhook = wanted.webhook === undefined ? undefined : webhookNamed(world, wanted.webhook)
  const chosen = (event: Event): Event => ({ ...event, body: merged(event.body, wanted.fields ?? {}) as Event['body'] })
  const candidates = possibleEvents(world, name, wanted.id, webhook)
  if (webhook) {
    const [event] = candidates
    return [deliveries.send(webhook, eventText(chosen(event ?? noSubject(name)), world.clock.now()))]
  }
  for (const event of candidates) {
    if (subscribersOf(world, event).length) return deliveries.publish(chosen(event))
  }
  reject(
    '/event',
    `no webhook would hear of ${name}`,
    'register one for it (POST /api/v2/team/<id>/webhook), or name the webhook to send it to',
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

const tables = {
  task: 'tasks',
  list: 'lists',
  folder: 'folders',
  space: 'spaces',
  goal: 'goals',
  key_result: 'key_results',
} as const

/** The event for each thing it could be about; one at a time, as the caller asks for the next. */
function* possibleEvents(
  world: World,
  name: EventName,
  id: string | undefined,
  webhook?: WebhookRow,
): Generator<Event> {
  const { object }: EventSpec = events[name]
  const teams = webhook ? [webhook.team_id] : new Set(world.webhooks.all().map(({ team_id }) => team_id))
  const table = world.named(tables[object])
  const isGoal = object === 'goal' || object === 'key_result'
  const rows = id === undefined ? table.all() : [table.find(id) ?? (isGoal ? [] : noRow(object, id))].flat()
  for (const row of rows) {
    const at = { table: tables[object], row } as Occurrence['at']
    if ([...teams].includes(row.team_id) && (id !== undefined || !isGone(world, at as TableRow))) {
      yield* samples(world, name, at)
    }
  }
  if (!isGoal || (id !== undefined && rows.length > 0)) return
  for (const teamId of teams) yield { name, teamId, at: undefined, body: goalBody(world, name, teamId, id) }
}

/** The event as it would be for this thing. */
function samples(world: World, name: EventName, at: Occurrence['at']): Event[] {
  const { when }: EventSpec = events[name]
  const kind = when.at(-1) as OccurrenceKind // each event has one
  const occurrence = { kind, at, fields: sampleFields(world, name, at) }
  return eventsFor(world, occurrence, undefined).filter((event) => event.name === name)
}

/** Of a goal or a key result that is not there: its ids are invented. */
function goalBody(world: World, name: EventName, team_id: string, id = world.ids.uuid()): Event['body'] {
  const isGoal = name.startsWith('goal')
  return bodyOf(name, { id, team_id, ...(!isGoal && { goal_id: world.ids.uuid() }) }, [])
}

function noRow(object: string, id: string): never {
  reject('/id', `there is no ${object} "${id}"`)
}

function noSubject(name: EventName): never {
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
