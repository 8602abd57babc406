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

/**
 * Connections stay open between posts, or thousands of posts would use up the machine's ports. They do not stay open for
 * long, or a receiver might close one just when it is used again.
 */
const CONNECTIONS = { keepAlive: true, maxFreeSockets: 32, timeout: 1_000 }

/** Connections of one sandbox to receivers; there are none until something is posted. */
export class Poster {
  #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent } | undefined

  /** Never throws: an error is an outcome. */
  async post(posting: Posting): Promise<Posted> {
    const { controller, timeout } = posting
    const timer = setTimeout(() => controller.abort(new Error(`no answer within ${timeout} ms`)), timeout)
    const posted = await this.#send(posting).catch((error: unknown) => ({
      error: errorText(error, controller.signal),
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
      const posting = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: controller.signal,
        ...(hosts === 'local' && { lookup: lookUpLocal }),
      })
      posting.once('error', reject)
      posting.once('response', (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          if (answer.length < LONGEST_ANSWER) answer += chunk.slice(0, LONGEST_ANSWER - answer.length)
        })
        response.once('error', reject)
        response.once('end', () => resolve({ status: Number(response.statusCode), answer }))
      })
      posting.end(body)
    })
  }
}

function errorText(error: unknown, { aborted, reason }: AbortSignal): string {
  if (aborted) return String(Object(reason).message)
  if (error instanceof ForeignAddress) return error.problems.map(({ what, right }) => `${what}: ${right}`).join('; ')
  const { message, code } = Object(error)
  return [code, message].filter(Boolean).join(': ') // Node gives no message where a name has several addresses
}
