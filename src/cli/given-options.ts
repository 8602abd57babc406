// The options of a command, from wherever they were given.
import { nearest } from '../input/nearest.js'
import { environmentName, optionNames, optionSpecs } from '../settings/options.js'
import type { GivenOptions } from '../settings/settings.js'
import { type CommandLine, commandFlags } from './command-line.js'
import { chosenConfig, readConfig } from './config-file.js'

/** Flag before environment before file. @throws InputError */
export async function givenOptions(line: CommandLine, env: Readonly<Record<string, string | undefined>>) {
  const config = chosenConfig(line, env)
  const given: GivenOptions = config ? await readConfig(config.file) : {}
  for (const name of optionNames) {
    const { flag, ...spec } = optionSpecs[name]
    const variable = environmentName(flag)
    const inEnvironment = env[variable]
    const onLine = line.values[flag]
    if (onLine !== undefined) given[name] = { value: onLine, where: `--${flag}` }
    else if (inEnvironment !== undefined && inEnvironment !== '') {
      const value = 'many' in spec ? inEnvironment.split(';').flatMap((part) => part.trim() || []) : inEnvironment
      given[name] = { value, where: variable }
    }
  }
  return given
}

/** A warning for each variable that looks like ours and is not: a misspelt one would do nothing, in silence. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...optionNames.map((name) => environmentName(optionSpecs[name].flag)), ...ownVariables]
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      // Compared without their common beginning, or everything would be near.
      const near = nearest(
        name.slice(PREFIX.length),
        known.map((one) => one.slice(PREFIX.length)),
      )
      const right = near.length ? `did you mean ${near.map((one) => PREFIX + one).join(' or ')}?` : '--help lists them'
      return `${name}: there is no such setting; ${right}`
    })
}

const PREFIX = 'CLICKUP_MOCK_'
const ownVariables = Object.entries(commandFlags).flatMap(([flag, spec]) =>
  'environment' in spec ? [environmentName(flag)] : [],
)
