// Planting: a fixture → rows. People are named by handle; what a fixture leaves out is derived, the same on every run.
import type { components } from '../contract/mock.gen.js'
import { InputError, type Problem, problemsIn } from '../errors.js'
import { DAY, FIRST_DAY, HOUR, readTime } from '../features/planting/times.js'
import { joinedTeams } from '../model/access.js'
import type { MemberRow } from '../model/rows.js'
import type { World } from '../model/world.js'
import { parseLimit } from '../sandbox/rate-limiter.js'
import type { Table } from '../store/table.js'
import { appNamed, teamNamed, userNamed } from './named.js'
import { plantWebhook } from './plant-webhooks.js'
import { applyOrder, claimIds, plantWork } from './plant-work.js'
import { pointerStep } from './problems.js'

type Schemas = components['schemas']
/** A fixture as written; its fields are described in specs/mock.yaml. */
export type Fixture = Schemas['Fixture']

const PALETTE = ['#5f55ee', '#0f9d9f', '#b660e0', '#d33d44', '#1e8a4a', '#e16b16', '#3b6fd4', '#8a6d3b']

/**
 * Plants a fixture beside what is in the world. Run it in a transaction: it is all or nothing.
 * @throws InputError with every problem; `where` is a JSON pointer into the fixture
 */
export function plant(world: World, fixture: Fixture): void {
  const problems: Problem[] = []
  claimIds(world, fixture.workspaces)
  claimIds(world, fixture.webhooks)
  for (const [handle, user] of Object.entries(fixture.users ?? {})) {
    check(problems, plantUser, world, handle, user, `/users/${pointerStep(handle)}`)
  }
  for (const [handle, workspace] of Object.entries(fixture.workspaces ?? {})) {
    check(problems, plantWorkspace, world, handle, workspace, `/workspaces/${pointerStep(handle)}`)
  }
  for (const [handle, app] of Object.entries(fixture.apps ?? {})) {
    check(problems, plantApp, world, handle, app, `/apps/${pointerStep(handle)}`)
  }
  for (const [index, grant] of (fixture.grants ?? []).entries()) {
    check(problems, plantGrant, world, String(index), grant, `/grants/${index}`)
  }
  for (const [index, token] of (fixture.tokens ?? []).entries()) {
    check(problems, plantToken, world, String(index), token, `/tokens/${index}`)
  }
  for (const [index, webhook] of (fixture.webhooks ?? []).entries()) {
    check(problems, plantWebhook, world, String(index), webhook, `/webhooks/${index}`)
  }
  check(problems, applyOrder, world, '', fixture.order ?? {}, '/order')
  if (problems.length) throw new InputError(problems)
}

/** What is right where a given id is taken. */
const derived = 'leave it out, and one is derived'

type Planter<Part> = (world: World, handle: string, part: Part, at: string) => void

/** Goes on after a problem, so that all are told at once. */
function check<Part>(
  problems: Problem[],
  planter: Planter<Part>,
  world: World,
  handle: string,
  part: Part,
  at: string,
) {
  try {
    planter(world, handle, part, at)
  } catch (error) {
    problems.push(...problemsIn(error))
  }
}

function plantUser(world: World, handle: string, user: Schemas['FixtureUser'], at: string): void {
  needHandle(handle, at)
  const id = user.id ?? world.users.unused(() => 100_000 + world.ids.next('user'))
  const username = user.username ?? titled(handle)
  if (world.users.find(id)) wrong(`${at}/id`, `the id ${id} is another user's`, derived)
  if (world.users.findBy('handle', handle)) wrong(at, `there is a user "${handle}" already`, 'choose another handle')
  if (world.users.findBy('email', user.email))
    wrong(`${at}/email`, `${user.email} is another user's`, 'each user has their own')
  world.users.add({
    id,
    handle,
    username,
    email: user.email,
    color: user.color === undefined ? paletteColor(world.users.size) : user.color,
    profilePicture: user.profilePicture ?? null,
    initials: user.initials ?? initialsOf(username),
    week_start_day: user.week_start_day ?? null,
    global_font_support: user.global_font_support ?? true,
    timezone: user.timezone ?? 'UTC',
  })
}

function plantWorkspace(world: World, handle: string, given: Schemas['FixtureWorkspace'], at: string): void {
  needHandle(handle, at)
  const id = given.id ?? world.teams.unused(() => 9_001_000 + world.ids.next('team'))
  if (world.teams.find(id)) wrong(`${at}/id`, `the id ${id} is another Workspace's`, derived)
  if (world.teams.findBy('handle', handle))
    wrong(at, `there is a Workspace "${handle}" already`, 'choose another handle')
  const team = world.teams.add({
    id: String(id),
    handle,
    name: given.name ?? titled(handle),
    color: given.color ?? paletteColor(world.teams.size),
    avatar: given.avatar ?? null,
    plan: given.plan ?? 'free_forever',
    member_seats: given.seats?.members ?? null,
    guest_seats: given.seats?.guests ?? null,
  })
  const members = Object.entries(given.members).map(([person, member]) => ({
    person,
    at: `${at}/members/${pointerStep(person)}`,
    user_id: userNamed(world, person, `${at}/members/${pointerStep(person)}`).id,
    member: typeof member === 'string' ? { role: member } : member,
  }))
  const owners = members.filter(({ member }) => member.role === 'owner')
  const [owner] = owners
  if (!owner || owners.length > 1)
    wrong(`${at}/members`, `it has ${owners.length} owners`, 'a Workspace has exactly one')
  for (const [index, { at: memberAt, user_id, member }] of members.entries()) {
    const invited_by = invitedBy(world, member, memberAt, owner.user_id)
    world.members.add({
      team_id: team.id,
      user_id,
      role: member.role,
      invited_by,
      ...memberDates(member, index, memberAt),
    })
  }
  plantWork(world, team, owner.user_id, given, at)
}

