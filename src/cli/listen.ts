// Starting to listen, with messages that say what stands in the way.
import { reject } from '../input/problems.js'
import type { ClickUpMock } from '../library/mock.js'
import type { PreparedMock } from '../library/prepare.js'
import { ControlClient } from './control-client.js'

/** What is printed of a started mock. */
export type StartedMock = Pick<ClickUpMock, 'url' | 'apiUrl' | 'authorizeUrl' | 'env' | 'apps'>

/** @throws InputError when the port is taken, by a mock or by something else, or may not be used */
export async function listening(prepared: PreparedMock): Promise<ClickUpMock> {
  const { host, port } = prepared.settings
  try {
    return await prepared.listen()
  } catch (error) {
    if (String(error).includes('EADDRINUSE')) return rejectTaken(prepared)
    const [, why] = [...unusable].find(([code]) => String(error).includes(code)) ?? []
    const { what, right } = why ?? { what: `the mock cannot listen there (${error})`, right: 'try --host 127.0.0.1' }
    reject(`${host}:${port}`, what, right)
  }
}

/** Why the mock cannot listen at an address. */
const unusable: ReadonlyMap<string, { readonly what: string; readonly right: string }> = new Map([
  ['EACCES', { what: 'the port may not be used', right: 'take one above 1023' }],
  ['EADDRNOTAVAIL', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
  ['ENOTFOUND', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
])

/** @throws InputError always, saying who has the port */
async function rejectTaken({ address, settings: { host, port } }: PreparedMock): Promise<never> {
  const where = `${host}:${port}`
  const another = 'choose another port with --port (0 takes a free one)'
  const health = await new ControlClient({ url: address }).ask('health')
  if (!health) reject(where, 'the port is taken', `stop what listens there, or ${another}`)
  const what = `clickup-mock ${health.version} runs there already (process ${health.pid})`
  reject(where, what, `use it, end it with clickup-mock stop --port ${port}, or ${another}`)
}

/** The line of --json. */
export function summaryLine({ url, apiUrl, authorizeUrl, env }: StartedMock, more: object = {}): string {
  return `${JSON.stringify({ url, apiUrl, authorizeUrl, env, ...more })}\n`
}

/** What is printed without --json. */
export function banner({ url, apiUrl, authorizeUrl, env, apps }: StartedMock, more: readonly string[] = []): string {
  const [app] = Object.values(apps)
  const token = env.CLICKUP_API_TOKEN
  return [
    '',
    `  clickup-mock is ready at ${url}`,
    '',
    `  API        ${apiUrl}/v2    in place of https://api.clickup.com/api/v2`,
    `  Authorize  ${authorizeUrl}       in place of https://app.clickup.com/api`,
    `  Dashboard  ${url}/__mock/`,
    `  Import     ${url}/openapi.json`,
    ...more.map((line) => `  ${line}`),
    ...(token
      ? ['', `  Token      ${token}`]
      : ['', '  The seed holds no personal token: POST /__mock/seed plants one.']),
    ...(app
      ? [`  App        ${app.name}`, `             id     ${app.client_id}`, `             secret ${app.client_secret}`]
      : []),
    ...(token ? ['', '  Try it', '', `    curl -H 'Authorization: ${token}' ${apiUrl}/v2/user`] : []),
    '',
    '',
  ].join('\n')
}
