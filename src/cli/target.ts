// Which mock a command means: --url, --port, the environment, or the default port.
import { optionSpecs } from '../settings/options.js'
import { webAddress, whole } from '../settings/readers.js'
import { type CommandLine, flagValue } from './command-line.js'
import { ControlClient } from './control-client.js'
import type { Terminal } from './terminal.js'

/** The address of a mock, and how it was named; `named` is undefined when nobody named one. */
export interface Address {
  readonly url: string
  readonly named: string | undefined
}

/** Where the mock is that a command means. @throws InputError for a URL or port that is not valid */
export function addressOf(line: CommandLine, env: Terminal['env']): Address {
  const given = [
    { named: '--url', value: flagValue(line, 'url'), read: webAddress },
    { named: '--port', value: flagValue(line, 'port'), read: readPort },
    { named: 'CLICKUP_MOCK_URL', value: env.CLICKUP_MOCK_URL, read: webAddress },
    { named: 'CLICKUP_MOCK_PORT', value: env.CLICKUP_MOCK_PORT, read: readPort },
  ]
  // An empty variable says nothing; an empty flag is a mistake, and `read` says so.
  for (const { named, value, read } of given) {
    if (value || (value === '' && named.startsWith('--'))) return { url: read(value, named), named }
  }
  return { url: `http://127.0.0.1:${optionSpecs.port.default}`, named: undefined }
}

/** The mock a command means, to be asked. @throws InputError as `addressOf` does */
export function clientOf(
  line: CommandLine,
  env: Terminal['env'],
  { url }: Pick<Address, 'url'> = addressOf(line, env),
): ControlClient {
  const sandbox = flagValue(line, 'sandbox')
  const controlToken = flagValue(line, 'control-token') ?? (env.CLICKUP_MOCK_CONTROL_TOKEN || undefined)
  // A sandbox in the URL would win over the one that was named.
  return new ControlClient({ url: sandbox === undefined ? url : url.replace(/\/s\/[^/]+$/, ''), sandbox, controlToken })
}

function readPort(text: string, where: string): string {
  return `http://127.0.0.1:${whole(1, 65_535)(text, where)}`
}
