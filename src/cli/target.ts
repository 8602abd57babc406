// Which mock a command means: the one that was named, by a flag, a variable or the config file; or else the one that runs.
import { urlOf } from '../settings/addresses.js'
import { optionSpecs } from '../settings/options.js'
import { text, webAddress, whole } from '../settings/readers.js'
import type { GivenOptions } from '../settings/settings.js'
import { flagValue } from './command-line.js'
import { ControlClient } from './control-client.js'
import { givenOptions } from './given-options.js'
import { runningStates } from './state-files.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** The address of a mock, and how it was named; `named` is undefined when nobody named one. */
export interface Address {
  readonly url: string
  readonly named: 'here' | 'in the config file' | undefined
}

/** What finding a mock needs of the process. */
type Surroundings = Pick<Terminal, 'env'>

/** Where the mock is that a command means. @throws InputError for a URL or port that is not valid */
export async function addressOf(line: CheckedLine, { env }: Surroundings): Promise<Address> {
  const url = flagValue(line, 'url')
  if (url !== undefined) return { url: webAddress(url, '--url'), named: 'here' }
  const byFlag = flagValue(line, 'port') !== undefined
  const { CLICKUP_MOCK_URL: variable } = env
  if (variable && !byFlag) return { url: webAddress(variable, 'CLICKUP_MOCK_URL'), named: 'here' }
  const given = await givenOptions(line, env)
  const { port } = given
  // In a variable or a file, port 0 says no more than that the mock takes a free one.
  if (port && (byFlag || String(port.value) !== '0')) {
    const number = whole(1, 65_535)(port.value, port.where)
    return { url: urlOf(hostIn(given), number), named: byFlag || env.CLICKUP_MOCK_PORT ? 'here' : 'in the config file' }
  }
  return { url: (await onlyOther(given, env)) ?? usualUrl(given), named: undefined }
}

/** The mock a command means, to be asked. @throws InputError as `addressOf` does */
export async function clientOf(
  line: CheckedLine,
  terminal: Surroundings,
  address?: Pick<Address, 'url'>,
): Promise<ControlClient> {
  const { url } = address ?? (await addressOf(line, terminal))
  const sandbox = flagValue(line, 'sandbox')
  const { controlToken } = await givenOptions(line, terminal.env)
  return new ControlClient({
    // A sandbox in the URL would win over the one that was named.
    url: sandbox === undefined ? url : url.replace(/\/s\/[^/]+$/, ''),
    sandbox,
    controlToken: controlToken && text(controlToken.value, controlToken.where),
    command: line.name,
  })
}

/** The only mock in the background, if none answers at the usual port. */
async function onlyOther(given: GivenOptions, env: Terminal['env']): Promise<string | undefined> {
  const [only, another] = runningStates(env)
  if (!only || another) return undefined
  return (await new ControlClient({ url: usualUrl(given) }).ask('health')) ? undefined : only.address
}

function usualUrl(given: GivenOptions): string {
  return urlOf(hostIn(given), optionSpecs.port.default)
}

/** Where a mock with these options listens. @throws InputError for one that is no text */
function hostIn({ host }: GivenOptions): string {
  return host ? text(host.value, host.where) : optionSpecs.host.default
}
