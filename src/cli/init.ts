// `clickup-mock init`: a config file and a fixture to begin with, everything in them explained.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, reject } from '../input/problems.js'
import { environmentName, optionNames, optionSpecs } from '../settings/options.js'
import type { CheckedLine, Terminal } from './terminal.js'

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
    reject(folder, what)
  }
  terminal.stdout.write(
    `wrote ${config} and ${fixture}\nstart with: clickup-mock --config ${config} --seed ${fixture}\n`,
  )
  return 0
}

/** Every option as a comment, in the order of the help. */
export function configText(): string {
  const options = optionNames.map((name) => {
    const { flag, help, ...spec } = optionSpecs[name]
    const example = 'example' in spec ? spec.example : spec.default
    return `# ${help} [--${flag}, ${environmentName(flag)}]\n# ${flag}: ${JSON.stringify(example)}\n`
  })
  return [
    '# Options of clickup-mock, for `clickup-mock --config clickup-mock.yaml`. A flag goes before its environment variable,\n' +
      '# the variable before this file. Take the # away from what you need; files are found from the folder you start in.\n',
    ...options,
  ].join('\n')
}
