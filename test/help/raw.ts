// HTTP by hand, for what no client library sends.
import { connect } from 'node:net'
import type { TestAnswer } from './start.js'

/** Writes `text` to the mock and reads until it closes the connection: an answer with a JSON body. */
export async function sendRaw(url: string, text: string): Promise<TestAnswer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(text)
  let received = ''
  for await (const part of socket) received += part
  const [head = '', body = ''] = received.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body: JSON.parse(body) }
}
