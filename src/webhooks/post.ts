// One POST to a receiver: a time limit, no redirects, an answer of which only the beginning is kept.
import http from 'node:http'
import https from 'node:https'
import { checkHost, ForeignAddress, lookUpLocal } from './addresses.js'

/** What is posted, and how long to wait: `timeout` in ms. */
export interface Posting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeout: number
  /** Whether any host will do, or local ones only. */
  readonly hosts: 'local' | 'any'
  /** Breaks it off. */
  readonly controller: AbortController
}

/** What came of it. `isForeign`: nothing was sent, since the address is none that may be posted to. */
export type Posted =
  | { readonly status: number; readonly answer: string }
  | { readonly error: string; readonly isForeign: boolean }

/** Of an answer; the rest is read and forgotten. */
const LONGEST_ANSWER = 2_048

/**
 * Connections are kept open between posts, or thousands of posts would use up the machine's ports; but not for long, or a
 * receiver might close one just when it is used again.
 */
const CONNECTIONS = { keepAlive: true, maxFreeSockets: 32, timeout: 1_000 }

/** Connections of one sandbox to receivers; none, as in most sandboxes, until something is posted. */
export class Poster {
  #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent } | undefined

  /** Never throws: what went wrong is the outcome. */
  async post(posting: Posting): Promise<Posted> {
    const { controller, timeout } = posting
    const timer = setTimeout(() => controller.abort(new Error(`no answer within ${timeout} ms`)), timeout)
    const posted = await this.#send(posting).catch((error: unknown) => ({
      error: wordsFor(error, controller.signal),
      isForeign: error instanceof ForeignAddress,
    }))
    clearTimeout(timer)
    return posted
  }

  close(): void {
    this.#agents?.['http:'].destroy()
    this.#agents?.['https:'].destroy()
  }

  async #send({ url, headers, body, hosts, controller }: Posting): Promise<Posted> {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is neither http: nor https:`)
    if (hosts === 'local') checkHost(hostname)
    this.#agents ??= { 'http:': new http.Agent(CONNECTIONS), 'https:': new https.Agent(CONNECTIONS) }
    const agent = this.#agents[protocol]
    const { request } = protocol === 'http:' ? http : https
    return new Promise((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: controller.signal,
        ...(hosts === 'local' && { lookup: lookUpLocal }),
      })
      sent.once('error', reject)
      sent.once('response', (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          if (answer.length < LONGEST_ANSWER) answer += chunk.slice(0, LONGEST_ANSWER - answer.length)
        })
        response.once('error', reject)
        response.once('end', () => resolve({ status: Number(response.statusCode), answer }))
      })
      sent.end(body)
    })
  }
}

function wordsFor(error: unknown, { aborted, reason }: AbortSignal): string {
  if (aborted) return String(Object(reason).message)
  if (error instanceof ForeignAddress) return error.problems.map(({ what, right }) => `${what}: ${right}`).join('; ')
  const { message, code } = Object(error)
  return [code, message].filter(Boolean).join(': ') // where a name has several addresses Node gives no message
}
