// `clickup-mock env`: what a client needs to reach the mock that runs, or one started with the same options.
import type { ClientEnvironment } from '../control/client-environment.js'
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { prepareMock } from '../library/prepare.js'
import { Unreachable } from './control-client.js'
import { givenOptions } from './given-options.js'
import { withProgress } from './progress.js'
import { clientOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

const formats = new Map<string, (env: Readonly<Record<string, string>>) => string>([
  ['dotenv', (env) => lines(env, (name, value) => `${name}=${value}`)],
  ['export', (env) => lines(env, (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)],
  ['json', (env) => `${JSON.stringify(env, null, 2)}\n`],
])

/** Asks the mock that runs; where none answers, prints what one started with the same options would be. */
export async function env(line: CheckedLine, terminal: Terminal): Promise<number> {
  const name = String(line.values.format ?? (line.values.json ? 'json' : 'dotenv'))
  const format = formats.get(name)
  if (!format) reject('--format', `there is no "${name}"`, suggestion(name, [...formats.keys()]))
  terminal.stdout.write(format((await ofRunning(line, terminal)) ?? (await ofOptions(line, terminal))))
  return 0
}

/** What the mock that runs says of itself; undefined where none answers, or the flags describe another one. */
async function ofRunning(line: CheckedLine, terminal: Terminal): Promise<ClientEnvironment | undefined> {
  const { seed, port, 'base-url': baseUrl } = line.values
  if (seed !== undefined || baseUrl !== undefined || port === '0') return undefined
  const mock = await clientOf(line, terminal)
  try {
    return (await mock.call('environment')).env
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    terminal.stderr.write(
      `clickup-mock: no mock answers at ${mock.url}; one started with these options would have this\n`,
    )
    return undefined
  }
}

async function ofOptions(line: CheckedLine, terminal: Terminal): Promise<ClientEnvironment> {
  const given = await givenOptions(line, terminal.env)
  const { settings, env } = await withProgress(terminal, (tell) => prepareMock(given, tell))
  if (settings.port === 0)
    reject(String(given.port?.where), 'port 0 is known only to the started mock', 'use start --json')
  return env
}

function lines(env: Readonly<Record<string, string>>, line: (name: string, value: string) => string): string {
  return Object.entries(env)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('')
}
