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

/** Connections of one mock to receivers, which are kept open between posts. */
export class Poster {
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, maxFreeSockets: 32 }),
    'https:': new https.Agent({ keepAlive: true, maxFreeSockets: 32 }),
  }

  /** Never throws: what went wrong is the outcome. */
  async post(posting: Posting): Promise<Posted> {
    const { controller, timeout } = posting
    const timer = setTimeout(() => controller.abort(new Error(`no answer within ${timeout} ms`)), timeout)
    try {
      return await this.#send(posting)
    } catch (error) {
      return { error: wordsFor(error, controller.signal), isForeign: error instanceof ForeignAddress }
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /** A receiver may have closed a connection that was kept open just when it is used again: that is no failure of its. */
  async #send(posting: Posting): Promise<Posted> {
    try {
      return await this.#sendOnce(posting)
    } catch (error) {
      if (error instanceof StaleConnection) return await this.#sendOnce(posting)
      throw error
    }
  }

  async #sendOnce({ url, headers, body, hosts, controller }: Posting): Promise<Posted> {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is neither http: nor https:`)
    if (hosts === 'local') checkHost(hostname)
    const { request } = protocol === 'http:' ? http : https
    return new Promise((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        agent: this.#agents[protocol],
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: controller.signal,
        ...(hosts === 'local' && { lookup: lookUpLocal }),
      })
      sent.once('error', (error) => reject(isStale(sent, error) ? new StaleConnection() : error))
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

class StaleConnection extends Error {}

function isStale({ reusedSocket }: http.ClientRequest, error: unknown): boolean {
  return reusedSocket && Object(error).code === 'ECONNRESET'
}

function wordsFor(error: unknown, { aborted, reason }: AbortSignal): string {
  if (aborted) return String(Object(reason).message)
  if (error instanceof ForeignAddress) return error.problems.map(({ what, right }) => `${what}: ${right}`).join('; ')
  const { message, code } = Object(error)
  return code ? `${code}: ${message || 'the connection failed'}` : String(message)
}
