// Calls of a mock: in the bytes of the wire for the load, and answered for what comes before it.
import { TOKEN } from './servers.mjs'

/** A call with the token and, if there is one, a JSON body, in the bytes of the wire. */
export function onWire({ method = 'GET', url, body }) {
  const text = body === undefined ? '' : JSON.stringify(body)
  const head = [`${method} ${url} HTTP/1.1`, 'host: 127.0.0.1', `authorization: ${TOKEN}`]
  if (text) head.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

/** What a server answers to a call, read; anything but a success is a failure of the bench. */
export async function answerOf({ port }, { method = 'GET', url, body }) {
  const headers = { authorization: TOKEN, ...(body && { 'content-type': 'application/json' }) }
  const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`http://127.0.0.1:${port}${url}`, sent)
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
