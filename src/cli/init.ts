// `clickup-mock init`: a config file and a fixture to begin with, everything in them explained.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { InputError, reject } from '../input/problems.js'
import { environmentName, optionNames, optionSpecs } from '../settings/options.js'
import { CONFIG_FILE } from './config-file.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** Writes both files, or neither. @throws InputError when one of them is there already */
export async function init({ operands: [folder = '.'] }: CheckedLine, terminal: Terminal): Promise<number> {
  const config = join(folder, CONFIG_FILE)
  const fixture = join(folder, FIXTURE_FILE)
  const there = [config, fixture].filter((file) => existsSync(file))
  if (there.length) {
    const right = 'move it away, or name another folder'
    throw new InputError(there.map((file) => ({ where: file, what: 'there is such a file already', right })))
  }
  const schema = (name: string) => `# yaml-language-server: $schema=${schemaAddress(folder, name)}\n`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(config, schema('config') + configText(), { flag: 'wx' })
    writeFileSync(fixture, schema('fixture') + readFileSync(join(root, 'fixtures/starter.yaml'), 'utf8'), {
      flag: 'wx',
    })
  } catch (error) {
    const what = `it cannot be written (${error})`
    reject(folder, what)
  }
  const start = folder === '.' ? 'clickup-mock' : `clickup-mock --config ${config}`
  terminal.stdout.write(`wrote ${config} and ${fixture}\nstart with: ${start}\n`)
  return 0
}

/** The package. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const FIXTURE_FILE = 'fixture.yaml'

/** Where an editor finds a schema: the same for everybody who has the package in the project, elsewhere where it is here. */
export function schemaAddress(folder: string, name: string, from = root): string {
  const file = join(from, 'schemas', `${name}.schema.json`)
  const inProject = relative(resolve(folder), file)
  const isShared = /^(\.\.[\\/])*node_modules[\\/]/.test(inProject)
  return isShared ? `./${inProject}`.replaceAll('\\', '/') : pathToFileURL(file).href
}

/** The seed, and every other option as a comment, in the order of the help. */
export function configText(): string {
  const options = optionNames.map((name) => {
    const { flag, help, ...spec } = optionSpecs[name]
    const example = 'example' in spec ? spec.example : spec.default
    const mark = name === 'seed' ? '' : '# '
    return `# ${help} [--${flag}, ${environmentName(flag)}]\n${mark}${flag}: ${JSON.stringify(example)}\n`
  })
  return [
    `# Options of clickup-mock, which finds this file by itself in the folder it is started in. A flag goes before its\n` +
      '# environment variable, the variable before this file. Take the # away from what you need; files are found from here.\n',
    ...options,
  ].join('\n')
}
