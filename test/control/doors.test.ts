// One engine, two doors: every control operation answers the same over HTTP and in code, as its examples in
// docs/CONTROL-API.md say, and as the spec declares it.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import t, { type Test } from 'tap'
import { Contract, readDocument } from '../../src/contract/contract.js'
import { isStream } from '../../src/control/context.js'
import { control } from '../../src/control/operations/index.js'
import { controlHandler } from '../../src/control/run.js'
import { type ControlMethods, InputError } from '../../src/index.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import { startReceiver } from '../help/receiver.js'
import { type Started, start } from '../help/start.js'
import { BATTERY } from '../help/tour.js'

const run = promisify(execFile)
const contract = Contract.load('mock')
const operations = contract.operations.map(({ operationId }) => operationId)
const answering = operations.filter((operation) => !isStream(operation))

/** Files for other tools, whose format is not ours to add to. */
const versionless = ['exportWorld', 'exportHar']
/** What differs between two machines that do the same. */
const times = ['duration', 'time', 'wait']
/** A running clock does not stand at the same time twice. */
const running = ['runClock', 'resetClock']

t.test('every control operation', async (t) => {
  const { mock } = await start(t)

  await t.test('is a method of its name, and no method is anything else', async (t) => {
    const { control } = mock
    t.same(Object.keys(control), answering)
  })
  await t.test(
    'has a handler, but for the streams, which are mock.onCall and mock.webhooks.onDelivery in code',
    async (t) => {
      const parts = { controlHandlers: control as object as Readonly<Record<string, AnyHandler>> }
      for (const operationId of answering) t.type(controlHandler(parts, operationId), 'function', operationId)
      t.throws(() => controlHandler(parts, 'streamCalls'), { message: 'specs/mock: streamCalls has no handler' })
    },
  )
  await t.test('belongs to one chapter of the specification', async (t) => {
    const { tags = [], paths } = readDocument('mock')
    const named = new Set(tags.map(({ name }) => name))
    for (const { path, method, operationId } of contract.operations) {
      const item: unknown = paths?.[path]
      const { tags: own } = Reflect.get(Object(item), method.toLowerCase())
      t.equal(own.length, 1, operationId)
      t.ok(named.has(own[0]), `${operationId}: ${own[0]}`)
    }
  })
})

/** What has to be there before an example can work. */
const before: Readonly<Record<string, (started: Started) => unknown>> = {
  removeFault: ({ mock }) => mock.control.addFault({ fault: '503' }),
  undoReset: ({ mock }) => mock.reset(),
  deleteSandbox: ({ mock }) => mock.sandbox('worker-1'),
  restore: ({ mock }) => mock.control.snapshot({ name: 'planted' }),
  removeDeliveryFault: ({ mock }) => mock.control.addDeliveryFault({ fault: 'drop' }),
}

/** The webhook that the examples name, and a change that it is told of. */
async function hook({ mock, as }: Started, endpoint: string): Promise<void> {
  const { example: id } = Object(readDocument('mock').components).parameters.webhookId
  mock.control.seed({ webhooks: [{ id, user: 'anna', workspace: 'northwind', endpoint, events: '*' }] })
  await as.anna.send('PUT', `/api/v2/task/${BATTERY}`, { body: { priority: 1 } })
  await mock.webhooks.settled()
}

/** Everything as at the start, at a known time, with a call in the journal. */
async function prepare(started: Started, operation: string, endpoint: string): Promise<void> {
  const { mock, as } = started
  mock.reset()
  mock.clock.freeze(Date.UTC(2026, 0, 5, 9))
  if (/webhook|deliver|event|sign/i.test(operation)) await hook(started, endpoint)
  await as.anna.get('/api/v2/team/9001001/plan?page_size=5')
  await before[operation]?.(started)
}

/** The shell block and the code block of an operation. */
function examplesOf(operation: string): { bash: string; js: string } {
  const page = readFileSync('docs/CONTROL-API.md', 'utf8')
  const [, section = ''] = page.split(`\n### ${operation}\n`)
  const [own = ''] = section.split(/\n##+ /)
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\n\`\`\``, 's').exec(own)?.[1] ?? ''
  return { bash: block('bash'), js: block('js') }
}

/** An answer without what differs between two machines. */
function comparable(operation: string, answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) => {
    if (times.includes(key)) return 0
    return running.includes(operation) && ['now', 'iso'].includes(key) ? 0 : value
  })
}

