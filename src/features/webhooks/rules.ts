// Webhooks: what may be registered, who sees it, and what an update does.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isGone, isVisible, type TableRow } from '../../model/hierarchy.js'
import type { TeamRow } from '../../model/people-rows.js'
import type { WebhookRow } from '../../model/webhook-rows.js'
import type { World } from '../../model/world.js'
import { asText, readText, type Sent } from '../body.js'
import { eventsOf, isEventName } from './event-names.js'

/** The webhooks of a Workspace that were registered with the caller's token, oldest first (documented, the order assumed). */
export function webhooksOf(world: World, { id }: TeamRow, { token }: Caller): WebhookRow[] {
  return world.webhooks.group('token', token).filter(({ team_id }) => team_id === id)
}

/**
 * A new webhook. It keeps all places that were sent; src/webhooks/subscribers.ts decides which of them counts.
 * @throws Refusal webhookEndpointInvalid, webhookEventsInvalid (both assumed), teamsNotAuthorized, webhookAlreadyExists
 */
export function addWebhook(world: World, team: TeamRow, caller: Caller, sent: Sent<'CreateWebhook'>): WebhookRow {
  const columns = {
    team_id: team.id,
    token: caller.token,
    endpoint: endpointIn(sent.endpoint),
    events: eventsIn(sent.events),
    space_id: placeIn(world, caller, team, 'spaces', sent.space_id),
    folder_id: placeIn(world, caller, team, 'folders', sent.folder_id),
    list_id: placeIn(world, caller, team, 'lists', sent.list_id),
    task_id: placeIn(world, caller, team, 'tasks', sent.task_id),
  }
  const registration = registrationOf(columns)
  if (webhooksOf(world, team, caller).some((one) => registrationOf(one) === registration)) {
    refuse('webhookAlreadyExists')
  }
  return world.webhooks.add({
    id: world.newId('webhooks'),
    user_id: caller.user.id,
    client_id: clientIdOf(world, caller.token),
    status: 'active',
    fail_count: 0,
    secret: world.ids.webhookSecret(),
    ...columns,
  })
}

/**
 * Changes only the fields that were sent. The status `active` lets a webhook post again and sets its failures to 0
 * (documented); another status has no effect, and two registrations may become the same (both assumed).
 * @throws Refusal webhookEndpointInvalid, webhookEventsInvalid (both assumed)
 */
export function updateWebhook(world: World, webhook: WebhookRow, sent: Sent<'UpdateWebhook'>): WebhookRow {
  return world.webhooks.update(webhook, {
    ...(sent.endpoint !== undefined && { endpoint: endpointIn(sent.endpoint) }),
    ...(sent.events !== undefined && { events: eventsIn(sent.events) }),
    ...(sent.status === 'active' && { status: 'active', fail_count: 0 }),
  })
}

/** The client_id of the app of a token. A personal token has no app, and the mock shows a client_id of its own (assumed). */
export function clientIdOf(world: World, token: string): string {
  return world.tokens.find(token)?.app_id ?? 'FAKECLIENTPERSONALTOKEN000000001'
}

/** Whether events can be posted to a URL. */
export function isEndpoint(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

/** The events as rows have them: only `*` when it is among them, or when there are none (documented: none means all). */
export function tidyEvents(events: readonly string[]): readonly string[] {
  return events.length === 0 || events.includes('*') ? ['*'] : [...new Set(events)]
}

function endpointIn(sent: unknown): string {
  const endpoint = asText(sent)
  return endpoint !== undefined && isEndpoint(endpoint) ? endpoint : refuse('webhookEndpointInvalid')
}

function eventsIn(sent: unknown): readonly string[] {
  if (sent === '*') return tidyEvents([])
  if (!Array.isArray(sent)) refuse('webhookEventsInvalid')
  return tidyEvents(sent.map((name) => (name === '*' || isEventName(name) ? name : refuse('webhookEventsInvalid'))))
}

/** The id of a place in this Workspace that the caller can see; null where none was sent. */
function placeIn(
  world: World,
  caller: Caller,
  team: TeamRow,
  table: 'spaces' | 'folders' | 'lists' | 'tasks',
  sent: unknown,
): string | null {
  if (sent === undefined || sent === null) return null
  const row = world.named(table).find(readText(sent) ?? '')
  if (row?.team_id !== team.id) refuse('teamsNotAuthorized')
  const place = { table, row } as TableRow
  return isVisible(world, caller, place) && !isGone(world, place) ? row.id : refuse('teamsNotAuthorized')
}

/** Two registrations of a token are the same when this is equal; the order of the events does not count (assumed). */
function registrationOf(
  webhook: Pick<WebhookRow, 'endpoint' | 'events' | 'space_id' | 'folder_id' | 'list_id' | 'task_id'>,
): string {
  const { endpoint, events, space_id, folder_id, list_id, task_id } = webhook
  return JSON.stringify([endpoint, [...eventsOf(events)].sort(), space_id, folder_id, list_id, task_id])
}
