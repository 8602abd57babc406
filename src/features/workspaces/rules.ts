// The seats of a Workspace. Only the shape is documented; how they are counted is assumed.
import type { TeamRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'

/** Filled, bought and free seats; open invitations fill a seat. `Infinity` if guests are unlimited. */
export function seatsOf(world: World, team: TeamRow) {
  const members = world.members.group('team', team.id)
  const guests = members.filter((member) => member.role === 'guest').length
  const filled = members.length - guests
  const bought = Math.max(team.member_seats ?? filled, filled)
  const guestSeats = team.guest_seats === 'Infinity' ? 'Infinity' : Math.max(team.guest_seats ?? guests, guests)
  return {
    members: { filled_members_seats: filled, total_member_seats: bought, empty_member_seats: bought - filled },
    guests: {
      filled_guest_seats: guests,
      total_guest_seats: guestSeats,
      empty_guest_seats: guestSeats === 'Infinity' ? guestSeats : guestSeats - guests,
    },
  } as const
}
