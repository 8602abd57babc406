// State: what a reset undoes, what a snapshot keeps, what an export holds.
import fc from 'fast-check'
import t from 'tap'
import { Contract } from '../../src/contract/contract.js'
import type { ControlMethods, Fixture } from '../../src/index.js'
import { createClickUpMock } from '../../src/index.js'
import { guestFlags } from '../../src/model/people-rows.js'
import { seenBy } from '../help/seen.js'
import { start } from '../help/start.js'

const contract = Contract.load('mock')

/** The id of a webhook, planted when it is not there; deliveries are held up, so that nothing is posted. */
function plantedWebhook(control: ControlMethods): string {
  const id = 'fa4e0000-0000-4000-8000-00000000aaaa'
  control.pauseDeliveries()
  if (control.listWebhooks().webhooks.length) return id
  control.seed({
    webhooks: [{ id, user: 'anna', workspace: 'northwind', endpoint: 'http://127.0.0.1:9', events: '*' }],
  })
  return id
}

/** A way to change a sandbox through every control operation that changes one. */
const changes: Readonly<
  Record<string, (control: ControlMethods, tokens: Readonly<Record<string, string>>) => unknown>
> = {
  seed: (control) =>
    control.seed({ users: { zoe: { email: 'zoe@more.example' } }, tokens: [{ user: 'zoe', rate_limit: '5/30' }] }),
  snapshot: (control) => control.snapshot({ name: 'here' }),
  restore: (control) => {
    control.snapshot({ name: 'before' })
    control.mintToken({ user: 'anna' })
    return control.restore({ name: 'before' })
  },
  undoReset: (control) => {
    control.mintToken({ user: 'anna' })
    control.reset()
    return control.undoReset()
  },
  advanceClock: (control) => control.advanceClock({ ms: 3_600_000 }),
  freezeClock: (control) => control.freezeClock({ at: 1_000 }),
  runClock: (control) => control.runClock({ at: 5_000_000 }),
  addFault: (control) => control.addFault({ fault: 'OAUTH_027' }),
  clearFaults: (control) => control.clearFaults(),
  removeFault: (control) => control.removeFault({ id: 'fault-1' }),
  setLimit: (control) => control.setLimit({ limit: 7 }),
  exhaustToken: (control, { anna = '' }) => control.exhaustToken({ token: anna }),
  registerApp: (control) => control.registerApp({ name: 'More', redirect_uris: ['https://more.example'] }),
  changeApp: (control) => control.changeApp({ app: 'sync', name: 'Changed' }),
  setConsent: (control) => control.setConsent({ mode: 'reject', times: 3 }),
  mintToken: (control) => control.mintToken({ user: 'anna', app: 'dashboard', workspaces: ['harbor'] }),
  revokeToken: (control, { ben = '' }) => control.revokeToken({ token: ben }),
  regenerateToken: (control, { anna = '' }) => control.regenerateToken({ token: anna }),
  setGrant: (control) => control.setGrant({ app: 'sync', user: 'anna', workspaces: [] }),
  changeWorkspace: (control) => control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' }),
  changeMember: (control) => control.changeMember({ workspace: 'northwind', user: 'ben', role: 'owner' }),
  removeMember: (control) => control.removeMember({ workspace: 'northwind', user: 'gina' }),
  addMember: (control) => control.addMember({ workspace: 'northwind', email: 'nora@new.example' }),
  setShare: (control) =>
    control.setShare({
      workspace: 'northwind',
      user: 'ben',
      kind: 'lists',
      id: '901200000002',
      permission_level: 'read',
    }),
  setGroup: (control) => control.setGroup({ workspace: 'northwind', group: 'Deck', members: ['ben'] }),
  removeGroup: (control) => control.removeGroup({ workspace: 'northwind', group: 'Photographers' }),
  runScenario: (control) => control.runScenario({ name: 'outage' }),
  stopScenarios: (control) => control.stopScenarios(),
  setWebhookHealth: (control) => control.setWebhookHealth({ id: plantedWebhook(control), fail_count: 99 }),
  simulateEvent: (control) => control.simulateEvent({ webhook: plantedWebhook(control), event: 'goalCreated' }),
  redeliver: (control) => {
    const { deliveries } = control.simulateEvent({ webhook: plantedWebhook(control), event: 'goalCreated' })
    return control.redeliver({ id: deliveries[0]?.id ?? '' })
  },
  pauseDeliveries: (control) => control.pauseDeliveries(),
  addDeliveryFault: (control) => control.addDeliveryFault({ fault: 'reorder', times: 3 }),
  removeDeliveryFault: (control) => {
    control.addDeliveryFault({ fault: 'drop' })
    return control.removeDeliveryFault({ id: control.addDeliveryFault({ fault: 'duplicate' }).fault.id })
  },
}

