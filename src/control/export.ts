// The present world as a fixture: everything given, nothing derived, so that planting it gives the same world.
import type { MemberRow, UserRow } from '../model/rows.js'
import type { World } from '../model/world.js'
import { WorkExport } from './export-work.js'
import type { Fixture } from './plant.js'
import { exportWebhook } from './plant-webhooks.js'
import { listed } from './written-rows.js'

/** A fixture of this world. Codes are left out: they live minutes. */
export function exportWorld(world: World): Fixture {
  const handleOf = (userId: number) => world.users.get(userId).handle
  const teamHandles = (ids: readonly string[]) => ids.map((id) => world.teams.get(id).handle)
  const work = new WorkExport(world)
  const fixture: Fixture = {
    users: byHandle(world.users.all(), exportUser),
    workspaces: byHandle(world.teams.all(), ({ handle: _handle, member_seats, guest_seats, ...team }) => ({
      ...team,
      seats: {
        ...(member_seats !== null && { members: member_seats }),
        ...(guest_seats !== null && { guests: guest_seats }),
      },
      members: Object.fromEntries(
        world.members
          .group('team', team.id)
          .map((member) => [handleOf(member.user_id), exportMember(member, handleOf)]),
      ),
      ...work.of(team.id),
    })),
    apps: byHandle(world.apps.all(), ({ id, handle: _handle, redirect_uris, ...app }) => ({
      ...app,
      client_id: id,
      redirect_uris: [...redirect_uris],
    })),
    grants: world.grants.all().map(({ app_id, user_id, team_ids }) => ({
      app: world.apps.get(app_id).handle,
      user: handleOf(user_id),
      workspaces: teamHandles(team_ids),
    })),
    tokens: world.tokens.all().map(({ id, user_id, app_id, revoked, rate_limit }) => ({
      user: handleOf(user_id),
      token: id,
      ...(app_id !== null && { app: world.apps.get(app_id).handle }),
      revoked,
      ...(rate_limit !== null && { rate_limit }),
    })),
    ...listed(
      'webhooks',
      world.webhooks.all().map((webhook) => exportWebhook(world, webhook)),
    ),
  }
  const order = work.order()
  return order ? { ...fixture, order } : fixture
}

function exportUser({ handle: _handle, ...user }: UserRow) {
  return user
}

function exportMember({ role, pending, invited_by, ...dates }: MemberRow, handleOf: (userId: number) => string) {
  const { date_invited, date_joined, last_active } = dates
  return {
    role,
    ...(pending && { pending }),
    ...(invited_by !== null && { invited_by: handleOf(invited_by) }),
    date_invited,
    ...(date_joined !== null && { date_joined }),
    ...(last_active !== null && { last_active }),
  }
}

function byHandle<Row extends { handle: string }, Part>(rows: readonly Row[], part: (row: Row) => Part) {
  return Object.fromEntries(rows.map((row) => [row.handle, part(row)]))
}
