// The options: one table says of each its flag, its environment variable, how it is read and what it does. The CLI,
// the environment, the config file, the library and the README's table all come from it.
import { readDuration } from '../input/durations.js'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem, problemsIn } from '../input/problems.js'
import type { Plan } from '../model/rows.js'
import { type Consent, parseConsent } from './consent.js'
import { compileFault, type Fault, parseFault } from './fault-rule.js'
import { type Limit, parseLimit } from './limits.js'
import { type Scenario, scenarioNamed } from './scenarios.js'
import { type LogLevel, logLevels, MOST_TRIES, type Settings, type WebhookSettings } from './settings.js'

/** One option. `many`: may be given several times; in the environment the values are separated by `;`. */
interface OptionSpec {
  readonly flag: string
  /** What stands behind the flag in the help; none for switches. */
  readonly value?: string
  readonly many?: true
  readonly help: string
}

/** All options, in the order of the help. */
export const optionSpecs = {
  port: { flag: 'port', value: '<n>', help: 'port to listen on; 0 takes a free one (default 2558)' },
  host: { flag: 'host', value: '<address>', help: 'address to listen on (default 127.0.0.1)' },
  seed: { flag: 'seed', value: '<file>', help: 'fixture to plant: default, empty, or a YAML or JSON file' },
  auth: { flag: 'auth', value: 'strict|any', help: 'any accepts every non-empty token as the first user' },
  rateLimit: {
    flag: 'rate-limit',
    value: '<limit>',
    many: true,
    help: 'off, requests a minute, or requests/seconds, in place of the plan; <token>=<limit> for one token',
  },
  faults: { flag: 'fault', value: '<rule>', many: true, help: 'a fault, such as OAUTH_027@GetAuthorizedUser:times=2' },
  latency: { flag: 'latency', value: '<ms>', help: 'wait before every answer: ms, or a range such as 50-200' },
  consent: {
    flag: 'consent',
    value: '<answer>',
    help: 'ask (default), accept or reject without a browser; accept:user=anna:workspaces=northwind',
  },
  plan: { flag: 'plan', value: '<plan>', many: true, help: 'plan of every Workspace; <workspace>=<plan> for one' },
  basicAuth: { flag: 'basic-auth', help: 'read client credentials from HTTP Basic too, which ClickUp does not' },
  codeLifetime: { flag: 'code-lifetime', value: '<seconds>', help: 'how long a code can be exchanged (default 600)' },
  strict: { flag: 'strict', help: 'what ClickUp ignores in silence is a violation, which fails verify and run' },
  scenario: { flag: 'scenario', value: '<name>', many: true, help: 'scenario to run from the start' },
  scenarios: { flag: 'scenarios', value: '<file>', many: true, help: 'YAML file with scenarios of your own' },
  mockHeaders: { flag: 'mock-headers', value: 'on|off', help: 'whether answers carry X-Mock-… headers (default on)' },
  controlToken: { flag: 'control-token', value: '<secret>', help: 'ask for it on /__mock, as X-Mock-Control-Token' },
  baseUrl: { flag: 'base-url', value: '<url>', help: 'how clients reach the mock, when not by host and port' },
  webhookTimeout: {
    flag: 'webhook-timeout',
    value: '<duration>',
    help: "how long a webhook's receiver may take to answer (default 7s)",
  },
  webhookRetries: {
    flag: 'webhook-retries',
    value: '<durations>',
    help: "the waits between the five tries of an event, on the mock's clock (default 5s,30s,2m,10m)",
  },
  webhookSuspendOn: {
    flag: 'webhook-suspend-on',
    value: '<statuses>',
    help: 'answers of a receiver that suspend its webhook at once (default 410)',
  },
  webhookHosts: {
    flag: 'webhook-hosts',
    value: 'local|any',
    help: 'where events are posted to; any is public addresses too (default local, which is loopback and private ones)',
  },
  webhookClose: {
    flag: 'webhook-close',
    value: 'drop|drain',
    help: 'what becomes of events that wait when the mock ends; drain sends them (default drop)',
  },
  logLevel: { flag: 'log-level', value: '<level>', help: `${logLevels.join(', ')} (default info; library: silent)` },
} as const satisfies Record<string, OptionSpec>

