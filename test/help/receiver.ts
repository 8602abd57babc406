// A receiver of webhooks: an HTTP server that checks signatures on its own and answers as it is told.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** What was posted, once. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  /** Names as they were sent. */
  readonly names: readonly string[]
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  readonly body: any
  readonly path: string
}

/** A status, a status with headers, `hang` (no answer) or `break` (a broken connection). */
export type Reply = number | readonly [status: number, headers: Record<string, string>] | 'hang' | 'break'

export interface Receiver {
  readonly url: string
  /** In the order in which they came. */
  readonly received: Received[]
  /** How it answers from now on: the same to all, or as a function says. */
  reply: Reply | ((received: Received) => Reply)
  /** Nothing listens at its address any more, until `restart`. */
  kill(): Promise<void>
  restart(): Promise<void>
  /** The events that came, by name. */
  names(): string[]
}

/** Starts a receiver, which ends with the test. */
export async function startReceiver(t: Test, reply: Receiver['reply'] = 200): Promise<Receiver> {
  const received: Received[] = []
  const receiver = { reply }
  let server: Server
  let port = 0
  const listen = async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const one = {
          headers: request.headers,
          names: request.rawHeaders.filter((_, at) => at % 2 === 0),
          text,
          body: JSON.parse(text),
          path: String(request.url),
        }
        received.push(one)
        answer(response, typeof receiver.reply === 'function' ? receiver.reply(one) : receiver.reply)
      })
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  const kill = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await listen()
  t.teardown(kill)
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    kill,
    restart: async () => {
      if (!server.listening) await listen()
    },
    names: () => received.map(({ body }) => body.event),
  })
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return
  if (reply === 'break') return void response.destroy()
  const [status, headers = {}] = typeof reply === 'number' ? [reply] : reply
  response.writeHead(status, headers).end('thanks')
}

/** Whether a signature is right, by the Web Crypto API: none of our own code. https://www.w3.org/TR/WebCryptoAPI/ */
export async function isSigned(
  { headers, text }: Pick<Received, 'headers' | 'text'>,
  secret: string,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  return crypto.subtle.verify('HMAC', key, Buffer.from(String(headers['x-signature']), 'hex'), Buffer.from(text))
}
