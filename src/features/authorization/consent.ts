// The consent: which app asks, who answers, and what the answer does. The page itself is in consent-page.ts.
import { type Answer, noAnswer, page, redirect } from '../../contract/answer.js'
import { refuse } from '../../contract/catalogue.js'
import { joinedTeams } from '../../model/access.js'
import type { AppRow, UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import type { Consent } from '../../settings/consent.js'
import type { Context } from '../handlers.js'
import { type ConsentPerson, consentPage } from './consent-page.js'
import { csrfToken } from './csrf-token.js'
import { matchRedirect, withParameters } from './redirect.js'

/** An authorization request of a known app, with a redirect URI that the app has registered. */
export interface Asked {
  readonly app: AppRow
  /** As it was sent. */
  readonly redirect_uri: string
  /** The redirect URI with its protocol. */
  readonly destination: string
  readonly state: string | undefined
}

const COOKIE = 'clickup_mock_user'

/** Checks an authorization request in ClickUp's order. @throws Refusal clientNotFound, redirectMissing, redirectMismatch */
export function asked(world: World, given: Readonly<Record<string, unknown>>): Asked {
  const app = world.apps.find(firstText(given.client_id) ?? '') ?? refuse('clientNotFound')
  const redirect_uri = firstText(given.redirect_uri) || refuse('redirectMissing')
  const destination = matchRedirect(app, redirect_uri) ?? refuse('redirectMismatch')
  return { app, redirect_uri, destination, state: firstText(given.state) }
}

/** The page. At first the last user of this browser is chosen. */
export function askPerson({ world, headers }: Context, request: Asked, problem?: string, chosen?: number): Answer {
  const people = world.users.all().map((user) => presentPerson(world, request.app, user))
  const able = people.filter((person) => person.teams.length > 0)
  const remembered = chosen ?? rememberedUser(headers.cookie)
  const view = {
    app: { name: request.app.name, client_id: request.app.id },
    redirect_uri: request.redirect_uri,
    destination: request.destination,
    state: request.state,
    csrf_token: csrfToken(world, request),
    people: able,
    chosen: able.find((person) => person.id === remembered)?.id ?? able[0]?.id ?? 0,
    problem,
  }
  return page(200, consentPage(view), pageHeaders)
}

/** Answers without a page, as a flag, a header or a query parameter says. */
export function answerAtOnce({ world, settings, note }: Context, request: Asked, consent: Consent): Answer {
  if (consent.mode === 'wait') return noAnswer
  if (consent.mode === 'reject') return reject(request)
  const user = findUser(world, consent.user)
  if (!user) {
    note(`consent: there is nobody "${consent.user ?? 'who joined a Workspace'}"; rejected`)
    return reject(request)
  }
  const joined = joinedTeams(world, user.id)
  const wanted = consent.workspaces?.map((name) =>
    name === 'first' ? joined[0] : (world.teams.findBy('handle', name) ?? world.teams.find(name))?.id,
  )
  const ticked = wanted ? joined.filter((id) => wanted.includes(id)) : joined
  if (ticked.length === 0) {
    note(
      `consent: ${user.handle} has joined none of the Workspaces ${consent.workspaces?.join(', ') ?? 'there are'}; rejected`,
    )
    return reject(request)
  }
  return accept(world, settings.codeLifetime, request, user, ticked)
}

/** Grants the app these Workspaces of the user, for all its tokens, and sends a code back. */
export function accept(
  world: World,
  codeLifetime: number,
  { app, destination, state }: Asked,
  user: UserRow,
  team_ids: readonly string[],
): Answer {
  const now = world.clock.now()
  world.setGrant(app.id, user.id, team_ids)
  for (const code of world.codes.oldestFirst()) {
    if (code.expires_at > now) break // those behind it are newer
    world.codes.delete(code)
  }
  const { id: code } = world.codes.add({
    id: world.newId('codes'),
    app_id: app.id,
    user_id: user.id,
    expires_at: now + codeLifetime,
    used: false,
  })
  return redirect(withParameters(destination, { code, state }), {
    'set-cookie': `${COOKIE}=${user.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`,
  })
}

/** `error=access_denied` as in RFC 6749; what ClickUp sends is not published (assumed). */
export function reject({ destination, state }: Asked): Answer {
  return redirect(withParameters(destination, { error: 'access_denied', state }))
}

/** The user of a handle, an id or an email; without a name, the first who has joined a Workspace. */
export function findUser(world: World, name: string | undefined): UserRow | undefined {
  if (name === undefined) return world.users.all().find((user) => joinedTeams(world, user.id).length > 0)
  return world.users.findBy('handle', name) ?? world.users.find(name) ?? world.users.findBy('email', name)
}

/** The first value of a parameter, as text. */
export function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined
}

/** Forms may post anywhere, since they lead back to the app, which may be anywhere. Nothing else is loaded or framed. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
} as const

function presentPerson(world: World, app: AppRow, user: UserRow): ConsentPerson {
  const granted = world.grant(app.id, user.id)?.team_ids
  const joined = world.members.group('user', user.id).filter(({ pending }) => !pending)
  const teams = joined.map(({ team_id, role }) => {
    const { id, name, color } = world.teams.get(team_id)
    return { id, name, color, role, ticked: granted?.includes(id) ?? true }
  })
  const { id, username, email, initials, color } = user
  return { id, username, email, initials, color, teams }
}

function rememberedUser(cookie: unknown): number | undefined {
  const [, id] = /(?:^|;\s*)clickup_mock_user=(\d+)/.exec(String(cookie)) ?? []
  return id === undefined ? undefined : Number(id)
}
