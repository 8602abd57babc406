// Speaks to a mock over a bare socket, for what no HTTP client would send.
import { connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { ClickUpMock } from '../../src/index.js'

/** Everything that came back until the connection was over. */
export interface Heard {
  readonly text: string
  /** The code of the error that ended the connection, if one did. */
  readonly error: string | undefined
}

/** An HTTP answer taken apart. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A connection to the mock, with `text` already sent. */
export function opened(mock: ClickUpMock, text: string, options: { allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const { hostname, port } = new URL(mock.url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ...options })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.write(text, 'latin1', () => resolve(socket))
    })
  })
}

/** Sends `text` and listens until the mock ends the connection. Ask for `Connection: close` where it would not. */
export async function heard(mock: ClickUpMock, text: string): Promise<Heard> {
  const socket = await opened(mock, text)
  return new Promise((resolve) => {
    let all = ''
    let error: string | undefined
    socket.setEncoding('latin1')
    socket.on('data', (piece) => {
      all += piece
    })
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      error = cause.code
    })
    socket.on('close', () => resolve({ text: all, error }))
  })
}

/** Waits until the mock has taken up so many calls, be they answered or not; its own are not counted. */
export async function takenUp(mock: ClickUpMock, calls: number): Promise<void> {
  for (let own = 1; ; own += 1) {
    const { headers } = await mock.fetch('/nothing')
    const [id] = /\d+$/.exec(headers.get('x-mock-request-id') ?? '') ?? []
    if (Number(id) - own >= calls) return
    await setImmediate()
  }
}

/** A request as text on the wire; it ends the connection. */
export function written(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { Host: 'mock', Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

/** The first HTTP answer in `text`. @throws Error when there is none */
export function readAnswer(text: string): RawAnswer {
  const [, status, head = '', body = ''] = /^HTTP\/1\.1 (\d{3}) [^\r]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(text) ?? []
  if (status === undefined) throw new Error(`this is no HTTP answer: ${JSON.stringify(text.slice(0, 200))}`)
  const headers = head.split('\r\n').map((line) => {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? []
    return [name.toLowerCase(), value]
  })
  return { status: Number(status), headers: Object.fromEntries(headers), body }
}
