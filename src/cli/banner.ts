// What is printed of a mock that listens.
import { resolve } from 'node:path'
import type { ClickUpMock } from '../library/mock.js'
import type { ChosenConfig } from './config-file.js'
import { type Paint, paintFor } from './paint.js'
import type { Terminal } from './terminal.js'

/** What is printed of a started mock. */
export type StartedMock = Pick<ClickUpMock, 'url' | 'apiUrl' | 'authorizeUrl' | 'env' | 'apps'> &
  Partial<Pick<ClickUpMock, 'secureAddress'>>

/** What else is told of it, by its key in JSON. */
export type Told = Readonly<Record<string, string | number>>

/** How it was asked to be told. */
export interface Telling {
  readonly json: boolean
  /** The config file that held, if one did. */
  readonly config: ChosenConfig | undefined
}

/** Says where a started mock is: one line of JSON, or a banner. @param more - told as lines of the banner, too */
export function tell({ stdout, env }: Terminal, mock: StartedMock, { json, config }: Telling, more: Told = {}): void {
  const { secureAddress } = mock
  const told = {
    ...(secureAddress !== undefined && { https: secureAddress }),
    ...(config && { config: resolve(config.file) }),
    ...more,
  }
  stdout.write(json ? summaryLine(mock, told) : banner(mock, told, paintFor(stdout, env)))
}

/** The line of --json. */
function summaryLine({ url, apiUrl, authorizeUrl, env }: StartedMock, more: Told): string {
  return `${JSON.stringify({ url, apiUrl, authorizeUrl, env, ...more })}\n`
}

function banner({ url, apiUrl, authorizeUrl, env, apps }: StartedMock, more: Told, paint: Paint): string {
  const [app] = Object.values(apps)
  const token = env.CLICKUP_API_TOKEN
  const row = (name: string, value: string, more = '') =>
    `  ${paint(name.padEnd(9), 'dim')}  ${value}${more && paint(more, 'dim')}`
  const first = ([letter = '', ...rest]: string) => letter.toUpperCase() + rest.join('')
  return [
    '',
    `  clickup-mock is ready at ${paint(url, 'cyan')}`,
    '',
    row('API', `${apiUrl}/v2`, '    in place of https://api.clickup.com/api/v2'),
    row('Authorize', authorizeUrl, '       in place of https://app.clickup.com/api'),
    row('Dashboard', `${url}/__mock/`),
    row('Import', `${url}/openapi.json`),
    ...Object.entries(more).map(([name, value]) => row(first(name), String(value))),
    '',
    ...(token
      ? [row('Token', token)]
      : ['  The seed holds no personal token: a fixture with tokens has one (clickup-mock init writes an example).']),
    ...(app ? [row('App', app.name), row('', `id     ${app.client_id}`), row('', `secret ${app.client_secret}`)] : []),
    ...(token
      ? ['', '  Try it', '', `    ${paint(`curl -H 'Authorization: ${token}' ${apiUrl}/v2/user`, 'bold')}`]
      : []),
    '',
    '',
  ].join('\n')
}
