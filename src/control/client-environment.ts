// What a client needs to know of a mock: its addresses, a token, an app.
import { ownerOf } from '../model/access.js'
import type { World } from '../model/world.js'

/** Environment variables for a client; what the seed does not have is left out. */
export type ClientEnvironment = Readonly<Record<string, string>>

/** The personal token to start with: that of the first Workspace's owner, or the first live one. */
export function defaultToken(world: World): string | undefined {
  const [team] = world.teams.all()
  const owner = team && ownerOf(world, team)?.user_id
  const live = world.tokens.all().filter((token) => token.app_id === null && !token.revoked)
  return (live.find((token) => token.user_id === owner) ?? live[0])?.id
}

/** ClickUp names no variable for its base URL: these are the ones seen in public clients, with and without the version. */
export function clientEnvironment(url: string, world: World): ClientEnvironment {
  const token = defaultToken(world)
  const [app] = world.apps.all()
  return {
    ...(token && { CLICKUP_API_TOKEN: token, CLICKUP_TOKEN: token, CLICKUP_API_KEY: token }),
    ...(app && { CLICKUP_CLIENT_ID: app.id, CLICKUP_CLIENT_SECRET: app.client_secret }),
    CLICKUP_MOCK_URL: url,
    CLICKUP_BASE_URL: `${url}/api/v2`,
    CLICKUP_API_URL: `${url}/api/v2`,
    CLICKUP_API_BASE_URL: `${url}/api/v2`,
    CLICKUP_AUTHORIZE_URL: `${url}/api`,
    CLICKUP_TOKEN_URL: `${url}/api/v2/oauth/token`,
  }
}