t.test('the examples of docs/CONTROL-API.md', async (t) => {
  const overHttp = await start(t, { listen: true })
  const inCode = await start(t, { baseUrl: overHttp.mock.url }) // so that both give the same addresses
  const { url } = await startReceiver(t)

  for (const operation of answering.filter((one) => one !== 'metrics')) {
    await t.test(`${operation} answers the same through both doors`, async (t) => {
      await Promise.all([overHttp, inCode].map((started) => prepare(started, operation, url)))
      const { bash, js } = examplesOf(operation)
      t.match(bash, /^curl /)
      const command = bash.replaceAll('http://127.0.0.1:2558', overHttp.mock.url)
      const { stdout } = await run('bash', ['-ec', command.replace(/^curl /, 'curl -sS ')])
      const context = createContext({ mock: inCode.mock })
      const [byShell, byCode] = [JSON.parse(stdout), await runInContext(`(async () => ${js})()`, context)]
      t.notOk('problems' in byShell, stdout)
      t.equal(contract.fits(operation, 200, byShell), undefined, 'as the specification says')
      t.same(comparable(operation, byShell), comparable(operation, byCode))
      t.equal(byShell.schema_version, versionless.includes(operation) ? undefined : 1, 'with its version')
    })
  }

  await t.test('metrics answers as text through both doors', async (t) => {
    const { bash, js } = examplesOf('metrics')
    t.equal(bash, 'curl http://127.0.0.1:2558/__mock/metrics')
    const text = runInContext(js.replace(/^const .*? = /, ''), createContext({ mock: inCode.mock }))
    t.match(text, '# TYPE clickup_mock_calls_total counter\n')
    t.match((await overHttp.withToken().get('/__mock/metrics')).body, '# TYPE clickup_mock_calls_total counter\n')
  })

  await t.test('streamCalls names the method that hears of calls', async (t) => {
    const { bash, js } = examplesOf('streamCalls')
    t.equal(bash, "curl -N 'http://127.0.0.1:2558/__mock/events?operation=GetAuthorizedUser'")
    const lines: unknown[][] = []
    const log = (...words: unknown[]) => lines.push(words)
    runInContext(js, createContext({ mock: inCode.mock, console: { log } }))
    await inCode.as.anna.get('/api/v2/user')
    t.same(lines, [['GET', '/api/v2/user', 200]])
  })
})

t.test('streamDeliveries names the method that hears of deliveries', async (t) => {
  const { bash, js } = examplesOf('streamDeliveries')
  t.equal(bash, "curl -N 'http://127.0.0.1:2558/__mock/deliveries/events?event=taskCreated'")
  const started = await start(t)
  const lines: unknown[][] = []
  const log = (...words: unknown[]) => lines.push(words)
  runInContext(js, createContext({ mock: started.mock, console: { log } }))
  await hook(started, (await startReceiver(t)).url)
  t.same(lines, [
    ['taskPriorityUpdated', 'delivered'],
    ['taskUpdated', 'delivered'],
  ])
})

t.test('what is wrong', async (t) => {
  const { mock, withToken } = await start(t)
  const wrong: readonly [operation: keyof ControlMethods, method: string, path: string, input: object][] = [
    ['createSandbox', 'POST', '/sandboxes', { name: 'No' }],
    ['createSandbox', 'POST', '/sandboxes', { name: 'own', seed: { users: { zoe: {} } } }],
    ['reset', 'POST', '/reset', { hard: 'yes' }],
    ['seed', 'POST', '/seed', { user: {} }],
    ['snapshot', 'POST', '/snapshots', { name: 'a b' }],
    ['undoReset', 'POST', '/reset/undo', {}],
    ['restore', 'POST', '/snapshots/restore', { name: 'never' }],
    ['advanceClock', 'POST', '/clock/advance', { ms: -1 }],
    ['freezeClock', 'POST', '/clock/freeze', { at: 'noon' }],
    ['addFault', 'POST', '/faults', { fault: 'OAUTH_O27' }],
    ['addFault', 'POST', '/faults', { rule: 'OAUTH_027@GetAuthorisedUser' }],
    ['setLimit', 'PUT', '/limits', { plan: 'business', token: 'x', limit: 5 }],
    ['exhaustToken', 'POST', '/limits/exhaust', { token: 'x' }],
    ['registerApp', 'POST', '/apps', { name: 'App' }],
    ['setConsent', 'PUT', '/consent', { mode: 'accept', user: 'anne' }],
    ['mintToken', 'POST', '/tokens', { user: 'anna', workspaces: ['harbor'] }],
    ['revokeToken', 'POST', '/tokens/revoke', {}],
    ['setGrant', 'PUT', '/grants', { app: 'sink', user: 'anna', workspaces: [] }],
    ['verify', 'POST', '/verify', { times: -1 }],
    ['runScenario', 'POST', '/scenarios/run', { name: 'outrage' }],
    ['stopScenarios', 'POST', '/scenarios/stop', { name: 'outage' }],
    ['simulateEvent', 'POST', '/webhooks/simulate', { event: 'taskMade' }],
    ['signBody', 'POST', '/webhooks/sign', { body: '{}' }],
    ['pauseDeliveries', 'POST', '/deliveries/pause', { webhook: 'none' }],
    ['addDeliveryFault', 'POST', '/delivery-faults', { fault: 'drop', ms: 5 }],
  ]
  for (const [operation, method, path, input] of wrong) {
    await t.test(`is refused in the same words by both doors: ${operation} ${JSON.stringify(input)}`, async (t) => {
      const { status, body } = await withToken().send(method, `/__mock${path}`, { body: input })
      t.equal(status, 400)
      t.same(body, {
        schema_version: 1,
        problems: await problemsOf(t, () => Reflect.apply(mock.control[operation], 0, [input])),
      })
    })
  }
})

async function problemsOf(t: Test, call: () => unknown): Promise<unknown> {
  try {
    await call()
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  return t.fail('nothing is thrown')
}
