// A receiver of webhooks that writes to the bare socket what it is told, be it HTTP or not.
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/** What it does with a connection. */
export type Behaviour = (socket: Socket) => void

export interface RawReceiver {
  readonly url: string
  /** How many requests came. */
  readonly received: number
  /** What it does from now on, once a request was read. */
  behave: Behaviour
}

/** Starts a raw receiver, which ends with the test. @param greet - what it does with every new connection */
export async function startRawReceiver(t: Test, greet?: Behaviour): Promise<RawReceiver> {
  const sockets = new Set<Socket>()
  const receiver = { received: 0, behave: ok }
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.setEncoding('utf8')
    socket.on('error', () => undefined) // the mock may break the connection, too
    socket.on('data', (part: string) => {
      text += part
      const [head = '', body = ''] = text.split('\r\n\r\n')
      if (Buffer.byteLength(body) !== Number(/content-length: (\d+)/i.exec(head)?.[1])) return
      text = ''
      receiver.received += 1
      receiver.behave(socket)
    })
    greet?.(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, { url: `http://127.0.0.1:${port}/hook` })
}

/** A whole answer, after which the connection stays open. */
export const ok: Behaviour = (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
