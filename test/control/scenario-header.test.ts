// Scenarios by the header X-Mock-Scenario and by the command line.
import t from 'tap'
import { readCommandLine } from '../../src/cli/command-line.js'
import { flagsFor } from '../../src/cli/commands.js'
import { givenOptions } from '../../src/cli/given-options.js'
import { prepareMock } from '../../src/library/prepare.js'
import { refused, start } from '../help/start.js'

const USER = '/api/v2/user'
const by = (name: string) => ({ headers: { 'x-mock-scenario': name } })

t.test('X-Mock-Scenario', async (t) => {
  await t.test('runs a scenario for the calls that bring it, and no others', async (t) => {
    const { as, mock } = await start(t)
    t.equal((await as.anna.get(USER, by('outage'))).status, 503)
    t.equal((await as.anna.get(USER)).status, 200)
    t.same(mock.control.listScenarios().running, [])
    t.equal((await as.anna.get(USER, by('rate-limit-storm'))).headers.get('x-ratelimit-limit'), '5')
    t.equal((await as.anna.get(USER)).headers.get('x-ratelimit-limit'), '100')
  })
  await t.test('keeps its counts from call to call, each scenario its own', async (t) => {
    const { as } = await start(t)
    const statuses: number[] = []
    for (const name of ['gateway-html', 'gateway-html', 'token-revoked-mid-run', 'outage', 'gateway-html']) {
      statuses.push((await as.anna.get(USER, by(name))).status)
    }
    t.same(statuses, [200, 200, 200, 503, 502])
    for (let call = 2; call <= 3; call++) {
      await as.anna.get(USER)
      t.equal((await as.anna.get(USER, by('token-revoked-mid-run'))).status, 200)
    }
    refused(t, await as.anna.get(USER, by('token-revoked-mid-run')), 'personalTokenInvalid')
  })
  await t.test('counts anew after a stop and after a reset', async (t) => {
    const { as, mock } = await start(t)
    for (const end of [() => mock.control.stopScenarios(), () => mock.reset()]) {
      await as.anna.get(USER, by('gateway-html'))
      await as.anna.get(USER, by('gateway-html'))
      end()
      t.equal((await as.anna.get(USER, by('gateway-html'))).status, 200)
      mock.reset()
    }
  })
  await t.test('counts in each sandbox by itself', async (t) => {
    const { as } = await start(t)
    const statuses: number[] = []
    for (const prefix of ['', '/s/one', '', '/s/one', '', '/s/one']) {
      statuses.push((await as.anna.get(prefix + USER, by('gateway-html'))).status)
    }
    t.same(statuses, [200, 200, 200, 200, 502, 502])
  })
  await t.test('does nothing more where the scenario runs already', async (t) => {
    const { as, mock } = await start(t, { scenario: 'gateway-html' })
    const statuses: number[] = []
    for (let call = 1; call <= 4; call++) statuses.push((await as.anna.get(USER, by('gateway-html'))).status)
    t.same(statuses, [200, 200, 502, 200])
    t.match(mock.control.listFaults().faults, [{ matched: 4, hits: 1 }])
  })
  await t.test('answers the consent page', async (t) => {
    const { mock, withToken } = await start(t, { consent: 'accept' })
    const query = new URLSearchParams({
      client_id: mock.apps.sync?.client_id ?? '',
      redirect_uri: 'sync.example/oauth/callback',
    })
    const answer = await withToken().get(`/api?${query}`, by('consent-rejected'))
    t.equal(answer.headers.get('location'), 'https://sync.example/oauth/callback?error=access_denied')
  })
  await t.test('of a name there is not is refused with the nearest, and the call does nothing', async (t) => {
    const { as, mock } = await start(t, { scenario: 'gateway-html' })
    for (const [name, right] of [
      ['outrage', /did you mean outage/],
      ['', /there is|nothing|did you mean/],
      ['__proto__', /there is|nothing/],
      ['outage, slow', String],
    ] as const) {
      const { status, body } = await as.anna.get(USER, by(name))
      const what = `there is no scenario "${name}"`
      t.match({ status, body }, { status: 400, body: { problems: [{ where: 'header X-Mock-Scenario', what, right }] } })
    }
    t.same(
      mock.journal().map(({ status, limit }) => [status, limit]),
      [400, 400, 400, 400].map((status) => [status, undefined]),
      'it is journalled, but counts nowhere',
    )
    t.equal(mock.control.listFaults().faults[0]?.matched, 0)
  })
})

t.test('--scenario', async (t) => {
  const running = async (args: string[], env: Record<string, string> = {}) => {
    const prepared = await prepareMock(await givenOptions(readCommandLine(args, flagsFor), env))
    const mock = await prepared.withoutSocket()
    t.teardown(() => mock.close())
    return mock.control.listScenarios().running
  }
  await t.test('runs scenarios from the start, each once', async (t) => {
    t.same(await running(['start', '--scenario', 'outage', '--scenario', 'slow']), ['outage', 'slow'])
    t.same(await running(['start', '--scenario', 'outage', '--scenario', 'outage']), ['outage'])
    t.same(await running(['start'], { CLICKUP_MOCK_SCENARIO: 'flaky; partial-grant' }), ['flaky', 'partial-grant'])
  })
  await t.test('refuses a name there is not', async (t) => {
    await t.rejects(running(['start', '--scenario', 'outrage']), {
      name: 'InputError',
      message: /^--scenario: there is no scenario "outrage"; did you mean outage/,
    })
  })
})
