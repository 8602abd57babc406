// Scenarios of one's own, in a file or in the call: what they may hold, and how a wrong one is refused.
import t, { type Test } from 'tap'
import { Contract } from '../../src/contract/contract.js'
import { Service } from '../../src/contract/service.js'
import { forgetGone } from '../../src/features/tasks/rules.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import { createClickUpMock, type MockOptions } from '../../src/index.js'
import { Call } from '../../src/pipeline/call.js'
import { fault } from '../../src/pipeline/fault.js'
import { Sandboxes } from '../../src/sandbox/sandboxes.js'
import { Log } from '../../src/settings/log.js'
import { loadScenarios } from '../../src/settings/scenario-files.js'
import { compileScenario, scenarioNamed } from '../../src/settings/scenarios.js'
import { readOptions } from '../../src/settings/settings.js'
import { refused } from '../help/start.js'
import { twins } from '../help/twins.js'

const USER = '/api/v2/user'
const TEAM = '/api/v2/team'
const told = { what: 'Something happens.', client: 'Take it well.' }

/** Starts with a file of scenarios, and gives the complaint; the file is called `file` in it. */
async function complaint(t: Test, text: string, options: MockOptions = {}): Promise<string> {
  const file = `${t.testdir({ 'own.yaml': text })}/own.yaml`
  const started = createClickUpMock({ listen: false, scenarios: file, ...options })
  const error = await started.then(
    (mock) => mock.close().then(() => 'none'),
    (reason: Error) => reason.message,
  )
  return error.replaceAll(file, 'file')
}

t.test('a file of scenarios', async (t) => {
  const file = `${t.testdir({
    'own.yaml': `
busy:
  what: Two calls in a minute.
  client: Wait.
  limit: 2
  latency: 1-2
outage:
  what: An outage of our own.
  client: Wait longer.
  faults:
    - 500@GetAuthorizedUser:times=1
    - { fault: OAUTH_023, operation: GetAuthorizedTeams }
`,
    'empty.yaml': '# nothing yet\n',
  })}`
  const pair = await twins(t, { scenarios: [`${file}/own.yaml`, `${file}/empty.yaml`], scenario: 'busy' })
  const { ask, refuses, as } = pair

  await t.test('is listed after ours, of which it replaces those of the same name', async (t) => {
    const { scenarios, running } = await ask('listScenarios')
    t.same(running, ['busy'])
    t.match(scenarios.at(-1), { name: 'busy', what: 'Two calls in a minute.', client: 'Wait.' })
    t.match(scenarios[0], { name: 'outage', what: 'An outage of our own.' })
  })
  await t.test('runs', async (t) => {
    const statuses: number[] = []
    for (let call = 1; call <= 3; call++) statuses.push((await as.anna.get(USER)).status)
    t.same(statuses, [200, 200, 429])
    await ask('runScenario', { name: 'outage' })
    t.equal((await as.ben.get(USER)).status, 500)
    t.equal((await as.ben.get(USER)).status, 200)
    t.match(await as.ben.get(TEAM), { status: 401, body: { ECODE: 'OAUTH_023' } })
  })
  await t.test('begins anew when it is run again: its counts and its place', async (t) => {
    await ask('runScenario', { name: 'outage' })
    t.equal((await as.chloe.get(USER)).status, 500)
    await ask('runScenario', { name: 'busy' })
    t.same((await ask('listScenarios')).running, ['outage', 'busy'])
  })
  await t.test('is not the name that is asked for: the nearest are told', async () => {
    await refuses('runScenario', { name: 'bussy' }, { where: '/name', right: /did you mean busy/ })
    await refuses(
      'runScenario',
      { name: 'zzz' },
      { where: '/name', what: 'there is no scenario "zzz"', right: /outage/ },
    )
  })
})

