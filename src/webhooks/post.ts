// One POST to a receiver: it has a time limit, follows no redirect, and keeps only the beginning of the answer.
import http from 'node:http'
import https from 'node:https'
import { checkHost, ForeignAddress, lookUpLocal } from './addresses.js'

/** What to post, and how long to wait: `timeout` in ms. */
export interface Posting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeout: number
  /** Which hosts may be posted to. */
  readonly hosts: 'local' | 'any'
  /** Aborts the post. */
  readonly controller: AbortController
}

/** The outcome. `isForeign`: nothing was sent, since this address may not be posted to. */
export type Posted =
  | { readonly status: number; readonly answer: string }
  | { readonly error: string; readonly isForeign: boolean }

/** In characters; the rest of an answer is read and forgotten. */
const LONGEST_ANSWER = 2_048
/** In characters: what is longer is an answer without being read to its end, for it may have none. */
const MOST_READ = 1_048_576

/**
 * Connections stay open between posts, or thousands of posts would use up the machine's ports. They do not stay open for
 * long, or a receiver might close one just when it is used again.
 */
const CONNECTIONS = { keepAlive: true, maxFreeSockets: 32, timeout: 1_000 }

/** What came of an answer so far, for the words that say where it broke off. */
interface Heard {
  /** The status of its head. */
  status?: number
  /** The last status below 200, which announces an answer and is none. */
  announced?: number
}

/** Connections of one sandbox to receivers; there are none until something is posted. */
export class Poster {
  #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent } | undefined

  /** Ends within the timeout, whatever the receiver does. Never throws: an error is an outcome. */
  async post(posting: Posting): Promise<Posted> {
    const { controller, timeout } = posting
    const heard: Heard = {}
    const timer = setTimeout(() => controller.abort(new Error(`${lateText(heard)} within ${timeout} ms`)), timeout)
    const posted = await this.#send(posting, heard).catch((error: unknown) => ({
      error: errorText(error, controller.signal, heard),
      isForeign: error instanceof ForeignAddress,
    }))
    clearTimeout(timer)
    return posted
  }

  close(): void {
    this.#agents?.['http:'].destroy()
    this.#agents?.['https:'].destroy()
  }

  async #send({ url, headers, body, hosts, controller }: Posting, heard: Heard): Promise<Posted> {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is neither http: nor https:`)
    if (hosts === 'local') checkHost(hostname)
    this.#agents ??= { 'http:': new http.Agent(CONNECTIONS), 'https:': new https.Agent(CONNECTIONS) }
    const { request } = protocol === 'http:' ? http : https
    const posting = request(url, {
      method: 'POST',
      agent: this.#agents[protocol],
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: controller.signal,
      ...(hosts === 'local' && { lookup: lookUpLocal }),
    })
    return new Promise((resolve, reject) => {
      let answer: http.IncomingMessage | undefined
      controller.signal.addEventListener('abort', reject)
      posting.on('error', (error) => {
        if (!answer?.complete) reject(error) // what comes after an answer does not count
      })
      posting.on('information', ({ statusCode }) => {
        heard.announced = statusCode
      })
      posting.on('upgrade', ({ statusCode }, socket) => {
        socket.destroy() // Node leaves it to us
        resolve({ status: Number(statusCode), answer: '' })
      })
      posting.on('response', (response) => {
        answer = response
        heard.status = Number(response.statusCode)
        readAnswer(response, heard.status, resolve, reject)
      })
      posting.end(body)
    })
  }
}

/** Reads an answer; its end, or an error before it, is the outcome. */
function readAnswer(
  response: http.IncomingMessage,
  status: number,
  resolve: (posted: Posted) => void,
  reject: (error: Error) => void,
): void {
  let answer = ''
  let read = 0
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    read += chunk.length
    answer += chunk.slice(0, LONGEST_ANSWER - answer.length)
    if (read < MOST_READ) return
    resolve({ status, answer })
    response.destroy()
  })
  response.on('error', reject)
  response.on('end', () => resolve({ status, answer }))
}

/** What is still missing when the time is over. */
function lateText({ status, announced }: Heard): string {
  if (status !== undefined) return `the answer ${status} did not end`
  return announced === undefined ? 'no answer' : `no answer after ${announced}, which only announces one,`
}

function errorText(error: unknown, { aborted, reason }: AbortSignal, { status }: Heard): string {
  if (aborted) return String(Object(reason).message)
  if (error instanceof ForeignAddress) return error.problems.map(({ what, right }) => `${what}: ${right}`).join('; ')
  const { message, code } = Object(error)
  const text = [code, message].filter(Boolean).join(': ') // Node gives no message where a name has several addresses
  if (String(code).startsWith('HPE_')) return `what came is not an answer of HTTP (${text})`
  return status === undefined ? text : `the answer ${status} broke off (${text})`
}
