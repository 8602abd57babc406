// The webhooks of a fixture: planted, and written again. They are named by whom, where and what for, as CreateWebhook is told.
import type { components } from '../contract/mock.gen.js'
import { InputError } from '../errors.js'
import { eventsOf } from '../features/webhooks/event-names.js'
import { clientIdOf, isEndpoint, tidyEvents } from '../features/webhooks/rules.js'
import type { UserRow } from '../model/rows.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import { suggestion } from '../nearest.js'
import { teamNamed, userNamed } from './named.js'

type Written = components['schemas']['FixtureWebhook']

const places = {
  space: { table: 'spaces', thing: 'Space' },
  folder: { table: 'folders', thing: 'Folder' },
  list: { table: 'lists', thing: 'List' },
  task: { table: 'tasks', thing: 'task' },
} as const

/** Adds a webhook to the world, once all that it names stands. @throws InputError with what it names and is not there */
export function plantWebhook(world: World, _index: string, written: Written, at: string): void {
  const user = userNamed(world, written.user, `${at}/user`)
  const team_id = teamNamed(world, written.workspace, `${at}/workspace`).id
  const token = tokenOf(world, user, written.token, at)
  if (!isEndpoint(written.endpoint)) {
    wrong(`${at}/endpoint`, `"${written.endpoint}" is no URL`, 'write one such as http://localhost:3000/hook')
  }
  if (written.id !== undefined && world.webhooks.find(written.id)) {
    wrong(`${at}/id`, `the id ${written.id} is taken`, 'leave it out, and one is derived')
  }
  const placeOf = (key: keyof typeof places) => placeNamed(world, team_id, key, written[key], `${at}/${key}`)
  world.webhooks.add({
    id: written.id ?? world.webhooks.unused(() => world.ids.uuid()),
    team_id,
    user_id: user.id,
    token,
    client_id: clientIdOf(world, token),
    endpoint: written.endpoint,
    events: tidyEvents([written.events].flat()),
    space_id: placeOf('space'),
    folder_id: placeOf('folder'),
    list_id: placeOf('list'),
    task_id: placeOf('task'),
    status: written.status ?? 'active',
    fail_count: written.fail_count ?? 0,
    secret: written.secret ?? world.ids.webhookSecret(),
  })
}

/** A webhook as a fixture writes it, nothing left to be derived. */
export function exportWebhook(world: World, webhook: WebhookRow): Written {
  const { user_id, team_id, token, endpoint, events, id, secret, status, fail_count } = webhook
  const { space_id, folder_id, list_id, task_id } = webhook
  return {
    user: world.users.get(user_id).handle,
    workspace: world.teams.get(team_id).handle,
    token,
    endpoint,
    events: events.includes('*') ? '*' : [...eventsOf(events)],
    ...(space_id !== null && { space: space_id }),
    ...(folder_id !== null && { folder: folder_id }),
    ...(list_id !== null && { list: list_id }),
    ...(task_id !== null && { task: task_id }),
    id,
    secret,
    status,
    fail_count,
  }
}

/** The token that was written, which may be nobody's (`--auth any` takes any), or the user's first personal one. */
function tokenOf(world: World, user: UserRow, written: string | undefined, at: string): string {
  if (written !== undefined) {
    const row = world.tokens.find(written)
    if (row && row.user_id !== user.id) wrong(`${at}/token`, `it is no token of ${user.handle}`, 'leave it out')
    return written
  }
  const own = world.tokens.group('user', user.id).find(({ app_id, revoked }) => app_id === null && !revoked)
  return own?.id ?? wrong(at, `${user.handle} has no personal token`, 'give them one under tokens')
}

/** The id of a place that was written as its id or as its name, which has to be the only one in the Workspace. */
function placeNamed(
  world: World,
  team_id: string,
  key: keyof typeof places,
  written: string | undefined,
  at: string,
): string | null {
  if (written === undefined) return null
  const { table, thing } = places[key]
  const rows = world.named(table)
  if (rows.find(written)?.team_id === team_id) return written
  const there = rows.all().filter((row) => row.team_id === team_id && !row.deleted)
  const [id, ...others] = there.flatMap((row) => (row.name === written ? row.id : []))
  if (id === undefined) {
    const names = there.map(({ name }) => name)
    wrong(at, `there is no ${thing} "${written}"`, suggestion(written, names))
  }
  if (others.length) {
    wrong(at, `"${written}" is the name of several ${thing}s`, `write an id: ${[id, ...others].join(' or ')}`)
  }
  return id
}

function wrong(where: string, what: string, right: string): never {
  throw new InputError([{ where, what, right }])
}
