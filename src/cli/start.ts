// `clickup-mock start`: the mock in the foreground, until a signal.
import { InputError } from '../errors.js'
import { type ClickUpMock, type PreparedMock, prepareMock } from '../index.js'
import { onOrOff } from '../options.js'
import { type CommandLine, givenOptions, unknownVariables } from './command-line.js'
import type { Terminal } from './main.js'

/** Starts, says where, and waits for SIGINT or SIGTERM. Log lines go to stderr. */
export async function start(line: CommandLine, terminal: Terminal): Promise<number> {
  for (const warning of unknownVariables(terminal.env)) terminal.stderr.write(`clickup-mock: ${warning}\n`)
  const json = line.values.json === true || onOrOff(terminal.env.CLICKUP_MOCK_JSON || false, 'CLICKUP_MOCK_JSON')
  const given = await givenOptions(line, terminal.env)
  const prepared = await prepareMock(given, { log: (text) => terminal.stderr.write(`${text}\n`) })
  const mock = await listening(prepared)
  terminal.stdout.write(json ? `${JSON.stringify(summary(mock))}\n` : banner(mock))
  await new Promise<void>((resolve) => {
    terminal.once('SIGINT', resolve)
    terminal.once('SIGTERM', resolve)
  })
  await mock.close()
  return 0
}

/** @throws InputError when the port is taken or may not be used */
async function listening(prepared: PreparedMock): Promise<ClickUpMock> {
  const { host, port } = prepared.options
  try {
    return await prepared.listen()
  } catch (error) {
    const [, why] = [...unusable].find(([code]) => String(error).includes(code)) ?? []
    const unknown = { what: `it cannot be listened on (${error})`, right: 'try --host 127.0.0.1' }
    throw new InputError([{ where: `${host}:${port}`, ...(why ?? unknown) }])
  }
}

/** Why an address cannot be listened on. */
const unusable: ReadonlyMap<string, { readonly what: string; readonly right: string }> = new Map([
  [
    'EADDRINUSE',
    {
      what: 'the port is taken',
      right: 'stop what listens there, or choose another port with --port (0 takes a free one)',
    },
  ],
  ['EACCES', { what: 'the port may not be used', right: 'take one above 1023' }],
  ['EADDRNOTAVAIL', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
  ['ENOTFOUND', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
])

/** The line of --json. */
function summary({ url, apiUrl, authorizeUrl, env }: ClickUpMock) {
  return { url, apiUrl, authorizeUrl, env }
}

function banner({ url, apiUrl, authorizeUrl, env, apps }: ClickUpMock): string {
  const [app] = Object.values(apps)
  const token = env.CLICKUP_API_TOKEN
  return [
    '',
    `  clickup-mock is ready at ${url}`,
    '',
    `  API        ${apiUrl}/v2    in place of https://api.clickup.com/api/v2`,
    `  Authorize  ${authorizeUrl}       in place of https://app.clickup.com/api`,
    `  Import     ${url}/openapi.json`,
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
