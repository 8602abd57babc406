// How the values of options are read: a reader checks what somebody gave and turns it into what it means.
import type { components } from '../contract/mock.gen.js'
import { readDuration, readMsRange } from '../input/durations.js'
import { suggestion } from '../input/nearest.js'
import { plainText } from '../input/plain-text.js'
import { readAll, reject } from '../input/problems.js'
import { readSize, sizeText } from '../input/sizes.js'
import { type Consent, parseConsent } from './consent.js'
import { type Fault, type FaultRule, type OperationNames, readFault } from './fault-rule.js'
import { type LimitSetting, parseLimit } from './limits.js'
import { type KnownScenarios, type Scenario, scenarioNamed } from './scenarios.js'

type WrittenFixture = components['schemas']['Fixture']

/** A fixture as written, under a name that an editor can show. */
export interface Fixture extends WrittenFixture {}

/** What the value of one option is checked against: the operations of ClickUp, and every scenario by its name. */
export interface Known {
  readonly operationNames: OperationNames
  readonly scenarios: KnownScenarios
}

/** Reads a value for one option. Some readers need more than the value. */
export interface Reader<Given, Value, More extends readonly unknown[] = []> {
  /** @throws InputError naming `where` */
  (value: unknown, where: string, ...more: More): Value
  /** Never set: it tells the compiler what code may give. */
  readonly given?: Given
  /** What may stand in a config file, as a JSON Schema for editors. It may let more pass than the reader does, never less. */
  readonly shape?: Shape
}

/** A JSON Schema. */
type Shape = Readonly<Record<string, unknown>>

/** A reader that knows the shape of what it reads. */
function shaped<Given, Value, More extends readonly unknown[]>(
  shape: Shape,
  read: Reader<Given, Value, More>,
): Reader<Given, Value, More> {
  return Object.assign(read, { shape })
}

/** What fits one of these shapes. */
function either(...shapes: readonly unknown[]): Shape {
  return { anyOf: shapes }
}

/** Text that is not empty. Numbers are text too: YAML makes numbers of digits. */
export const text: Reader<string, string> = shaped({ type: ['string', 'number'], minLength: 1 }, (value, where) => {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  return reject(where, value === '' ? 'it is empty' : `${JSON.stringify(value)} is not text`, 'write a word')
})

/** A whole number in these bounds. */
export function whole(least: number, most: number): Reader<number, number> {
  const shape = either({ type: 'integer', minimum: least, maximum: most }, { type: 'string', pattern: '^\\d+$' })
  return shaped(shape, (value, where) => {
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number
    return reject(where, `${JSON.stringify(value)} is not right`, `write a whole number from ${least} to ${most}`)
  })
}

/** Whole seconds in these bounds → ms. */
export function seconds(least: number, most: number): Reader<number, number> {
  const read = whole(least, most)
  return shaped({ ...read.shape }, (value, where) => read(value, where) * 1_000)
}

/** A duration of at most a day → ms. */
export function duration(least = 0): Reader<number | string, number> {
  const words = { type: 'string', pattern: '^(\\d+|(\\d+(\\.\\d+)?(ms|s|m|h|d))+)$' }
  return shaped(either({ type: 'integer', minimum: least }, words), (value, where) => {
    const ms = readDuration(text(value, where), where)
    if (ms >= least && ms <= 86_400_000) return ms
    return reject(where, `${ms} ms is not right`, `write a duration from ${least} ms to a day`)
  })
}

/** A size of memory, of at least so many bytes → bytes. */
export function size(least: number): Reader<string, number> {
  return shaped({ type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*[kKmMgG][bB]\\s*$' }, (value, where) => {
    const bytes = readSize(text(value, where), where)
    if (bytes >= least) return bytes
    return reject(where, `${sizeText(bytes)} are too little`, `write ${sizeText(least)} or more`)
  })
}

/** `50` or `50-200` → ms, from and to. */
export const range: Reader<number | string, readonly [number, number]> = shaped(
  either({ type: 'integer', minimum: 0, maximum: 999_999 }, { type: 'string', pattern: '^\\d+(-\\d+)?$' }),
  (value, where) => readMsRange(value, where, 999_999),
)

const ON = [true, 'true', 'on', '1'] as const
const OFF = [false, 'false', 'off', '0'] as const

/** A switch, in the words of flags, environment and files. */
export const onOrOff: Reader<boolean, boolean> = shaped({ enum: [...ON, ...OFF] }, (value, where) => {
  if (ON.some((word) => word === value)) return true
  if (OFF.some((word) => word === value)) return false
  return reject(where, `${JSON.stringify(value)} is neither on nor off`, 'write true or false')
})

/** One of these words. Numbers are words too: YAML makes numbers of digits. */
export function oneOf<Word extends string>(...words: readonly Word[]): Reader<Word, Word> {
  const digits = words.filter((word) => /^\d+$/.test(word)).map(Number)
  return shaped({ enum: [...words, ...digits] }, (value, where) => {
    const given = plainText(value)
    const found = words.find((word) => word === given)
    return found ?? reject(where, `there is no "${given}"`, suggestion(given, words))
  })
}

