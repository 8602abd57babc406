// `clickup-mock init`: a config file and a fixture to begin with, everything in them explained.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../input/problems.js'
import { environmentName, type OptionName, optionNames, optionSpecs } from '../settings/options.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** What each option may look like in the file; an option without an example does not compile. */
const examples: Readonly<Record<OptionName, unknown>> = {
  port: 2558,
  host: '127.0.0.1',
  seed: 'fixture.yaml',
  auth: 'strict',
  rateLimit: ['100', 'pk_100001_FAKETOKENANNA0000000000000000001=5/10'],
  faults: ['OAUTH_027@GetAuthorizedUser:times=2', { fault: '502', operation: 'GetAccessToken', when: 'after' }],
  latency: '50-200',
  consent: 'accept:user=anna',
  plan: ['business', 'acme=enterprise'],
  basicAuth: false,
  codeLifetime: 600,
  strict: true,
  scenario: ['slow'],
  scenarios: ['scenarios.yaml'],
  mockHeaders: true,
  controlToken: 'a-secret-of-yours',
  baseUrl: 'http://clickup.localhost:2558',
  webhookTimeout: '7s',
  webhookRetries: '5s,30s,2m,10m',
  webhookSuspendOn: '410,401',
  webhookHosts: 'any',
  webhookClose: 'drain',
  logLevel: 'info',
}

/** Writes both files, or neither. @throws InputError when one of them is there already */
export async function init({ operands: [folder = '.'] }: CheckedLine, terminal: Terminal): Promise<number> {
  const config = join(folder, 'clickup-mock.yaml')
  const fixture = join(folder, 'fixture.yaml')
  const there = [config, fixture].filter((file) => existsSync(file))
  if (there.length) {
    const right = 'move it away, or name another folder'
    throw new InputError(there.map((file) => ({ where: file, what: 'there is such a file already', right })))
  }
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(config, configText(), { flag: 'wx' })
    writeFileSync(fixture, readFileSync(new URL('../../fixtures/starter.yaml', import.meta.url)), { flag: 'wx' })
  } catch (error) {
    const what = `it cannot be written (${error})`
    throw new InputError([{ where: folder, what }])
  }
  terminal.stdout.write(
    `wrote ${config} and ${fixture}\nstart with: clickup-mock --config ${config} --seed ${fixture}\n`,
  )
  return 0
}

/** Every option as a comment, in the order of the help. */
export function configText(): string {
  const options = optionNames.map((name) => {
    const { flag, help } = optionSpecs[name]
    return `# ${help} [--${flag}, ${environmentName(flag)}]\n# ${flag}: ${JSON.stringify(examples[name])}\n`
  })
  return [
    '# Options of clickup-mock, for `clickup-mock --config clickup-mock.yaml`. A flag goes before its environment variable,\n' +
      '# the variable before this file. Take the # away from what you need; files are found from the folder you start in.\n',
    ...options,
  ].join('\n')
}
