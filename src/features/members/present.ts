// How ClickUp shows people who were given access by name: https://developer.clickup.com/reference/gettaskmembers
import type { components } from '../../contract/clickup.gen.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'

type Schemas = components['schemas']

/** A person with access. All of `profileInfo` is null in ClickUp's samples. */
export function presentExplicitMember(world: World, teamId: string, userId: number): Schemas['ExplicitMember'] {
  const { id, username, email, color, initials, profilePicture } = personIn(world, teamId, userId)
  return {
    ...{ id, username, email, color, initials, profilePicture },
    profileInfo: {
      display_profile: null,
      verified_ambassador: null,
      verified_consultant: null,
      top_tier_user: null,
      viewed_verified_ambassador: null,
      viewed_verified_consultant: null,
      viewed_top_tier_user: null,
    },
  }
}
