// Options: each with good values and bad ones, whoever gives them, and who goes before whom.
import t from 'tap'
import { givenOptions, readCommandLine, unknownVariables } from '../src/cli/command-line.js'
import { flagsFor } from '../src/cli/commands.js'
import { parseConsent } from '../src/settings/consent.js'
import { type OptionName, optionNames } from '../src/settings/options.js'
import type { Scenario } from '../src/settings/scenarios.js'
import { type GivenOptions, readOptions, type Settings, scenarioFiles } from '../src/settings/settings.js'
import { complaintsOf } from './help/complaints.js'

const operations = ['GetAuthorizedUser', 'GetAuthorizedTeams']
const scenarios: ReadonlyMap<string, Scenario> = new Map([['storm', { name: 'storm' } as Scenario]])
const read = (given: GivenOptions) => {
  scenarioFiles(given)
  return readOptions(given, operations, scenarios)
}
const one = (name: OptionName, value: unknown) => read({ [name]: { value, where: 'here' } })

/** Option, a value, and what is read from it. */
const good: readonly (readonly [
  name: OptionName,
  value: unknown,
  found: (settings: Settings) => unknown,
  right: unknown,
])[] = [
  ['port', 0, ({ port }) => port, 0],
  ['port', '65535', ({ port }) => port, 65_535],
  ['host', '0.0.0.0', ({ host }) => host, '0.0.0.0'],
  ['seed', 'empty', ({ seed }) => seed, 'empty'],
  ['seed', { users: {} }, ({ seed }) => seed, { users: {} }],
  ['auth', 'any', ({ auth }) => auth, 'any'],
  ['auth', 'strict', ({ auth }) => auth, 'strict'],
  ['rateLimit', 'off', ({ rateLimit }) => rateLimit.get(undefined), 'off'],
  ['rateLimit', 7, ({ rateLimit }) => rateLimit.get(undefined), { requests: 7, seconds: 60 }],
  ['rateLimit', ['pk_1=off', '10/5'], ({ rateLimit }) => rateLimit.get(undefined), { requests: 10, seconds: 5 }],
  ['rateLimit', ['pk_1=off', '10/5'], ({ rateLimit }) => [...rateLimit].filter(([token]) => token), [['pk_1', 'off']]],
  ['faults', 'APP_002', ({ faults }) => faults.map(({ rule }) => rule), [{ fault: 'APP_002' }]],
  ['faults', [{ fault: 'hang', times: 1 }], ({ faults }) => faults.map(({ rule }) => rule.times), [1]],
  ['latency', 20, ({ latency }) => latency, [20, 20]],
  ['latency', '5-50', ({ latency }) => latency, [5, 50]],
  ['consent', 'reject', ({ consent }) => consent.mode, 'reject'],
  ['plan', 'enterprise', ({ plan }) => [...plan], [[undefined, 'enterprise']]],
  [
    'plan',
    ['north=business', 'unlimited'],
    ({ plan }) => [...plan],
    [
      [undefined, 'unlimited'],
      ['north', 'business'],
    ],
  ],
  ['basicAuth', true, ({ basicAuth }) => basicAuth, true],
  ['basicAuth', '1', ({ basicAuth }) => basicAuth, true],
  ['basicAuth', 'false', ({ basicAuth }) => basicAuth, false],
  ['codeLifetime', '5', ({ codeLifetime }) => codeLifetime, 5_000],
  ['strict', 'on', ({ strict }) => strict, true],
  ['scenario', ['storm'], ({ scenario }) => scenario, [{ name: 'storm' }]],
  ['scenarios', ['mine.yaml'], (settings) => settings.scenarios, ['mine.yaml']],
  ['scenarios', ['mine.yaml'], ({ known }) => known.scenarios, scenarios],
  ['mockHeaders', 'off', ({ mockHeaders }) => mockHeaders, false],
  ['memory', '256MB', ({ memory }) => memory, 268_435_456],
  ['memory', '1.5 gb', ({ memory }) => memory, 1_610_612_736],
  ['memory', '65536kB', ({ memory }) => memory, 67_108_864],
  ['webhookTimeout', '2s', ({ webhookTimeout }) => webhookTimeout, 2_000],
  ['webhookTimeout', 50, ({ webhookTimeout }) => webhookTimeout, 50],
  ['webhookRetries', '1s, 2m', ({ webhookRetries }) => webhookRetries, [1_000, 120_000, 120_000, 120_000]],
  ['webhookRetries', [0], ({ webhookRetries }) => webhookRetries, [0, 0, 0, 0]],
  ['webhookRetries', [], ({ webhookRetries }) => webhookRetries, [0, 0, 0, 0]],
  ['webhookSuspendOn', '401,410', ({ webhookSuspendOn }) => webhookSuspendOn, [401, 410]],
  ['webhookSuspendOn', 404, ({ webhookSuspendOn }) => webhookSuspendOn, [404]],
  ['webhookHosts', 'any', ({ webhookHosts }) => webhookHosts, 'any'],
  ['cors', true, ({ cors }) => cors, true],
  ['unknownIds', 2026, ({ unknownIds }) => unknownIds, '2026'],
  ['webhookClose', 'drain', ({ webhookClose }) => webhookClose, 'drain'],
  ['closeTimeout', '2s', ({ closeTimeout }) => closeTimeout, 2_000],
  ['sandboxTtl', '30m', ({ sandboxTtl }) => sandboxTtl, 1_800_000],
  ['state', './state', ({ state }) => state, './state'],
  ['stateSync', 'always', ({ stateSync }) => stateSync, 'always'],
  ['controlHosts', 'Mock, 10.0.0.7,[::1]', ({ controlHosts }) => controlHosts, ['mock', '10.0.0.7', '[::1]']],
  ['controlToken', 'hush', ({ controlToken }) => controlToken, 'hush'],
  ['baseUrl', 'https://mock.example/base//', ({ baseUrl }) => baseUrl, 'https://mock.example/base'],
  ['logLevel', 'debug', ({ logLevel }) => logLevel, 'debug'],
]

