// createClickUpMock(options): a running mock in code.
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem } from '../input/problems.js'
import { optionNames, optionSpecs } from '../settings/options.js'
import { allOptionNames, type GivenOptions, type MockOptions } from '../settings/settings.js'
import type { ClickUpMock, DefaultHandle } from './mock.js'
import { prepareMock } from './prepare.js'

/** Who has a token: known where the default seed is taken, and it alone. */
type HandleOf<Options> = 'seed' extends keyof Options
  ? [Options['seed']] extends ['default' | undefined]
    ? DefaultHandle
    : string
  : DefaultHandle

/**
 * Starts a mock. Several may run in one process.
 * @throws InputError when an option or the seed is not right, with everything that is wrong; nothing is left running
 */
export async function createClickUpMock<const Options extends MockOptions = Record<never, never>>(
  options?: Options,
): Promise<ClickUpMock<HandleOf<Options>>>
export async function createClickUpMock(options: MockOptions = {}): Promise<ClickUpMock> {
  const mock = await prepareMock({ ...codeDefaults(), ...givenByCode(options) })
  return mock.settings.listen ? mock.listen() : mock.withoutSocket()
}

/** The defaults that differ in code from those of the command line. */
function codeDefaults(): GivenOptions {
  const given: GivenOptions = {}
  for (const name of optionNames) {
    const spec = optionSpecs[name]
    if ('defaultInCode' in spec) given[name] = { value: spec.defaultInCode, where: `option ${name}` }
  }
  return given
}

/**
 * An option that is there but undefined is one that was not given.
 * @throws InputError for unknown options, which plain JavaScript would not notice
 */
function givenByCode(options: object): GivenOptions {
  const given: GivenOptions = {}
  const unknown: Problem[] = []
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue
    const where = `option ${key}`
    const name = allOptionNames.find((option) => option === key)
    if (name) given[name] = { value, where }
    else unknown.push({ where, what: 'there is no such option', right: suggestion(key, allOptionNames) })
  }
  if (unknown.length) throw new InputError(unknown)
  return given
}