function invitedBy(world: World, member: Schemas['FixtureMember'], at: string, owner: number): number | null {
  if (member.role === 'owner') {
    if (member.pending || member.invited_by) wrong(at, 'it is the owner', 'nobody invites the owner')
    return null
  }
  return member.invited_by === undefined ? owner : userNamed(world, member.invited_by, `${at}/invited_by`).id
}

/** Members join a day apart, an hour after they were invited. */
function memberDates(
  { pending = false, ...given }: Schemas['FixtureMember'],
  index: number,
  at: string,
): Pick<MemberRow, 'pending' | 'date_invited' | 'date_joined' | 'last_active'> {
  const date_invited = readTime(given.date_invited, `${at}/date_invited`) ?? FIRST_DAY + index * DAY
  if (pending) return { pending, date_invited, date_joined: null, last_active: null }
  const date_joined = readTime(given.date_joined, `${at}/date_joined`) ?? date_invited + HOUR
  return {
    pending,
    date_invited,
    date_joined,
    last_active: readTime(given.last_active, `${at}/last_active`) ?? date_joined + 30 * DAY,
  }
}

function plantApp(world: World, handle: string, app: Schemas['FixtureApp'], at: string): void {
  needHandle(handle, at)
  const id = app.client_id ?? world.apps.unused(() => world.ids.clientId())
  if (world.apps.find(id)) wrong(`${at}/client_id`, `the client_id ${id} is another app's`, derived)
  if (world.apps.findBy('handle', handle)) wrong(at, `there is an app "${handle}" already`, 'choose another handle')
  world.apps.add({
    id: String(id),
    handle,
    name: app.name ?? titled(handle),
    client_secret: app.client_secret ?? world.ids.clientSecret(),
    redirect_uris: app.redirect_uris,
    redirect_match: app.redirect_match ?? 'exact',
  })
}

function plantToken(world: World, _index: string, given: Schemas['FixtureToken'], at: string): void {
  const { id: user_id } = userNamed(world, given.user, `${at}/user`)
  const app = given.app === undefined ? undefined : appNamed(world, given.app, `${at}/app`)
  if (!app && given.workspaces) {
    wrong(
      `${at}/workspaces`,
      'a personal token sees all Workspaces of its user',
      'name an app, or leave workspaces out',
    )
  }
  const id =
    given.token ?? world.tokens.unused(() => (app ? world.ids.oauthToken(user_id) : world.ids.personalToken(user_id)))
  if (String(id).startsWith('pk_') !== !app) {
    wrong(
      `${at}/token`,
      `${id} has the form of ${app ? 'a personal' : 'an OAuth'} token`,
      'name an app exactly for OAuth tokens',
    )
  }
  if (world.tokens.find(id)) wrong(`${at}/token`, `${id} is there already`, derived)
  if (app && (given.workspaces || !world.grant(app.id, user_id))) {
    const team_ids = given.workspaces?.map((name, index) => teamNamed(world, name, `${at}/workspaces/${index}`).id)
    world.setGrant(app.id, user_id, team_ids ?? joinedTeams(world, user_id))
  }
  world.tokens.add({
    id: String(id),
    user_id,
    app_id: app?.id ?? null,
    revoked: given.revoked ?? false,
    rate_limit: given.rate_limit === undefined ? null : checkedLimit(given.rate_limit, `${at}/rate_limit`),
  })
}

/** Read here as every call will read it. */
function checkedLimit(limit: string | number, at: string): string {
  parseLimit(String(limit), at)
  return String(limit)
}

/** Grants say what an app sees for a user; tokens of the two that name no Workspaces leave it so. */
function plantGrant(world: World, _index: string, given: Schemas['FixtureGrant'], at: string): void {
  const { id: app_id } = appNamed(world, given.app, `${at}/app`)
  const { id: user_id } = userNamed(world, given.user, `${at}/user`)
  const team_ids = given.workspaces.map((name, index) => teamNamed(world, name, `${at}/workspaces/${index}`).id)
  world.setGrant(app_id, user_id, team_ids)
}

function wrong(where: string, what: string, right: string): never {
  throw new InputError([{ where, what, right }])
}

/** A handle for a row that is made while the mock runs: from its name, with a number where that is taken. */
export function handleFor<Row extends object>(table: Table<Row>, name: string): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '') || 'app'
  let count = 1
  while (table.findBy('handle', count === 1 ? plain : `${plain}-${count}`)) count += 1
  return count === 1 ? plain : `${plain}-${count}`
}

function needHandle(handle: string, at: string): void {
  if (/^[a-z][a-z0-9_-]*$/.test(handle)) return
  wrong(
    at,
    `"${handle}" is no handle`,
    'a handle is lower case, starts with a letter, and has letters, digits, - and _',
  )
}

function paletteColor(index: number): string {
  return String(PALETTE[index % PALETTE.length])
}

function titled(handle: string): string {
  return handle
    .split(/[-_]/)
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join(' ')
}

function initialsOf(username: string): string {
  const words = username.split(/\s+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase())
    .join('')
}
