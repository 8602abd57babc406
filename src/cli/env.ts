// `clickup-mock env`: what a client needs to reach a mock started with the same options.

import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { prepareMock } from '../library/prepare.js'
import { givenOptions } from './command-line.js'
import type { CheckedLine, Terminal } from './terminal.js'

const formats = new Map<string, (env: Readonly<Record<string, string>>) => string>([
  ['dotenv', (env) => lines(env, (name, value) => `${name}=${value}`)],
  ['export', (env) => lines(env, (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)],
  ['json', (env) => `${JSON.stringify(env, null, 2)}\n`],
])

/** Prints without starting anything. */
export async function env(line: CheckedLine, terminal: Terminal): Promise<number> {
  const name = String(line.values.format ?? (line.values.json ? 'json' : 'dotenv'))
  const format = formats.get(name)
  if (!format) reject('--format', `there is no "${name}"`, suggestion(name, [...formats.keys()]))
  const prepared = await prepareMock(await givenOptions(line, terminal.env))
  if (prepared.settings.port === 0) reject('--port', 'port 0 is known only to the started mock', 'use start --json')
  terminal.stdout.write(format(prepared.env))
  return 0
}

function lines(env: Readonly<Record<string, string>>, line: (name: string, value: string) => string): string {
  return Object.entries(env)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('')
}