t.test('good values', async (t) => {
  for (const [name, value, found, right] of good)
    t.same(found(one(name, value)), right, `${name} ${JSON.stringify(value)}`)
})

/** Option, a value, and the complaint. */
const bad: readonly (readonly [name: OptionName, value: unknown, complaint: string | RegExp])[] = [
  ['port', 65_536, 'here: 65536 is not right; write a whole number from 0 to 65535'],
  ['port', '80a', 'here: "80a" is not right; write a whole number from 0 to 65535'],
  ['port', 1.5, 'here: 1.5 is not right; write a whole number from 0 to 65535'],
  ['memory', 'much', 'here: "much" is not a valid size; write 256MB or 1GB'],
  ['memory', 512, 'here: "512" is not a valid size; write 256MB or 1GB'],
  ['memory', '1000kB', 'here: 1000 kB are too little; write 16 MB or more'],
  ['host', '', 'here: it is empty; write a word'],
  ['host', true, 'here: true is not text; write a word'],
  ['seed', '', 'here: it is empty; write a word'],
  ['seed', null, 'here: null is not text; write a word'],
  ['auth', 'none', 'here: there is no "none"; there is strict, any'],
  ['auth', 'stric', 'here: there is no "stric"; did you mean strict?'],
  [
    'rateLimit',
    '0',
    'here: "0" is not a rate limit; write off, a number a minute such as 100, or requests/seconds such as 10/5',
  ],
  ['rateLimit', 'pk_1=fast', /^here: "fast" is not a rate limit; write off/],
  ['faults', 'OAUTH_27', /^here: there is no fault "OAUTH_27"; did you mean OAUTH_027/],
  ['faults', 'APP_002@AuthorizedUser', 'here: there is no operation "AuthorizedUser"; did you mean GetAuthorizedUser?'],
  ['faults', { fault: 'APP_002', timse: 1 }, 'here: a fault has no setting "timse"; did you mean times?'],
  ['faults', null, 'here: null is not text; write a word'],
  ['latency', 'slow', 'here: "slow" is not a valid time; write ms such as 50, or a range such as 50-200, up to 999999'],
  ['latency', '50-5', 'here: "50-5" is not a valid time; write ms such as 50, or a range such as 50-200, up to 999999'],
  ['consent', 'acept', 'here: there is no consent "acept"; did you mean accept?'],
  [
    'consent',
    'accept:usr=anna',
    'here: "usr=anna" is not a setting of a consent; write user=<handle> or workspaces=<handle>,<handle>',
  ],
  ['consent', 'accept:user=', /^here: "user=" is not a setting of a consent/],
  ['plan', 'busines_plus', 'here: there is no "busines_plus"; did you mean business_plus?'],
  ['plan', 'north=free', 'here: there is no "free"; did you mean free_forever?'],
  ['basicAuth', 'yes', 'here: "yes" is neither on nor off; write true or false'],
  ['codeLifetime', 0, 'here: 0 is not right; write a whole number from 1 to 1000000000'],
  ['strict', 'very', 'here: "very" is neither on nor off; write true or false'],
  ['scenario', 'strom', 'here: there is no scenario "strom"; did you mean storm?'],
  ['scenarios', '', 'here: it is empty; write a word'],
  ['mockHeaders', 'none', 'here: "none" is neither on nor off; write true or false'],
  ['webhookTimeout', '0', 'here: 0 ms is not right; write a duration from 1 ms to a day'],
  ['webhookTimeout', '25h', 'here: 90000000 ms is not right; write a duration from 1 ms to a day'],
  ['webhookTimeout', 'long', /^here: "long" is not a valid duration/],
  ['webhookTimeout', `${'1'.repeat(300_000)}x`, /^here: "1+x" is not a valid duration/],
  ['webhookTimeout', '1h.5m', /^here: "1h.5m" is not a valid duration/],
  ['webhookRetries', '1,2,3,4,5', 'here: 5 waits are too many; an event has 4, between its tries'],
  ['webhookRetries', 'soon', /^here: "soon" is not a valid duration/],
  ['webhookSuspendOn', '200', 'here: "200" is not right; write a whole number from 300 to 599'],
  ['webhookHosts', 'all', 'here: there is no "all"; did you mean any?'],
  ['cors', 'yes', 'here: "yes" is neither on nor off; write true or false'],
  ['unknownIds', '2025', 'here: there is no "2025"; did you mean 2026?'],
  ['webhookClose', 'drian', 'here: there is no "drian"; did you mean drain?'],
  ['sandboxTtl', '0', 'here: 0 ms is not right; write a duration from 1 ms to a day'],
  ['state', '', 'here: it is empty; write a word'],
  ['stateSync', 'never', 'here: there is no "never"; there is second, always'],
  ['closeTimeout', '0', 'here: 0 ms is not right; write a duration from 1 ms to a day'],
  [
    'controlHosts',
    'mock:2558',
    'here: "mock:2558" is not a valid host; write a name or an address without a port, such as clickup-mock',
  ],
  ['controlToken', '', 'here: it is empty; write a word'],
  [
    'baseUrl',
    'mock.example',
    'here: "mock.example" is not a valid address; write it with http:// or https://, without a query',
  ],
  ['baseUrl', 'http://mock.example/?a=1', /^here: .* is not a valid address/],
  ['baseUrl', 'http://:80', /^here: .* is not a valid address/],
  ['logLevel', 'warning', 'here: there is no "warning"; did you mean warn?'],
]

