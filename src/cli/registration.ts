// The webhook of `clickup-mock webhooks listen --receive`: registered over ClickUp's own API, and again after a reset.
import { reject } from '../input/problems.js'
import type { ControlClient } from './control-client.js'

/** What to register, and as whom. */
export interface Wanted {
  readonly events: readonly string[]
  /** The first personal one of the mock when undefined. */
  readonly token: string | undefined
  /** The first of the token when undefined. */
  readonly workspace: string | undefined
  readonly sandbox: string | undefined
}

/** A webhook that is registered. */
export interface Registered {
  readonly id: string
  readonly secret: string
  readonly workspace: string
}

type Api = (method: string, path: string, body?: object) => Promise<ApiAnswer>
// biome-ignore lint/suspicious/noExplicitAny: ClickUp's answers, as the specs say
type ApiAnswer = any

/** Registers an endpoint. @throws InputError with what ClickUp's API answers when it is refused */
export async function register(mock: ControlClient, endpoint: string, wanted: Wanted): Promise<Registered> {
  const api = await clientApi(mock, wanted)
  const workspace = wanted.workspace ?? (await api('GET', '/team')).teams[0]?.id
  const made = await api('POST', `/team/${workspace}/webhook`, { endpoint, events: wanted.events })
  return { id: made.id, secret: made.webhook.secret, workspace }
}

/** Takes a registration back. @throws InputError when it is refused */
export async function unregister(mock: ControlClient, { id }: Registered, wanted: Wanted): Promise<void> {
  const api = await clientApi(mock, wanted)
  await api('DELETE', `/webhook/${id}`)
}

/** Whether the mock still has it. @throws InputError when no mock answers */
export async function isRegistered(mock: ControlClient, { id }: Registered): Promise<boolean> {
  return (await mock.call('listWebhooks')).webhooks.some((webhook) => webhook.id === id)
}

/** ClickUp's own API of the mock, as the owner of a token. */
async function clientApi(mock: ControlClient, { token, sandbox }: Wanted): Promise<Api> {
  const authorization = token ?? (await firstToken(mock))
  const headers = { authorization, ...(sandbox !== undefined && { 'x-mock-sandbox': sandbox }) }
  return async (method, path, body) => {
    const response = await fetch(`${mock.url}/api/v2${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      reject(mock.url, `no mock answers there (${error.cause})`)
    })
    const answer: ApiAnswer = await response.json()
    if (response.ok) return answer
    reject(`${method} /api/v2${path}`, `${answer.err} (${answer.ECODE})`)
  }
}

async function firstToken(mock: ControlClient): Promise<string> {
  const { tokens } = await mock.call('listTokens')
  const live = tokens.find(({ revoked, workspaces }) => !revoked && workspaces.length > 0)
  if (live) return live.token
  const right = 'start it with a seed that has one (--seed), or name one with --token'
  reject(mock.url, 'nobody there has a token and a Workspace', right)
}
