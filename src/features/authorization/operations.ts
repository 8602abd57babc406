// Authorization: https://developer.clickup.com/docs/authentication
import { type Consent, parseConsent } from '../../settings/consent.js'
import type { Context, Handlers } from '../handlers.js'
import { presentAuthorizedUser } from '../workspaces/present.js'
import { accept, answerAtOnce, asked, askPerson, firstText, reject } from './consent.js'
import { isOfPage } from './csrf-token.js'
import { exchangeCode } from './token-exchange.js'

export const authorization = {
  Authorize: (call) => {
    const request = asked(call.world, call.query)
    const consent = wantedConsent(call, call.query)
    return consent.mode === 'ask' ? askPerson(call, request) : answerAtOnce(call, request, consent)
  },

  Consent: (call) => {
    const { world, settings, body, headers } = call
    const request = asked(world, body)
    if (!isOfPage(world, request, body.csrf_token, headers))
      return askPerson(call, request, 'Decide here: the form that was sent is not of this page.')
    if (body.decision !== 'accept') return reject(request)
    const user = world.users.find(firstText(body.user) ?? '')
    if (!user) return askPerson(call, request, 'Say who you are.')
    const ticked = [body.workspaces].flat().flatMap((value) => firstText(value)?.match(`^${user.id}/(.+)$`)?.[1] ?? [])
    const teams = ticked.filter((id) => world.membership(id, user.id)?.pending === false)
    if (teams.length === 0) return askPerson(call, request, 'Tick at least one Workspace.', user.id)
    return accept(world, settings.codeLifetime, request, user, teams)
  },

  GetAccessToken: (call) => ({ access_token: exchangeCode(call).id, token_type: 'Bearer' as const }),

  GetAuthorizedUser: ({ caller }) => ({ user: presentAuthorizedUser(caller.user) }),
} satisfies Handlers

/** The header wins over the query, both over the rest: `X-Mock-Consent: accept; user=anna; workspaces=one,two`. */
function wantedConsent({ nextConsent, headers }: Context, query: Readonly<Record<string, unknown>>): Consent {
  const header = firstText(headers['x-mock-consent'])
  if (header !== undefined) return parseConsent(header, 'header X-Mock-Consent')
  const mode = firstText(query.mock_consent)
  if (mode === undefined) return nextConsent()
  const [user, workspaces] = [firstText(query.mock_user), firstText(query.mock_workspaces)]
  const text = [mode, user && `user=${user}`, workspaces && `workspaces=${workspaces}`].filter(Boolean).join(';')
  return parseConsent(text, 'query parameter mock_consent')
}