t.test('bad values', async (t) => {
  for (const [name, value, complaint] of bad) {
    const [line = '', ...more] = await complaintsOf(() => one(name, value))
    const title = `${name} ${JSON.stringify(value)}`
    if (typeof complaint === 'string') t.equal(line, complaint, title)
    else t.match(line, complaint, title)
    t.same(more, [], `${title} has one problem`)
  }
})

t.test('all bad values are told at once, each with its place', async (t) => {
  const given = { port: { value: 'x', where: '--port' }, auth: { value: 'x', where: 'CLICKUP_MOCK_AUTH' } }
  t.match(await complaintsOf(() => read(given)), [/^--port: /, /^CLICKUP_MOCK_AUTH: /])
})

t.test('an error that is no complaint is not taken for one', async (t) => {
  const strange = {
    toJSON: () => {},
    get fault() {
      throw new Error('boom')
    },
  }
  t.throws(() => one('faults', strange), { message: 'boom' })
})

t.test('what is not given has its default', async (t) => {
  t.match(read({}), {
    port: 2558,
    host: '127.0.0.1',
    seed: 'default',
    baseUrl: undefined,
    logLevel: 'info',
    auth: 'strict',
    basicAuth: false,
    codeLifetime: 600_000,
    consent: { mode: 'ask' },
    latency: undefined,
    faults: [],
  })
  t.equal(read({}).rateLimit.get(undefined), undefined)
  t.equal(read({ port: { value: undefined, where: 'here' } }).port, 2558)
})

