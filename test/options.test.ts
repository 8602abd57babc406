// Options: each with good values and bad ones, whoever gives them, and who goes before whom.
import t from 'tap'
import { readCommandLine } from '../src/cli/command-line.js'
import { flagsFor } from '../src/cli/commands.js'
import { givenOptions, unknownVariables } from '../src/cli/given-options.js'
import { parseConsent } from '../src/settings/consent.js'
import { type OptionName, optionNames } from '../src/settings/options.js'
import { type GivenOptions, readOptions, scenarioFiles } from '../src/settings/settings.js'
import { complaintsOf } from './help/complaints.js'
import { bad, good, scenarios } from './help/option-values.js'

const operations = ['GetAuthorizedUser', 'GetAuthorizedTeams']
const read = (given: GivenOptions) => {
  scenarioFiles(given)
  return readOptions(given, operations, scenarios)
}
const one = (name: OptionName, value: unknown) => read({ [name]: { value, where: 'here' } })

t.test('good values', async (t) => {
  for (const [name, value, found, right] of good)
    t.same(found(one(name, value)), right, `${name} ${JSON.stringify(value)}`)
})

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

t.test('who names no scenarios knows none', async (t) => {
  const given = { scenario: { value: 'storm', where: 'here' } }
  t.match(await complaintsOf(() => readOptions(given, operations)), [/^here: there is no scenario "storm"/])
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
