// What people there are; what they are let into, and their groups, changed while the mock runs; on any plan.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { groupHandle } from '../../features/user-groups/rules.js'
import { teamNamed, userNamed } from '../../fixtures/named.js'
import { suggestion } from '../../input/nearest.js'
import { reject } from '../../input/problems.js'
import { ownerOf } from '../../model/access.js'
import type { ShareRow } from '../../model/hierarchy-rows.js'
import type { GroupRow, TeamRow } from '../../model/people-rows.js'
import { setShare } from '../../model/shares.js'
import type { World } from '../../model/world.js'
import { type ControlHandlers, done } from '../context.js'

export const people = {
  listUsers: ({ sandbox: { world } }) => ({
    schema_version,
    users: world.users.all().map(({ id, handle, username, email, initials, color }) => ({
      ...{ id, handle, username, email, initials, color },
      workspaces: world.members.group('user', id).map(({ team_id, role, custom_role_id, pending }) => ({
        workspace: world.teams.get(team_id).handle,
        role,
        custom_role: custom_role_id === null ? null : world.custom_roles.get(custom_role_id).name,
        pending,
      })),
    })),
  }),

  listWorkspaces: ({ sandbox: { world } }) => ({
    schema_version,
    workspaces: world.teams.all().map(({ id, handle, name, color, plan }) => ({
      ...{ id, handle, name, color, plan },
      members: world.members.count('team', id),
      custom_roles: world.custom_roles.group('team', id).map((role) => role.name),
      groups: world.user_groups.group('team', id).map((group) => showGroup(world, group)),
      shares: world.shares
        .all()
        .filter(({ team_id }) => team_id === id)
        .map((one) => showShare(world, one)),
    })),
  }),

  listGrants: ({ sandbox: { world } }) => ({
    schema_version,
    grants: world.grants.all().map(({ app_id, user_id, team_ids }) => ({
      app: world.apps.get(app_id).handle,
      user: world.users.get(user_id).handle,
      workspaces: team_ids.map((id) => world.teams.get(id).handle),
    })),
  }),

  setShare: ({ sandbox: { world }, params, body: { user = '', kind = 'tasks', id = '', permission_level = null } }) => {
    const team = teamNamed(world, params.workspace, 'workspace')
    const user_id = memberNamed(world, team, user, '/user')
    if (world.named(kind).find(id)?.team_id !== team.id)
      reject('/id', `${team.name} has no such thing in ${kind}: ${id}`)
    world.transact(() => setShare(world, { team_id: team.id, user_id, kind, id }, permission_level))
    return done
  },

  setGroup: ({ sandbox: { world }, params, body: { members = [] } }) => {
    const team = teamNamed(world, params.workspace, 'workspace')
    const member_ids = members.map((name, index) => memberNamed(world, team, name, `/members/${index}`))
    const group = groupNamed(world, team, params.group)
    world.transact(() => {
      if (group) return world.user_groups.update(group, { member_ids })
      const id = world.newId('user_groups')
      const [name, userid] = [params.group, Number(ownerOf(world, team)?.user_id)]
      const columns = { name, handle: groupHandle(name), date_created: world.clock.now() }
      return world.user_groups.add({ id, team_id: team.id, userid, member_ids, ...columns })
    })
    return done
  },

  removeGroup: ({ sandbox: { world }, params }) => {
    const team = teamNamed(world, params.workspace, 'workspace')
    const names = world.user_groups.group('team', team.id).map(({ name }) => name)
    const group = groupNamed(world, team, params.group)
    if (!group) reject('group', `${team.name} has no group "${params.group}"`, suggestion(params.group, names))
    world.transact(() => world.delete('user_groups', group))
    return done
  },
} satisfies ControlHandlers

function groupNamed(world: World, team: TeamRow, named: string): GroupRow | undefined {
  const groups = world.user_groups.group('team', team.id)
  return groups.find(({ id, name, handle }) => [id, name, handle].includes(named))
}

function memberNamed(world: World, team: TeamRow, name: string, at: string): number {
  const { id, handle } = userNamed(world, name, at)
  return world.membership(team.id, id) ? id : reject(at, `${handle} is not in ${team.name}`)
}

function showGroup(world: World, { id, name, handle, member_ids }: GroupRow) {
  return { id, name, handle, members: member_ids.map((userId) => world.users.get(userId).handle) }
}

function showShare(world: World, { user_id, kind, id, permission_level = 'create' }: ShareRow) {
  return { user: world.users.get(user_id).handle, kind, id, name: world.named(kind).get(id).name, permission_level }
}