/** An address on the web, without slashes at its end. */
export const webAddress: Reader<string, string> = shaped(
  { type: 'string', pattern: '^https?://[^?#]+$' },
  (value, where) => {
    const given = plainText(value)
    if (/^https?:\/\/[^?#]+$/.test(given) && URL.canParse(given)) return given.replace(/(?<!\/)\/+$/, '')
    return reject(where, `"${given}" is not a valid address`, 'write it with http:// or https://, without a query')
  },
)

/** A host as it stands in a URL, without a port → in lower case. */
export const hostName: Reader<string, string> = shaped({ type: 'string', minLength: 1 }, (value, where) => {
  const given = plainText(value)
  const url = `http://${given}`
  if (URL.canParse(url) && new URL(url).host === given.toLowerCase() && !/:\d+$/.test(given)) return given.toLowerCase()
  return reject(
    where,
    `"${given}" is not a valid host`,
    'write a name or an address without a port, such as clickup-mock',
  )
})

/** One value, or a list of them. */
export function listOf<Given, Value, More extends readonly unknown[]>(
  one: Reader<Given, Value, More>,
): Reader<Given | readonly Given[], readonly Value[], More> {
  const shape = either(one.shape, { type: 'array', items: { ...one.shape } })
  return shaped(shape, (value, where, ...more) => readAll(items(value), (item) => one(item, where, ...more)))
}

/** The same, or text with commas between the values: `5s,30s`. */
export function commaListOf<Given, Value>(
  one: Reader<Given, Value>,
): Reader<string | Given | readonly Given[], readonly Value[]> {
  const many = { type: 'array', items: either(one.shape, { type: 'string' }) }
  return shaped(either(one.shape, { type: 'string' }, many), (value, where) => {
    const words = items(value).flatMap((item) =>
      typeof item === 'string' ? item.split(',').map((word) => word.trim()) : [item],
    )
    return readAll(words, (word) => one(word, where))
  })
}

/** `<value>` for all (key undefined) and `<name>=<value>` for one, in any order; those for one come last, so that they win. */
export function pairsOf<Given, Value>(
  one: Reader<Given, Value>,
): Reader<string | Given | readonly (string | Given)[], ReadonlyMap<string | undefined, Value>> {
  const pair: Reader<string | Given, readonly [string | undefined, Value]> = shaped(
    either(one.shape, { type: 'string', pattern: '^[^=]+=.+$' }),
    (item, where) => {
      const given = text(item, where)
      const [, name, value = given] = /^([^=]+)=(.+)$/.exec(given) ?? []
      return [name, one(value, where)]
    },
  )
  const pairs = listOf(pair)
  return shaped({ ...pairs.shape }, (value, where) => {
    const read = pairs(value, where)
    return new Map(read.toSorted(([first], [second]) => Number(!!first) - Number(!!second)))
  })
}

/** As many waits as this, between tries; the last one given stands for those that are missing. */
export function waits(most: number): Reader<string | number | readonly (string | number)[], readonly number[]> {
  const read = commaListOf(duration())
  return shaped({ ...read.shape }, (value, where) => {
    const given = read(value, where)
    if (given.length > most)
      return reject(where, `${given.length} waits are too many`, `an event has ${most}, between its tries`)
    return Array.from({ length: most }, (_, index) => given[index] ?? given.at(-1) ?? 0)
  })
}

/** A fixture's name or file; or a fixture itself, which is checked when it is planted. */
export const fixture: Reader<string | Fixture, string | Fixture> = shaped(
  either(text.shape, { $ref: 'fixture.schema.json' }),
  (value, where) => (typeof value === 'object' && value !== null ? (value as Fixture) : text(value, where)),
)

export const limit: Reader<string | number, LimitSetting> = shaped(
  { $ref: '#/definitions/RateLimit' },
  (value, where) => parseLimit(text(value, where), where),
)

export const consent: Reader<string, Consent> = shaped(
  { type: 'string', pattern: '^\\s*(ask|accept|reject|wait)\\s*([:;].*)?$' },
  (value, where) => parseConsent(text(value, where), where),
)

export const fault: Reader<string | FaultRule, Fault, [Known]> = shaped(
  either(text.shape, { $ref: '#/definitions/FaultRule' }),
  (value, where, { operationNames }) =>
    readFault(typeof value === 'object' && value !== null ? value : text(value, where), where, operationNames),
)

/** The name of a scenario → the scenario. */
export const knownScenario: Reader<string, Scenario, [Known]> = shaped(
  { ...text.shape },
  (value, where, { scenarios }) => scenarioNamed(scenarios, text(value, where), where),
)

/** A function that takes a line. */
export const lineWriter: Reader<(line: string) => void, (line: string) => void> = (value, where) =>
  typeof value === 'function'
    ? (line) => value(line)
    : reject(where, 'it is not a function', 'give one that takes a line')

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