/** Operations that change nothing a reset has to undo, with the reason. */
const noChange: Readonly<Record<string, string>> = {
  reset: 'it is what is tested',
  resetClock: 'the clock at the start is the machine’s',
  refillToken: 'no window is open at the start',
  clearCalls: 'the journal is empty at the start',
  verify: 'it only asks',
  signBody: 'it only asks',
  waitForDelivery: 'it only waits',
  settleDeliveries: 'it only waits',
  resumeDeliveries: 'nothing is paused at the start',
  clearDeliveries: 'there are none at the start',
  clearDeliveryFaults: 'there are none at the start',
  createSandbox: 'sandboxes are the server’s, not of one sandbox',
  deleteSandbox: 'sandboxes are the server’s, not of one sandbox',
}

t.test('reset', async (t) => {
  const mock = await createClickUpMock({
    listen: false,
    faults: '503@GetWorkspaceplan',
    scenario: 'slow',
    consent: 'accept',
  })
  t.teardown(() => mock.close())
  const atStart = seenBy(mock)

  for (const { operationId, method } of contract.operations.filter((operation) => operation.method !== 'GET')) {
    const change = changes[operationId]
    await t.test(`undoes ${operationId}`, async (t) => {
      if (!change) {
        t.ok(noChange[operationId], `${method} ${operationId} is in neither list`)
        return
      }
      change(mock.control, mock.tokens)
      t.not(seenBy(mock), atStart, 'it changes something')
      mock.reset()
      t.equal(seenBy(mock), atStart)
    })
  }

  await t.test('undoes a call: journal, windows, counts of rules, ids', async (t) => {
    const call = () => mock.fetch('/api/v2/team/9001001/plan', { headers: { authorization: mock.tokens.anna ?? '' } })
    mock.control.stopScenarios()
    const first = await call()
    mock.reset()
    mock.control.stopScenarios()
    const again = await call()
    t.equal(again.headers.get('x-mock-request-id'), first.headers.get('x-mock-request-id'))
    mock.reset()
    t.equal(seenBy(mock), atStart)
    const minted = mock.control.mintToken({ user: 'anna' }).token.token
    mock.reset()
    t.equal(mock.control.mintToken({ user: 'anna' }).token.token, minted, 'the same ids are made again')
  })

  await t.test('hard: leaves an empty world', async (t) => {
    mock.control.reset({ hard: true })
    const { users, workspaces, apps, tokens, grants } = mock.control.exportWorld()
    t.same({ users, workspaces, apps, tokens, grants }, { users: {}, workspaces: {}, apps: {}, tokens: [], grants: [] })
    mock.reset()
    t.equal(seenBy(mock), atStart, 'and a soft one brings the seed back')
  })
})

t.test('snapshot and restore', async (t) => {
  const { mock, as } = await start(t)
  const { control } = mock

  await t.test('bring back the world and the clock, and nothing else', async (t) => {
    control.snapshot({ name: 'planted' })
    const before = control.exportWorld()
    control.removeMember({ workspace: 'northwind', user: 'gina' })
    control.advanceClock({ ms: 5_000 })
    control.addFault({ fault: '503', times: 9 })
    t.notSame(control.exportWorld(), before)
    const now = mock.clock.now()
    control.restore({ name: 'planted' })
    t.same(control.exportWorld(), before)
    t.equal(mock.clock.now(), now - 5_000)
    t.equal(control.listFaults().faults.length, 1)
  })
  await t.test('can be gone back to again and again, and replaced', async (t) => {
    control.clearFaults()
    control.restore({ name: 'planted' })
    control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' })
    control.snapshot({ name: 'planted' })
    control.changeWorkspace({ workspace: 'northwind', plan: 'unlimited' })
    control.restore({ name: 'planted' })
    t.equal((await as.anna.get('/api/v2/team/9001001/plan')).body.plan_name, 'Enterprise')
    t.same(control.listSnapshots().snapshots, ['planted'])
  })
  await t.test('refuse a name that is not there, and more than a hundred', async (t) => {
    t.throws(() => control.restore({ name: 'plantd' }), { message: /no snapshot "plantd"; did you mean planted/ })
    for (let number = 1; number < 100; number++) control.snapshot({ name: `stage-${number}` })
    t.throws(() => control.snapshot({ name: 'straw' }), { message: /100 snapshots already/ })
  })
})

