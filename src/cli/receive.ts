// A receiver of webhooks for a terminal: it registers itself, checks and prints what comes, and unregisters at its end.
import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { readJson } from '../input/json.js'
import { reject } from '../input/problems.js'
import { signatureOf } from '../webhooks/delivery.js'
import type { ControlClient } from './control-client.js'
import { objectIn } from './show-webhooks.js'
import type { Terminal } from './terminal.js'

/** What to register, and how to answer. */
export interface ReceiverSettings {
  /** 0 takes a free one. */
  readonly port: number
  readonly status: number
  readonly events: readonly string[]
  /** The first personal one of the mock when undefined. */
  readonly token: string | undefined
  /** The first of the token when undefined. */
  readonly workspace: string | undefined
  readonly sandbox: string | undefined
}

/** More than any event is. */
const LONGEST_BODY = 1_048_576

/** Until `signal`, or the end of the mock. @throws InputError when the port or the registration is refused */
export async function receive(
  mock: ControlClient,
  terminal: Terminal,
  signal: AbortSignal,
  settings: ReceiverSettings,
): Promise<void> {
  const api = await clientApi(mock, settings)
  const state = { secret: '' }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
      if (text.length > LONGEST_BODY) request.destroy() // anybody may post to the port
    })
    request.on('end', () => {
      const isGood = isSigned(text, request.headers['x-signature'], state.secret)
      terminal.stdout.write(receivedLine(text, isGood, settings.status))
      response.writeHead(settings.status).end()
    })
  })
  const endpoint = await listening(server, settings.port)
  try {
    const workspace = settings.workspace ?? (await api('GET', '/team')).teams[0]?.id
    const made = await api('POST', `/team/${workspace}/webhook`, { endpoint, events: settings.events })
    state.secret = made.webhook.secret
    terminal.stdout.write(`receiving ${settings.events} of Workspace ${workspace} at ${endpoint}, until Ctrl-C\n`)
    // Nothing is read of the stream: it ends when the mock does.
    const filter = { webhook: made.id, event: undefined, state: undefined, since: undefined }
    for await (const _ of mock.stream('streamDeliveries', filter, signal));
    if (signal.aborted) await api('DELETE', `/webhook/${made.id}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

type Api = (method: string, path: string, body?: object) => Promise<ApiAnswer>
// biome-ignore lint/suspicious/noExplicitAny: ClickUp's answers, as the specs say
type ApiAnswer = any

/** ClickUp's own API of the mock, as the owner of a token. */
async function clientApi(mock: ControlClient, { token, sandbox }: ReceiverSettings): Promise<Api> {
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
  reject(
    mock.url,
    'nobody there has a token and a Workspace',
    'plant one (POST /__mock/seed), or name one with --token',
  )
}

async function listening(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch((error: unknown) => {
    reject(
      String(port),
      `the receiver cannot listen there (${error})`,
      'choose another, or none, which takes a free one',
    )
  })
  return `http://127.0.0.1:${Reflect.get(Object(server.address()), 'port')}`
}

function isSigned(text: string, given: unknown, secret: string): boolean {
  const [own, other] = [Buffer.from(signatureOf(secret, text)), Buffer.from(String(given))]
  return own.length === other.length && timingSafeEqual(own, other)
}

/** `taskUpdated 86a000001  name: Old → New  signature good, answered 200`. */
function receivedLine(text: string, isGood: boolean, status: number): string {
  const signature = isGood ? 'signature good' : 'SIGNATURE WRONG'
  const body = readBody(text)
  const { event, history_items: items = [] } = body
  const changes = Array.isArray(items) ? items.map(changeText).join(', ') : ''
  const what = event === undefined ? `no event: ${short(text)}` : `${event} ${objectIn(body)}`
  const line = [what, changes, `${signature}, answered ${status}`].filter(Boolean).join('  ')
  return `${line.replace(/\p{Cc}/gu, ' ')}\n` // a name may hold what moves a terminal's cursor
}

/** Anybody may post to the port. */
function readBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(readJson(text))
  } catch {
    return {}
  }
}

function changeText(item: unknown): string {
  const { field, before, after } = Object(item)
  if (before === null && after === null) return field
  return `${field}: ${valueText(before)} → ${valueText(after)}`
}

/** An object by what people know it by. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value !== 'object') return short(String(value))
  const known = ['status', 'priority', 'username', 'name'].find((key) => key in value)
  return known === undefined ? short(JSON.stringify(value)) : valueText(Reflect.get(value, known))
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