t.test('a wrong file is refused by line and column, with everything that is wrong in it', async (t) => {
  const cases: readonly (readonly [text: string, ...lines: RegExp[]])[] = [
    ['one:\n  what: x\n', /^file:1:1: one: client is missing/],
    ['one: 5\ntwo: []\n', /^file:1:1: one: it is 5/, /^file:2:1: two: it is a list/],
    [
      'one:\n  what: x\n  client: y\n  faults:\n    - OAUTH_27@GetAuthorizedUser\n    - { fault: "503", tims: 2 }\n',
      /^file:6:\d+: one\.faults\.1\.tims: there is no key "tims" here; did you mean times/,
    ],
    [
      'one:\n  what: x\n  client: y\n  latency: 9-3\n  consent: perhaps\n  limit: 5\n  faults:\n    - OAUTH_27\n',
      /^file:4:3: one\.latency: "9-3" is not a valid time; write ms such as 50/,
      /^file:5:3: one\.consent: there is no consent "perhaps"/,
      /^file:8:7: one\.faults\.0: there is no fault "OAUTH_27"; did you mean OAUTH_027/,
    ],
    [
      'good:\n  what: x\n  client: y\nbad:\n  what: x\n  client: y\n  step: []\n',
      /^file:7:3: bad\.step: there is no key "step" here; did you mean steps/,
    ],
    ['one:\n  what: x\n  client: y\n  limit: much\n', /^file:4:3: one\.limit: "much" has the wrong form; write off/],
    ['one:\n  what: x\n  client: y\n  faults: [5]\n', /^file:4:12: one\.faults\.0: 5 has the wrong form; write a rule/],
    [
      'one:\n  what: x\n  client: y\n  steps:\n    - { do: revoke }\n    - { after_calls: -1 }\n',
      /^file:5:9: one\.steps\.0\.do: "revoke" is not one of its values; .*revoke_token/,
      /^file:6:7: one\.steps\.1: do is missing/,
      /^file:6:9: one\.steps\.1\.after_calls/,
    ],
    ['- one\n', /^file:1:1: scenarios are a map from names to scenarios; write the name of each/],
    ['just text\n', /^file:1:1: scenarios are a map/],
  ]
  for (const [text, ...lines] of cases) {
    await t.test(JSON.stringify(text), async (t) => {
      const found = (await complaint(t, text)).split('\n').sort()
      t.match(found, lines)
      t.equal(found.length, lines.length)
    })
  }
  await t.test('as is one that is not there, or whose scenario is not', async (t) => {
    t.match(await complaint(t, '', { scenarios: 'nowhere.yaml' }), /^nowhere\.yaml: /)
    const unknown = await complaint(t, `mine:\n  what: x\n  client: y\n`, { scenario: 'mime' })
    t.match(unknown, /^option scenario: there is no scenario "mime"; did you mean mine/)
  })
})

t.test('a scenario in the call', async (t) => {
  const { ask, refuses, as, withToken } = await twins(t)

  await t.test('runs with all it holds, beside others', async (t) => {
    const scenario = {
      ...told,
      faults: ['500@GetAuthorizedUser:nth=2', { fault: 'OAUTH_023', operation: 'GetAuthorizedTeams' }],
      limit: '3/9',
      latency: '1',
      consent: 'reject',
      steps: [{ do: 'exhaust_token', after_calls: 2 }],
    }
    await ask('runScenario', { scenario })
    await ask('runScenario', { scenario: { ...told, faults: ['502@GetWorkspaceplan'] } })
    t.same((await ask('listScenarios')).running, ['of this call', 'of this call'])
    t.equal((await as.anna.get(USER)).headers.get('x-ratelimit-limit'), '3')
    t.equal((await as.anna.get(USER)).status, 500)
    refused(t, await as.anna.get(USER), 'rateLimited')
    t.equal((await as.anna.get('/api/v2/team/9001001/plan')).status, 502)
    t.equal((await as.anna.get(TEAM)).body.ECODE, 'OAUTH_023')
    await ask('stopScenarios')
    t.equal((await as.anna.get(USER)).status, 200)
  })
  await t.test('changes the state with the first call that can bear it', async (t) => {
    const revoke = { ...told, steps: [{ do: 'revoke_token' }] }
    const withdraw = { ...told, steps: [{ do: 'withdraw_workspaces', after_calls: 0 }] }
    const { token } = (await ask('mintToken', { user: 'anna', app: 'dashboard' })).token
    await ask('runScenario', { scenario: withdraw })
    await withToken().get(USER)
    await withToken('nobody').get(USER)
    t.equal((await as.anna.get(TEAM)).body.teams.length, 2, 'a personal token sees what it sees')
    t.same((await withToken(token).get(TEAM)).body.teams, [])
    await ask('setGrant', { app: 'dashboard', user: 'anna', workspaces: ['harbor'] })
    t.equal((await withToken(token).get(TEAM)).body.teams.length, 1, 'once, not with every call')
    await ask('runScenario', { scenario: revoke })
    await withToken('nobody').get(USER)
    refused(t, await withToken(token).get(USER), 'oauthTokenNotFound')
  })
  await t.test('cannot exhaust a token without a limit, and waits', async (t) => {
    await ask('reset')
    await ask('freezeClock', { at: 0 })
    await ask('setLimit', { limit: 'off' })
    await ask('runScenario', { scenario: { ...told, steps: [{ do: 'exhaust_token' }] } })
    t.equal((await as.anna.get(USER)).status, 200)
    await ask('setLimit')
    refused(t, await as.anna.get(USER), 'rateLimited')
    await ask('revokeToken', { token: (await ask('listTokens')).tokens[1].token })
    await ask('runScenario', { scenario: { ...told, steps: [{ do: 'exhaust_token' }] } })
    refused(t, await as.ben.get(USER), 'personalTokenInvalid')
  })
  await t.test('is refused where it is not right, and nothing runs', async (t) => {
    await ask('stopScenarios')
    const neither = { where: 'body', what: 'it has to name a scenario or hold one', right: 'give name or scenario' }
    const cases: readonly (readonly [given: object, ...problems: object[]])[] = [
      [{}, neither],
      [{ name: 'outage', scenario: told }, neither],
      [{ nme: 'outage' }, { where: '/nme', right: /did you mean name/ }],
      [{ scenario: { what: 'x' } }, { where: '/scenario', what: 'client is missing' }],
      [{ scenario: 'outage' }, { where: '/scenario', right: /map/ }],
      [{ scenario: { ...told, limit: 'x' } }, { where: '/scenario/limit', right: /^write off/ }],
      [{ scenario: { ...told, latency: '9-3' } }, { where: '/scenario/latency', right: /50-200/ }],
      [{ scenario: { ...told, latency: '600001' } }, { where: '/scenario/latency', right: /600000/ }],
      [{ scenario: { ...told, latency: 'long' } }, { where: '/scenario/latency' }],
      [{ scenario: { ...told, faults: [{ fault: '503', tims: 1 }] } }, { where: '/scenario/faults/0/tims' }],
      [
        { scenario: { ...told, faults: ['503', 'OAUTH_27'], consent: 'may be' } },
        { where: '/scenario/faults/1', right: /OAUTH_027/ },
        { where: '/scenario/consent' },
      ],
    ]
    for (const [given, ...problems] of cases) await refuses('runScenario', given, ...problems)
    t.same((await ask('listScenarios')).running, [])
  })
  await t.test('is one of a hundred at most', async () => {
    for (let count = 0; count < 99; count++) await ask('runScenario', { scenario: told })
    await ask('runScenario', { name: 'slow' })
    await refuses('runScenario', { scenario: told }, { where: 'scenarios', what: '100 scenarios run already' })
    await refuses('runScenario', { name: 'outage' }, { right: /\/__mock\/scenarios\/stop/ })
    await ask('runScenario', { name: 'slow' })
    await ask('stopScenarios')
  })
})

