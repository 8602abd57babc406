// A receiver of webhooks for a terminal: it registers itself, checks and prints what comes, and unregisters at its end.
import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { readJson } from '../input/json.js'
import { problemLine, problemsIn, reject } from '../input/problems.js'
import { signatureOf } from '../webhooks/delivery.js'
import type { ControlClient } from './control-client.js'
import { isRegistered, type Registered, register, unregister, type Wanted } from './registration.js'
import { objectIn } from './show-webhooks.js'
import type { Terminal } from './terminal.js'

/** What to register, where to listen, and how to answer. */
export interface ReceiverSettings extends Wanted {
  /** 0 takes a free one; that of the endpoint, or a free one, when undefined. */
  readonly port: number | undefined
  /** How the mock reaches the receiver, where not by the loopback address of the same machine. */
  readonly endpoint: string | undefined
  readonly status: number
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
  let own: Registered = { id: '', secret: '', workspace: '' } // nothing is signed before it is registered
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
      if (text.length > LONGEST_BODY) request.destroy() // anybody may post to the port
    })
    request.on('end', () => {
      const isGood = isSigned(text, request.headers['x-signature'], own.secret)
      terminal.stdout.write(receivedLine(text, isGood, settings.status))
      response.writeHead(settings.status).end()
    })
  })
  const endpoint = await listening(server, settings)
  const begin = async (what: string) => {
    own = await register(mock, endpoint, settings)
    terminal.stdout.write(`${what} ${settings.events} of Workspace ${own.workspace} at ${endpoint}, until Ctrl-C\n`)
    return own
  }
  try {
    const { id } = await begin('receiving')
    // One after the other: resets may come faster than a registration is answered.
    let again = Promise.resolve()
    const replaced = () => {
      again = again.then(async () => {
        try {
          if (!(await isRegistered(mock, own))) await begin('the mock was reset: receiving')
        } catch (error) {
          for (const problem of problemsIn(error)) terminal.stderr.write(`clickup-mock: ${problemLine(problem)}\n`)
        }
      })
    }
    // No delivery is read of the stream: it ends when the mock does, and says when the mock was reset.
    const filter = { webhook: id, event: undefined, state: undefined, since: undefined }
    for await (const _ of mock.stream('streamDeliveries', filter, signal, replaced));
    await again
    if (signal.aborted) await unregister(mock, own, settings)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** The endpoint to register. It listens beyond loopback only where somebody says that the mock comes from there. */
async function listening(server: Server, { port, endpoint }: ReceiverSettings): Promise<string> {
  const { hostname, port: named } = new URL(endpoint ?? 'http://127.0.0.1')
  if (endpoint !== undefined && named === '' && port === undefined) {
    reject('--endpoint', `${endpoint} names no port to listen at`, 'write it with one, or name another: --receive 4000')
  }
  const wanted = port ?? Number(named)
  server.listen(wanted, ['127.0.0.1', 'localhost'].includes(hostname) ? '127.0.0.1' : undefined)
  await once(server, 'listening').catch((error: unknown) => {
    reject(
      String(wanted),
      `the receiver cannot listen there (${error})`,
      'choose another, or none, which takes a free one',
    )
  })
  return endpoint ?? `http://127.0.0.1:${Reflect.get(Object(server.address()), 'port')}`
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