export type OptionName = keyof typeof optionSpecs
export const optionNames = Object.keys(optionSpecs) as OptionName[]

/** The environment variable of an option: `CLICKUP_MOCK_RATE_LIMIT`. */
export function environmentName(flag: string): string {
  return `CLICKUP_MOCK_${flag.replaceAll('-', '_').toUpperCase()}`
}

/** Values as somebody gave them, with where each came from. */
export type GivenOptions = Partial<Record<OptionName, { readonly value: unknown; readonly where: string }>>

/** Options that were understood. */
export interface Options {
  readonly port: number
  readonly host: string
  readonly seed: unknown
  readonly baseUrl: string | undefined
  readonly controlToken: string | undefined
  readonly logLevel: LogLevel
  readonly settings: Settings
}

const plans: readonly Plan[] = ['free_forever', 'unlimited', 'business', 'business_plus', 'enterprise']

/** The files of --scenarios, which have to be read before the other options can be understood. */
export function scenarioFiles({ scenarios }: GivenOptions): string[] {
  return scenarios ? list(scenarios.value).map((file) => text(file, scenarios.where)) : []
}

/** Reads what was given, with defaults for the rest. @throws InputError with every problem */
export function readOptions(
  given: GivenOptions,
  operationNames: readonly string[],
  scenarios: ReadonlyMap<string, Scenario> = new Map(),
): Options {
  const collected: Problem[] = []
  const read = <Value>(name: OptionName, fallback: Value, reader: (value: unknown, where: string) => Value): Value => {
    const option = given[name]
    if (option === undefined || option.value === undefined) return fallback
    const [value = fallback] = attempt(collected, () => reader(option.value, option.where))
    return value
  }
  const limits = read('rateLimit', new Map<string | undefined, Limit | 'off'>(), (value, where) =>
    readPairs(value, where, readLimit),
  )
  const tokenLimits = [...limits].flatMap(([token, limit]) => (token === undefined ? [] : [[token, limit] as const]))
  const options: Options = {
    port: read('port', 2558, (value, where) => whole(value, where, 0, 65_535)),
    host: read('host', '127.0.0.1', text),
    seed: read('seed', 'default' as unknown, fixture),
    baseUrl: read<string | undefined>('baseUrl', undefined, webAddress),
    controlToken: read<string | undefined>('controlToken', undefined, text),
    logLevel: read('logLevel', 'info' as LogLevel, (value, where) => oneOf(value, where, logLevels)),
    settings: {
      auth: read('auth', 'strict' as const, (value, where) => oneOf<Settings['auth']>(value, where, ['strict', 'any'])),
      basicAuth: read('basicAuth', false, onOrOff),
      codeLifetime: read('codeLifetime', 600, (value, where) => whole(value, where, 1, 1e9)) * 1000,
      consent: read<Consent>('consent', { mode: 'ask' }, (value, where) => parseConsent(text(value, where), where)),
      rateLimit: limits.get(undefined),
      tokenRateLimits: new Map(tokenLimits),
      plans: read<Settings['plans']>('plan', new Map(), (value, where) =>
        readPairs(value, where, (word, at) => oneOf(word, at, plans)),
      ),
      latency: read<Settings['latency']>('latency', undefined, range),
      faults: read<readonly Fault[]>('faults', [], (value, where) =>
        list(value).flatMap((rule) =>
          attempt(collected, () =>
            typeof rule === 'object' && rule !== null
              ? compileFault({ ...rule }, where, operationNames)
              : parseFault(text(rule, where), where, operationNames),
          ),
        ),
      ),
      strict: read('strict', false, onOrOff),
      mockHeaders: read('mockHeaders', true, onOrOff),
      scenarios,
      running: read<readonly Scenario[]>('scenario', [], (value, where) =>
        list(value).map((name) => scenarioNamed(scenarios, text(name, where), where)),
      ),
      webhooks: {
        timeout: read('webhookTimeout', 7_000, (value, where) => duration(value, where, 1)),
        retries: read('webhookRetries', [5_000, 30_000, 120_000, 600_000], waits),
        suspendOn: read<readonly number[]>('webhookSuspendOn', [410], (value, where) =>
          words(value).map((status) => whole(status, where, 300, 599)),
        ),
        hosts: read('webhookHosts', 'local' as const, (value, where) =>
          oneOf<WebhookSettings['hosts']>(value, where, ['local', 'any']),
        ),
        onClose: read('webhookClose', 'drop' as const, (value, where) =>
          oneOf<WebhookSettings['onClose']>(value, where, ['drop', 'drain']),
        ),
      },
      operationNames,
    },
  }
  if (collected.length) throw new InputError(collected)
  return options
}

