// How ClickUp shows people with access: https://developer.clickup.com/reference/gettaskmembers
import type { components } from '../../contract/clickup.gen.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'

type Schemas = components['schemas']

/** A person with access. All of `profileInfo` is null (recorded; `ai_expert` and `viewed_ai_expert` since 2026). */
export function presentPersonWithAccess(world: World, teamId: string, userId: number): Schemas['PersonWithAccess'] {
  const { id, username, email, color, initials, profilePicture } = personIn(world, teamId, userId)
  return {
    ...{ id, username, email, color, initials, profilePicture },
    profileInfo: {
      display_profile: null,
      verified_ambassador: null,
      verified_consultant: null,
      top_tier_user: null,
      ai_expert: null,
      viewed_verified_ambassador: null,
      viewed_verified_consultant: null,
      viewed_top_tier_user: null,
      viewed_ai_expert: null,
    },
  }
}
