// Apps, consent, tokens, Workspaces and members, changed while the mock runs.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { isRedirectUri } from '../../features/authorization/redirect.js'
import {
  mintOauthToken,
  mintPersonalToken,
  regenerateToken,
  revokeToken,
} from '../../features/authorization/token-exchange.js'
import { appNamed, teamNamed, tokenNamed, userNamed } from '../../fixtures/named.js'
import { InputError, reject } from '../../input/problems.js'
import { callerOf, joinedTeams } from '../../model/access.js'
import { handleFor } from '../../model/handles.js'
import type { AppRow, TokenRow, UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { type ControlHandlers, done } from '../context.js'

export const oauth = {
  listApps: ({ sandbox: { world } }) => ({ schema_version, apps: world.apps.all().map(showApp) }),

  registerApp: ({ sandbox: { world }, body: { name = '', handle, redirect_uris = [], redirect_match = 'exact' } }) => {
    if (handle !== undefined && world.apps.findBy('handle', handle)) {
      reject('/handle', `there is an app "${handle}" already`, 'choose another, or leave it out')
    }
    checkUris(redirect_uris)
    const app = world.transact(() =>
      world.apps.add({
        id: world.newId('apps'),
        handle: handle ?? handleFor(world.apps, name, 'app'),
        name,
        client_secret: world.ids.clientSecret(),
        redirect_uris,
        redirect_match,
      }),
    )
    return { schema_version, app: showApp(app) }
  },

  changeApp: ({ sandbox: { world }, params, body }) => {
    const named = appNamed(world, params.app, 'app')
    checkUris(body.redirect_uris ?? [])
    const app = world.apps.update(named, body)
    return { schema_version, app: showApp(app) }
  },

  getConsent: ({ sandbox }) => showConsent(sandbox),

  setConsent: ({ sandbox, body: { mode = 'ask', user, workspaces, times } }) => {
    const { world } = sandbox
    if (user !== undefined) userNamed(world, user, '/user')
    for (const name of workspaces ?? []) if (name !== 'first') teamNamed(world, name, '/workspaces')
    sandbox.consent.set({ mode, user, workspaces }, times)
    return showConsent(sandbox)
  },

  listTokens: ({ sandbox: { world } }) => ({
    schema_version,
    tokens: world.tokens.all().map((token) => showToken(world, token)),
  }),

  mintToken: ({ sandbox: { world }, body: { user = '', app, workspaces } }) => {
    const row = userNamed(world, user, '/user')
    if (app === undefined && workspaces) {
      reject('/workspaces', 'a personal token sees all Workspaces of its user', 'name an app, or leave workspaces out')
    }
    const token = world.transact(() => {
      if (app === undefined) return mintPersonalToken(world, row.id)
      const { id: app_id } = appNamed(world, app, '/app')
      return mintOauthToken(world, app_id, row.id, workspaces && joinedNamed(world, row, workspaces))
    })
    return { schema_version, token: showToken(world, token) }
  },

  revokeToken: ({ sandbox: { world }, body: { token = '' } }) => {
    const row = tokenNamed(world, token, '/token')
    return { schema_version, token: showToken(world, revokeToken(world, row)) }
  },

  regenerateToken: ({ sandbox: { world }, body: { token = '' } }) => {
    const row = tokenNamed(world, token, '/token')
    if (row.app_id !== null) reject('/token', 'it is an OAuth token', 'revoke it and log in again')
    return {
      schema_version,
      token: showToken(
        world,
        world.transact(() => regenerateToken(world, row)),
      ),
    }
  },

  setGrant: ({ sandbox: { world }, body: { app = '', user = '', workspaces = [] } }) => {
    const { id: app_id } = appNamed(world, app, '/app')
    const row = userNamed(world, user, '/user')
    world.setGrant(app_id, row.id, joinedNamed(world, row, workspaces))
    return done
  },

  changeWorkspace: ({ sandbox: { world }, params, body: { plan } }) => {
    const team = teamNamed(world, params.workspace, 'workspace')
    if (plan) world.teams.update(team, { plan })
    return done
  },
} satisfies ControlHandlers

/** @throws InputError for a redirect URI that no request can match */
function checkUris(uris: readonly string[]): void {
  const right = 'write it as https://app.example/callback'
  const wrong = uris.filter((uri) => !isRedirectUri(uri))
  if (wrong.length) {
    throw new InputError(
      wrong.map((uri) => ({ where: '/redirect_uris', what: `"${uri}" is not a valid address`, right })),
    )
  }
}

/** The ids of Workspaces of a user. @throws InputError for one they have not joined: no consent page offers it */
function joinedNamed(world: World, user: UserRow, names: readonly string[]): string[] {
  const joined = joinedTeams(world, user.id)
  const ids = names.map((name) => {
    const { id, handle } = teamNamed(world, name, '/workspaces')
    if (joined.includes(id)) return id
    const handles = joined.map((team) => world.teams.get(team).handle)
    return reject(
      '/workspaces',
      `${user.handle} has not joined ${handle}`,
      `${user.handle} has joined ${handles.join(', ') || 'none'}`,
    )
  })
  return [...new Set(ids)]
}

function showApp({ id, handle, name, client_secret, redirect_uris, redirect_match }: AppRow) {
  return { handle, name, client_id: id, client_secret, redirect_uris: [...redirect_uris], redirect_match }
}

function showToken(world: World, token: TokenRow) {
  return {
    token: token.id,
    user: world.users.get(token.user_id).handle,
    app: token.app_id === null ? null : world.apps.get(token.app_id).handle,
    workspaces: callerOf(world, token).teamIds.map((id) => world.teams.get(id).handle),
    revoked: token.revoked,
  }
}

function showConsent({ consent }: Sandbox) {
  const { consent: now, remaining } = consent.now
  return {
    schema_version,
    consent: {
      mode: now.mode,
      ...(now.user !== undefined && { user: now.user }),
      ...(now.workspaces && { workspaces: [...now.workspaces] }),
      ...(Number.isFinite(remaining) && { remaining }),
    },
  }
}