t.test('the latency of a scenario', async (t) => {
  const [clickup, control] = await Promise.all([Contract.load('clickup'), Contract.load('mock')])
  const service = Service.load(clickup.operations)
  const settings = readOptions({ latency: { value: '100', where: 'here' } }, service.names)
  const sandboxes = new Sandboxes(await plantedWorld('default', control), settings, forgetGone)
  const sandbox = sandboxes.default
  const log = new Log('silent', () => undefined)
  /** How long a call would wait, in ms: nothing is waited for. */
  const delays = (count: number) =>
    Array.from({ length: count }, () => {
      const call = new Call(
        { method: 'GET', path: USER, query: {}, params: {}, headers: {}, rawHeaders: [], protocol: 'http' },
        'GetAuthorizedUser',
        sandbox,
        { clickup, service, handlers: {}, sandboxes, settings, baseUrl: undefined, log },
        undefined,
      )
      call.scenarios = sandbox.scenarios.active(undefined)
      fault(call)
      return call.delay
    })

  await t.test('is added to that of the options: slow takes 1.5 to 4 seconds', async (t) => {
    t.same(delays(2), [100, 100])
    sandbox.scenarios.run(scenarioNamed(await loadScenarios([], control, service.names), 'slow', ''))
    const seen = delays(200)
    t.ok(
      seen.every((delay) => delay >= 1_600 && delay <= 4_100),
      'within the range',
    )
    t.ok(Math.max(...seen) - Math.min(...seen) > 2_000, 'and all over it')
  })
  await t.test('of several is added up, and ends with them', async (t) => {
    sandbox.scenarios.stop()
    for (const latency of ['20', '3'])
      sandbox.scenarios.run(compileScenario('one', { ...told, latency }, '', service.names))
    t.same(delays(1), [123])
    sandbox.scenarios.stop()
    t.same(delays(1), [100])
  })
  await t.test('is the same sequence on every run', async (t) => {
    const one = compileScenario('one', { ...told, latency: '0-1000' }, '', service.names)
    const run = () => {
      sandbox.reset()
      sandbox.scenarios.run(one)
      return delays(20)
    }
    t.same(run(), run())
  })
})
