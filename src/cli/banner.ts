// What is printed of a mock that listens.
import type { ClickUpMock } from '../library/mock.js'

/** What is printed of a started mock. */
export type StartedMock = Pick<ClickUpMock, 'url' | 'apiUrl' | 'authorizeUrl' | 'env' | 'apps'>

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
