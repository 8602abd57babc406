// createClickUpMock(options): a running mock in code.
import type { Fixture } from '../fixtures/fixture.js'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem } from '../input/problems.js'
import type { Plan } from '../model/rows.js'
import type { FaultRule } from '../settings/fault-rule.js'
import { type GivenOptions, type OptionName, optionNames } from '../settings/options.js'
import type { LogLevel } from '../settings/settings.js'
import type { ClickUpMock } from './mock.js'
import { prepareMock } from './prepare.js'

/** What a mock can be told; each is the flag of the same name (see the README's table). */
export interface MockOptions {
  /** 0, the default here, takes a free one. */
  readonly port?: number
  readonly host?: string
  /** `default`, `empty`, a file, or a fixture itself. */
  readonly seed?: string | Fixture
  readonly auth?: 'strict' | 'any'
  readonly rateLimit?: string | number | readonly (string | number)[]
  readonly faults?: string | FaultRule | readonly (string | FaultRule)[]
  /** ms, or a range such as `50-200`. */
  readonly latency?: number | string
  readonly consent?: string
  readonly plan?: Plan | string | readonly string[]
  readonly basicAuth?: boolean
  /** Seconds. */
  readonly codeLifetime?: number
  readonly strict?: boolean
  readonly scenario?: string | readonly string[]
  /** Files with scenarios of your own. */
  readonly scenarios?: string | readonly string[]
  readonly mockHeaders?: boolean
  readonly controlToken?: string
  readonly baseUrl?: string
  /** ms, or a duration such as `7s`. */
  readonly webhookTimeout?: number | string
  readonly webhookRetries?: string | readonly (number | string)[]
  readonly webhookSuspendOn?: string | number | readonly number[]
  readonly webhookHosts?: 'local' | 'any'
  readonly webhookClose?: 'drop' | 'drain'
  readonly logLevel?: LogLevel
  /** Where log lines go; stderr by default. */
  readonly log?: (line: string) => void
  /** ms until a client that sends nothing more is answered 408 (default 30,000). */
  readonly requestTimeout?: number
  /** `false`: no socket is opened, and only `mock.fetch` reaches the mock. */
  readonly listen?: boolean
}

/**
 * Starts a mock. Several may run in one process.
 * @throws InputError when an option or the seed is not right, with everything that is wrong; nothing is left running
 */
export async function createClickUpMock(options: MockOptions = {}): Promise<ClickUpMock> {
  const { listen = true, log, requestTimeout } = options
  const given = { port: 0, logLevel: 'silent', ...withoutUndefined(options) }
  const mock = await prepareMock(givenByCode(given), {
    ...(log && { log }),
    ...(requestTimeout !== undefined && { requestTimeout }),
  })
  return listen ? mock.listen() : mock.unheard()
}

/** What only code can give. */
const codeOptions: readonly string[] = ['log', 'requestTimeout', 'listen']

/** @throws InputError for options there are none of, which plain JavaScript would not notice */
function givenByCode(options: object): GivenOptions {
  const given: GivenOptions = {}
  const unknown: Problem[] = []
  for (const [name, value] of Object.entries(options)) {
    const where = `option ${name}`
    if (isOption(name)) given[name] = { value, where }
    else if (!codeOptions.includes(name)) {
      unknown.push({
        where,
        what: 'there is no such option',
        right: suggestion(name, [...optionNames, ...codeOptions]),
      })
    }
  }
  if (unknown.length) throw new InputError(unknown)
  return given
}

/** An option that is there but undefined is one that was not given. */
function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function isOption(name: string): name is OptionName {
  return optionNames.some((option) => option === name)
}
