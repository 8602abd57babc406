// Bodies that are not whole yet, or never read to their end.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** ms that a client may go on sending a body that was refused. */
const LONGEST = 5_000

/** Whether a request says that it has a body. */
export function hasBody({
  'content-length': length = '0',
  'transfer-encoding': encoding,
}: IncomingHttpHeaders): boolean {
  return length !== '0' || encoding !== undefined
}

/**
 * Sends the body of an answer, and ends it once the client has sent what it still had to send: Node may cut the connection
 * of an ended answer, and a client that is still sending would lose it unread.
 */
export function endWhenSent(
  request: IncomingMessage,
  response: ServerResponse,
  body: string | Buffer,
  encoding: BufferEncoding = 'utf8',
): void {
  if (request.complete || request.readableEnded) {
    response.end(body, encoding)
    return
  }
  response.write(body, encoding)
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, LONGEST).unref()
  request.once('end', end).once('close', end).resume()
}
