// `clickup-mock health`: for containers without curl.
import { request } from 'node:http'
import { addressOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

const PATIENCE = 3_000

/** Exit 0 when the mock that is meant answers; 1 with the reason when not. */
export async function health(line: CheckedLine, terminal: Terminal): Promise<number> {
  const { url, port } = line.values
  const named = url ?? (port === undefined ? (await addressOf(line, terminal)).url : `http://127.0.0.1:${port}`)
  const base = String(named).replace(/(?<!\/)\/+$/, '')
  const status = await statusOf(`${base}/__mock/health`)
  if (status === 200) return 0
  terminal.stderr.write(`clickup-mock: ${base} is not healthy: ${status}\n`)
  return 1
}

/** The status, or why there is none. */
function statusOf(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    if (!/^http:/i.test(url) || !URL.canParse(url)) return resolve('it is not an http:// URL')
    const asked = request(url, { timeout: PATIENCE, agent: false }, (answer) => {
      answer.resume()
      resolve(Number(answer.statusCode))
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${PATIENCE} ms`)))
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    asked.end()
  })
}
