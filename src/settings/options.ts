// The options: one entry says all there is to say of one. Flag, environment variable, key of the config file, types, checks,
// help, the config file of `init` and the README's table come from here. The comment above an entry is what an editor shows.
// Those of webhooks and of the process are in files of their own.
import { linesTo } from './lines-to.js'
import type { OptionSpec, Read, Shown } from './option-spec.js'
import { processOptions } from './process-options.js'
import * as read from './readers.js'
import { webhookOptions } from './webhook-options.js'

/** The fixtures that come with the package, by the names that stand for a file. */
export const builtInFixtures = ['default', 'empty'] as const

/** Those of a mock as its clients see it. */
export const clientOptions = {
  /** The port to listen on. 0, the default in code, takes a free one. */
  port: {
    flag: 'port',
    short: 'p',
    value: '<n>',
    help: 'port to listen on; 0 takes a free one (default 2558)',
    read: read.whole(0, 65_535),
    default: 2558,
    defaultInCode: 0,
  },
  /** The address to listen on: 127.0.0.1 by default. */
  host: {
    flag: 'host',
    value: '<address>',
    help: 'address to listen on (default 127.0.0.1)',
    read: read.text,
    default: '127.0.0.1',
  },
  /** What to plant: `default`, `empty`, a file, or a fixture itself. */
  seed: {
    flag: 'seed',
    value: '<file>',
    files: true,
    help: 'fixture to plant: default, empty, or a YAML or JSON file',
    read: read.fixture,
    default: 'default',
    example: 'fixture.yaml',
  },
  /** `any`: every token that is not empty is accepted; one that is not live acts as the fixture's first user. */
  auth: {
    flag: 'auth',
    value: 'strict|any',
    help: 'any accepts every non-empty token as the first user',
    read: read.oneOf('strict', 'any'),
    default: 'strict',
  },
  /** In place of the plans' limits: `off`, requests a minute, or `requests/seconds`; `<token>=<limit>` for one token. */
  rateLimit: {
    flag: 'rate-limit',
    value: '<limit>',
    many: true,
    help: 'off, requests a minute, or requests/seconds, in place of the plan; <token>=<limit> for one token',
    read: read.pairsOf(read.limit),
    default: [],
    example: ['100', 'pk_100001_FAKETOKENANNA0000000000000000001=5/10'],
  },
  /** Faults from the start: rules, or text such as `OAUTH_027@GetAuthorizedUser:times=2`. */
  faults: {
    flag: 'fault',
    value: '<rule>',
    many: true,
    help: 'a fault, such as OAUTH_027@GetAuthorizedUser:times=2',
    read: read.listOf(read.fault),
    default: [],
    example: ['OAUTH_027@GetAuthorizedUser:times=2', { fault: '502', operation: 'GetAccessToken', when: 'after' }],
  },
  /** Added to every answer: ms, or a range such as `50-200`. */
  latency: {
    flag: 'latency',
    value: '<ms>',
    help: 'wait before every answer: ms, or a range such as 50-200',
    read: read.range,
    example: '50-200',
  },
  /** How the consent page is answered: `ask` (a person does), `reject`, `accept:user=anna:workspaces=northwind`. */
  consent: {
    flag: 'consent',
    value: '<answer>',
    help: 'ask (default), accept or reject without a browser; accept:user=anna:workspaces=northwind',
    read: read.consent,
    default: 'ask',
    example: 'accept:user=anna',
  },
  /** In place of the fixture's plans: for every Workspace; `<workspace>=<plan>` for one, by handle or id. */
  plan: {
    flag: 'plan',
    value: '<plan>',
    many: true,
    help: 'plan of every Workspace; <workspace>=<plan> for one',
    read: read.pairsOf(read.oneOf('free_forever', 'unlimited', 'business', 'business_plus', 'enterprise')),
    default: [],
    example: ['business', 'acme=enterprise'],
  },
  /** Whether browsers are let in: their preflight is answered. ClickUp answers it with 405. */
  cors: {
    flag: 'cors',
    help: 'answer the preflight of browsers (OPTIONS), which ClickUp refuses with 405',
    read: read.onOrOff,
    default: false,
    example: true,
  },
  /** How an unknown id of a task, List, Folder or Space is refused: as most recordings have it, or as one party saw in 2026. */
  unknownIds: {
    flag: 'unknown-ids',
    value: 'common|2026',
    help: 'how unknown ids are refused: with OAUTH_027, or as one party saw it early in 2026: OAUTH_018, SHARD_006 (default common)',
    read: read.oneOf('common', '2026'),
    default: 'common',
    example: '2026',
  },
  /** Whether the token exchange reads credentials from an HTTP Basic header. ClickUp does not (observed once). */
  basicAuth: {
    flag: 'basic-auth',
    help: 'read client credentials from HTTP Basic too, which ClickUp does not',
    read: read.onOrOff,
    default: false,
  },
  /** Seconds that an authorization code lives (`Settings`: ms). ClickUp says nothing of it; RFC 6749 recommends 600 at most. */
  codeLifetime: {
    flag: 'code-lifetime',
    value: '<seconds>',
    help: 'how long a code can be exchanged (default 600)',
    read: read.seconds(1, 1e9),
    default: 600,
  },
  /** What ClickUp ignores in silence is a violation, which fails `verify` and `run`. */
  strict: {
    flag: 'strict',
    help: 'what ClickUp ignores in silence is a violation, which fails verify and run',
    read: read.onOrOff,
    default: false,
    example: true,
  },
  /** The names of scenarios that run from the start. */
  scenario: {
    flag: 'scenario',
    value: '<name>',
    many: true,
    help: 'scenario to run from the start',
    read: read.listOf(read.knownScenario),
    default: [],
    example: ['slow'],
  },
  /** Files with scenarios of your own. */
  scenarios: {
    flag: 'scenarios',
    value: '<file>',
    many: true,
    files: true,
    help: 'YAML file with scenarios of your own',
    read: read.listOf(read.text),
    default: [],
    example: ['scenarios.yaml'],
  },
  /** Whether answers carry `X-Mock-…` headers: true by default. */
  mockHeaders: {
    flag: 'mock-headers',
    value: 'on|off',
    help: 'whether answers carry X-Mock-… headers (default on)',
    read: read.onOrOff,
    default: true,
  },
  /** A secret that `/__mock` asks for, as X-Mock-Control-Token. */
  controlToken: {
    flag: 'control-token',
    value: '<secret>',
    help: 'the control API asks for it, as X-Mock-Control-Token',
    read: read.text,
    example: 'a-secret-of-yours',
  },
  /** Names under which others reach the control API without a token, where the mock listens beyond loopback. */
  controlHosts: {
    flag: 'control-hosts',
    value: '<names>',
    help: 'hosts that the control API answers to besides localhost: clickup-mock,mock.test',
    read: read.commaListOf(read.hostName),
    default: [],
    example: 'clickup-mock',
  },
  /** How clients reach the mock, when not by host and port. */
  baseUrl: {
    flag: 'base-url',
    value: '<url>',
    help: 'how clients reach the mock, when not by host and port',
    read: read.webAddress,
    example: 'http://clickup.localhost:2558',
  },
} as const satisfies Record<string, OptionSpec & Shown>

/** All options that every door takes, in the order of the help. */
export const optionSpecs = { ...clientOptions, ...webhookOptions, ...processOptions }

/** What only code can give. */
export const codeOptions = {
  /** Where log lines go: stderr by default. */
  log: { read: read.lineWriter, default: linesTo(() => process.stderr) },
  /** ms until a client that sends nothing more is answered 408: 30,000 by default. */
  requestTimeout: { read: read.whole(1, 1e9), default: 30_000 },
  /** `false`: no socket is opened, and only `mock.fetch` reaches the mock. */
  listen: { read: read.onOrOff, default: true },
} as const satisfies Record<string, Read>

export type OptionName = keyof typeof optionSpecs
export const optionNames = Object.keys(optionSpecs) as OptionName[]

/** The environment variable of an option: `CLICKUP_MOCK_RATE_LIMIT`. */
export function environmentName(flag: string): string {
  return `CLICKUP_MOCK_${flag.replaceAll('-', '_').toUpperCase()}`
}
