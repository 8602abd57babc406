// Who is in a Workspace and as what, changed while the mock runs; on any plan.
import { invite, removeMember } from '../../features/users/rules.js'
import { customRoleNamed } from '../../fixtures/custom-roles.js'
import { teamNamed, userNamed } from '../../fixtures/named.js'
import { reject } from '../../input/problems.js'
import { ownerOf } from '../../model/access.js'
import type { MemberRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { type ControlHandlers, done } from '../context.js'

export const members = {
  addMember: ({ sandbox: { world }, params, body: { email = '', role = 'member', pending = false } }) => {
    const team = teamNamed(world, params.workspace, 'workspace')
    const known = world.users.findBy('email', email)
    if (known && world.membership(team.id, known.id)) {
      reject('/email', `${known.handle} is in ${team.name} already`, 'change the member instead')
    }
    world.transact(() => {
      const invited_by = Number(ownerOf(world, team)?.user_id)
      const member = invite(world, team, email, { role, custom_role_id: null, can: [], invited_by })
      if (!pending) world.members.update(member, joined(world))
    })
    return done
  },

  changeMember: ({ sandbox: { world }, params, body }) => {
    const { team, member, owner } = memberNamed(world, params)
    const custom =
      body.custom_role === undefined ? undefined : customRoleNamed(world, team, body.custom_role, '/custom_role')
    const role = custom?.inherited_role ?? body.role ?? member.role
    if (member === owner && role !== 'owner')
      reject('/role', 'a Workspace has an owner', 'make another member the owner')
    if (role === 'owner' && member.pending && body.pending !== false) {
      reject('/role', `${params.user} has not joined yet`, 'make somebody the owner who has accepted the invitation')
    }
    const isSaid = body.role !== undefined || custom !== undefined
    world.transact(() => {
      if (role === 'owner' && owner && owner !== member) {
        world.members.update(owner, { role: 'admin', invited_by: member.user_id })
      }
      world.members.update(member, {
        role,
        ...(isSaid && { custom_role_id: custom?.id ?? null }),
        ...(role === 'owner' && { invited_by: null }),
        can: role === 'guest' ? (body.can ?? member.can) : [],
        ...(body.pending === false && member.pending && joined(world)),
      })
    })
    return done
  },

  removeMember: ({ sandbox: { world }, params }) => {
    const { member, owner } = memberNamed(world, params)
    if (member === owner) reject('user', 'the owner stays', 'make another member the owner first')
    world.transact(() => removeMember(world, member))
    return done
  },
} satisfies ControlHandlers

function joined(world: World): Pick<MemberRow, 'pending' | 'date_joined' | 'last_active'> {
  const now = world.clock.now()
  return { pending: false, date_joined: now, last_active: now }
}

function memberNamed(world: World, { workspace, user }: { workspace: string; user: string }) {
  const team = teamNamed(world, workspace, 'workspace')
  const { id, handle } = userNamed(world, user, 'user')
  const member: MemberRow | undefined = world.membership(team.id, id)
  if (!member) {
    const handles = world.members.group('team', team.id).map(({ user_id }) => world.users.get(user_id).handle)
    reject('user', `${handle} is not in ${team.name}`, `its members are ${handles.slice(0, 20).join(', ')}`)
  }
  return { team, member, owner: ownerOf(world, team) }
}
