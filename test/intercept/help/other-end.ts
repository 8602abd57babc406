// A plain HTTP server in the place of the mock, which shows what arrives on the wire.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** A listening server, closed with everything on it when the test ends. */
export interface OtherEnd {
  readonly server: Server
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly host: string
}

/** Starts one that answers as told. */
export async function otherEnd(t: Test, listener: RequestListener): Promise<OtherEnd> {
  const server = createServer(listener)
  const host = `127.0.0.1:${await listening(t, server)}`
  return { server, url: `http://${host}`, host }
}

/** Starts one that answers with its name. */
export function named(t: Test, name: string): Promise<OtherEnd> {
  return otherEnd(t, (_request, response) => response.end(name))
}

/** Listens on a free port, which is returned, until the test ends. */
export async function listening(t: Test, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return port
}

/** A request or an answer, read to its end. */
export async function textOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) text += chunk
  return text
}