/** What was read, if anything; what is wrong with it goes to `problems`. */
function attempt<Value>(problems: Problem[], read: () => Value): Value[] {
  try {
    return [read()]
  } catch (error) {
    problems.push(...problemsIn(error))
    return []
  }
}

/** `<value>` for all and `<name>=<value>` for one, in any order; those for one come last, so that they win. */
function readPairs<Value>(given: unknown, where: string, reader: (value: string, where: string) => Value) {
  const pairs = list(given).map((item) => {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text(item, where)) ?? []
    return [name, reader(value ?? text(item, where), where)] as const
  })
  return new Map<string | undefined, Value>(pairs.sort(([one], [other]) => Number(!!one) - Number(!!other)))
}

function readLimit(value: string, where: string): Limit | 'off' {
  return parseLimit(value, where)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  return wrong(where, value === '' ? 'it is empty' : `${JSON.stringify(value)} is no text`, 'write a word')
}

/** @throws InputError for anything but a whole number in these bounds */
export function whole(value: unknown, where: string, least: number, most: number): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number
  return wrong(where, `${JSON.stringify(value)} is not right`, `write a whole number from ${least} to ${most}`)
}

/** A fixture itself comes from code only; what is in it is checked when it is planted. */
function fixture(value: unknown, where: string): unknown {
  return typeof value === 'object' && value !== null ? value : text(value, where)
}

/** A switch, in the words of flags, environment and files. @throws InputError for any other */
export function onOrOff(value: unknown, where: string): boolean {
  if ([true, 'true', 'on', '1'].some((word) => word === value)) return true
  if ([false, 'false', 'off', '0'].some((word) => word === value)) return false
  return wrong(where, `${JSON.stringify(value)} is neither on nor off`, 'write true or false')
}

function oneOf<Word extends string>(value: unknown, where: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value)
  return found ?? wrong(where, `there is no "${String(value)}"`, suggestion(String(value), words))
}

function range(value: unknown, where: string): readonly [number, number] {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(String(value)) ?? []
  if (from !== undefined && Number(to) >= Number(from)) return [Number(from), Number(to)]
  return wrong(where, `"${String(value)}" is no time`, 'write ms such as 50, or a range such as 50-200')
}

/** ms. @throws InputError when it is less than `least`, or longer than a day */
function duration(value: unknown, where: string, least = 0): number {
  const ms = readDuration(text(value, where), where)
  return ms >= least && ms <= 86_400_000
    ? ms
    : wrong(where, `${ms} ms is not right`, `write a duration from ${least} ms to a day`)
}

/** As many as there are waits between tries; the last one stands for those that are missing. */
function waits(value: unknown, where: string): number[] {
  const given = words(value).map((word) => duration(word, where))
  const most = MOST_TRIES - 1
  if (given.length > most)
    return wrong(where, `${given.length} waits are too many`, `an event has ${most}, between its tries`)
  return Array.from({ length: most }, (_, index) => given[index] ?? given.at(-1) ?? 0)
}

/** `5s,30s`, or a list. */
function words(value: unknown): readonly unknown[] {
  return list(value).flatMap((one) => (typeof one === 'string' ? one.split(',').map((word) => word.trim()) : [one]))
}

function webAddress(value: unknown, where: string): string {
  const given = text(value, where)
  if (/^https?:\/\/[^?#]+$/.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '')
  return wrong(where, `"${given}" is no address`, 'write it with http:// or https://, without a query')
}

function wrong(where: string, what: string, right: string): never {
  throw new InputError([{ where, what, right }])
}