t.test('seed plants more, or nothing', async (t) => {
  const { mock } = await start(t)
  mock.control.seed({ users: { zoe: { email: 'zoe@more.example' } }, tokens: [{ user: 'zoe' }, { user: 'anna' }] })
  t.equal(Object.keys(mock.control.exportWorld().users ?? {}).length, 6)
  const before = mock.control.exportWorld()
  t.throws(() => mock.control.seed({ users: { yan: { email: 'yan@more.example' } }, tokens: [{ user: 'yann' }] }), {
    message: /\/tokens\/0\/user: there is no user "yann"; did you mean/,
  })
  t.same(mock.control.exportWorld(), before, 'nothing is planted')
})

t.test('exportWorld', async (t) => {
  const planted = async (seed: Fixture) => {
    const mock = await createClickUpMock({ listen: false, seed })
    t.teardown(() => mock.close())
    return mock
  }

  await t.test('gives a fixture that plants to an identical world', async (t) => {
    const { mock } = await start(t)
    for (const [name, change] of Object.entries(changes))
      if (!/restore|Fault|Scenario/.test(name)) change(mock.control, mock.tokens)
    const fixture = mock.control.exportWorld()
    t.same((await planted(fixture)).control.exportWorld(), fixture)
  })

  await t.test('does so for worlds of any shape', async (t) => {
    const { mock } = await start(t)
    await fc.assert(
      fc.asyncProperty(anyFixture, async (seed) => {
        const exported = async (fixture: Fixture) => {
          await mock.control.createSandbox({ name: 'planted', seed: fixture })
          const world = mock.sandbox('planted').control.exportWorld()
          mock.control.deleteSandbox({ name: 'planted' })
          return world
        }
        const fixture = await exported(seed)
        return JSON.stringify(await exported(fixture)) === JSON.stringify(fixture)
      }),
      { numRuns: 60, seed: 20260105 },
    )
  })
})

const handle = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
const when = fc.integer({ min: 0, max: 2_000_000_000_000 })

/** Fixtures that can be planted: a few people, Workspaces with an owner among them, apps, tokens. */
const anyFixture: fc.Arbitrary<Fixture> = fc.uniqueArray(handle, { minLength: 1, maxLength: 5 }).chain((people) =>
  fc.record({
    users: fc
      .tuple(...people.map(() => anyUser))
      .map((users) =>
        Object.fromEntries(people.map((name, index) => [name, { email: `${name}@x.example`, ...users[index] }])),
      ),
    workspaces: fc.dictionary(handle, anyWorkspace(people), { maxKeys: 3 }),
    apps: fc.dictionary(handle, anyApp, { maxKeys: 2 }),
    tokens: fc.array(fc.record({ user: fc.constantFrom(...people), revoked: fc.boolean() }), { maxLength: 4 }),
  }),
)
const anyUser = fc.record(
  {
    username: fc.string({ minLength: 1, maxLength: 20 }),
    color: fc.option(fc.stringMatching(/^#[0-9a-f]{6}$/)),
    profilePicture: fc.option(fc.webUrl()),
    week_start_day: fc.option(fc.integer({ min: 0, max: 6 })),
    global_font_support: fc.boolean(),
  },
  { requiredKeys: [] },
)
const anyApp = fc.record(
  { name: fc.string({ minLength: 1 }), redirect_uris: fc.array(fc.webUrl(), { minLength: 1, maxLength: 2 }) },
  { requiredKeys: ['redirect_uris'] },
)

const hands = [{ name: 'Hand', inherits: 'guest' as const, without: ['deleteComments'] }]
const crews = [{ name: 'Crew' }, { name: 'Deck', handle: 'd' }]

function anyWorkspace(people: readonly string[]) {
  const others = people.slice(1)
  const member = fc.record(
    {
      role: fc.constantFrom('admin' as const, 'member' as const, 'guest' as const),
      pending: fc.boolean(),
      custom_role: fc.constant('Hand'),
      can: fc.subarray([...guestFlags]),
      invited_by: fc.constantFrom(...people),
      date_invited: when,
    },
    { requiredKeys: ['role'] },
  )
  return fc
    .record({
      plan: fc.constantFrom('free_forever' as const, 'enterprise' as const),
      seats: fc.record(
        { members: fc.nat(99), guests: fc.oneof(fc.nat(99), fc.constant('Infinity' as const)) },
        { requiredKeys: [] },
      ),
      custom_roles: fc.constant(hands),
      groups: fc.constant(crews),
      members: others.length ? fc.dictionary(fc.constantFrom(...others), member) : fc.constant({}),
    })
    .map(({ members, ...workspace }) => ({
      ...workspace,
      members: { [people[0] ?? '']: 'owner' as const, ...members },
    }))
}