t.test('a consent', async (t) => {
  t.match(parseConsent('accept; user=anna; workspaces=north, south', 'here'), {
    mode: 'accept',
    user: 'anna',
    workspaces: ['north', 'south'],
  })
  t.match(parseConsent('accept:user=anna@b.example:', 'here'), {
    mode: 'accept',
    user: 'anna@b.example',
    workspaces: undefined,
  })
})

t.test('flag before environment before file before default', async (t) => {
  const folder = t.testdir({ 'mock.yaml': 'port: 1\nauth: any\nhost: 0.0.0.0\nfault: [APP_001]\n', 'empty.yaml': '' })
  const config = `${folder}/mock.yaml`
  const settled = async (args: string[], env: Record<string, string>) => {
    const { port, auth, host, faults } = await givenOptions(readCommandLine(args, flagsFor), env)
    return { port, auth, host, faults }
  }
  const fromFile = { value: 1, where: `${config}:1:1` }

  t.match(await settled(['--config', config], {}), { port: fromFile })
  t.match(
    await settled([], { CLICKUP_MOCK_CONFIG: config }),
    { port: fromFile },
    'the file may be named in the environment',
  )
  t.match(await settled(['--config', config, '--port=3'], { CLICKUP_MOCK_PORT: '2', CLICKUP_MOCK_AUTH: 'strict' }), {
    port: { value: '3', where: '--port' },
    auth: { value: 'strict', where: 'CLICKUP_MOCK_AUTH' },
    host: { value: '0.0.0.0', where: `${config}:3:1` },
    faults: { value: ['APP_001'] },
  })
  t.match(
    await settled(['--config', config], { CLICKUP_MOCK_PORT: '' }),
    { port: fromFile },
    'an empty variable is none',
  )
  t.match(await settled(['--fault', 'a', '--fault', 'b'], { CLICKUP_MOCK_FAULT: 'c' }), {
    faults: { value: ['a', 'b'] },
  })
  t.match(await settled([], { CLICKUP_MOCK_FAULT: 'a@GET /v2/user:times=2,nth=1;b; ' }), {
    faults: { value: ['a@GET /v2/user:times=2,nth=1', 'b'] },
  })
  t.same(await givenOptions(readCommandLine(['--config', `${folder}/empty.yaml`], flagsFor), {}), {})
})

t.test('a config file is refused, with its place', async (t) => {
  const folder = t.testdir({
    'unknown.yaml': 'auth: any\nrateLimit: 5\nx: 1\n',
    'list.yaml': '- port\n',
    'text.yaml': 'port\n',
    'broken.yaml': 'port: [\n',
    'bad.json': '{\n  "port": "many" }\n',
  })
  const refusal = async (name: string) => {
    const file = `${folder}/${name}`
    const given = () => givenOptions(readCommandLine(['--config', file], flagsFor), {})
    const lines = await complaintsOf(async () => read(await given()))
    return lines.map((line) => line.slice(file.length + 1))
  }
  t.match(await refusal('unknown.yaml'), [
    '2:1: there is no option "rateLimit"; did you mean rate-limit?',
    /^3:1: there is no option "x"; there is port, host/,
  ])
  t.same(await refusal('list.yaml'), ['1:1: it is not a map; write options as --help names them, such as port: 2558'])
  t.match(await refusal('text.yaml'), [/^1:1: it is not a map/])
  t.match(await refusal('broken.yaml'), [/^2:1: /])
  t.same(await refusal('bad.json'), ['2:3: "many" is not right; write a whole number from 0 to 65535'])
  t.match(await refusal('none.yaml'), [/there is no such file/])
})

t.test('a variable that is none of ours is warned about', async (t) => {
  t.same(
    unknownVariables({
      CLICKUP_MOCK_PROT: '1',
      CLICKUP_MOCK_WEATHER: 'x',
      CLICKUP_TOKEN: 'x',
      HOME: '/',
      CLICKUP_MOCK_URL: 'x',
    }),
    [
      'CLICKUP_MOCK_PROT: there is no such setting; did you mean CLICKUP_MOCK_PORT?',
      'CLICKUP_MOCK_WEATHER: there is no such setting; --help lists them',
    ],
  )
})

t.test('every option has good and bad values here', async (t) => {
  for (const name of optionNames) {
    t.ok(
      good.some(([option]) => option === name),
      name,
    )
    t.ok(
      bad.some(([option]) => option === name),
      name,
    )
  }
})
