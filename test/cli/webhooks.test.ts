// The commands around webhooks, run inside the test against a mock that listens.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import type { MockOptions } from '../../src/index.js'
import { hookedMock } from '../help/hooked-mock.js'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'
import { BATTERY, NORTHWIND } from '../help/tour.js'

const TIME = '2026-01-05T09:00:00.000Z'

async function shellFor(t: Test, options: MockOptions = {}) {
  const started = await hookedMock(t, { listen: true, ...options })
  return { ...started, ...shell(t, { CLICKUP_MOCK_URL: started.mock.url }) }
}

/** A table's rows, its cells apart. */
const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/))

t.test('webhooks', async (t) => {
  const { mock, as, run, receiver, id, rename } = await shellFor(t)

  await t.test('lists them, with place and health', async (t) => {
    await as.ben.post(`/api/v2/team/${NORTHWIND}/webhook`, { endpoint: receiver.url, events: '*', task_id: BATTERY })
    mock.control.setWebhookHealth({ id, fail_count: 3 })
    const { out } = await run('webhooks')
    t.match(rowsOf(out), [
      ['id', 'user', 'workspace', 'place', 'events', 'endpoint', 'health', 'failed', 'waiting'],
      [id, 'anna', NORTHWIND, 'taskUpdated', receiver.url, 'failing', '3', '0'],
      [/./, 'ben', NORTHWIND, `task ${BATTERY}`, '*', receiver.url, 'active', '0', '0'],
    ])
  })
  await t.test('shows what is paused', async (t) => {
    t.match(await run('webhooks', 'pause', id), { code: 0, out: 'paused, until: clickup-mock webhooks resume\n' })
    t.match((await run('webhooks', 'list')).out, /0, paused\n/)
    await run('webhooks', 'pause')
    t.match((await run('webhooks', 'list')).out, /all deliveries are paused\n$/)
    t.match(await run('webhooks', 'resume'), { code: 0, out: 'deliveries go on\n' })
    t.notMatch((await run('webhooks', 'list')).out, /paused/)
  })
  await t.test('simulates, and lists the deliveries', async (t) => {
    t.equal((await run('webhooks', 'deliveries')).out, 'no such deliveries\n')
    await run('webhooks', 'simulate', 'taskUpdated', `id=${BATTERY}`, '--webhook', id, 'task_id=abc', 'more={"a":1}')
    receiver.reply = 'break'
    await mock.webhooks.settled()
    await rename('One')
    await mock.webhooks.settled()
    t.match(receiver.received[0]?.body, { task_id: 'abc', more: { a: 1 } })
    const { out } = await run('webhooks', 'deliveries', '--webhook', id)
    t.match(rowsOf(out), [
      ['id', 'time', 'event', 'object', 'webhook', 'state', 'tries', 'fault', 'outcome'],
      ['d-1', TIME, 'taskUpdated', 'abc', id, 'waiting', '1', /^ECONNRESET: /],
      ['d-2', TIME, 'taskUpdated', BATTERY, id, 'waiting', '0'],
    ])
    t.match(rowsOf((await run('webhooks', 'deliveries', '--limit', '1', '--state', 'waiting')).out), [[], ['d-3']])
    const { deliveries } = JSON.parse((await run('webhooks', 'deliveries', '--json', '--event', 'taskCreated')).out)
    t.same(deliveries, [])
  })
  await t.test('redelivers and signs', async (t) => {
    t.match(rowsOf((await run('webhooks', 'redeliver', 'd-1')).out)[1], [
      'd-4',
      TIME,
      'taskUpdated',
      'abc',
      id,
      'waiting',
    ])
    t.equal(
      (await run('webhooks', 'sign', '{}', '--webhook', id)).out,
      `${mock.webhooks.sign('{}', { webhook: id })}\n`,
    )
    t.equal(
      (await run('webhooks', 'sign', '{}', '--secret', 's')).out,
      `${mock.webhooks.sign('{}', { secret: 's' })}\n`,
    )
  })
  await t.test('spoils deliveries', async (t) => {
    t.equal((await run('webhooks', 'fault')).out, 'no delivery faults\n')
    t.match(await run('webhooks', 'simulate', 'taskUpdated'), { code: 0, out: 'waiting' })
    await run('webhooks', 'fault', 'late', '--ms', '30s', '--times', '2', '--event', 'taskUpdated', '--webhook', id)
    t.match(rowsOf((await run('webhooks', 'fault', 'drop')).out), [
      ['id', 'fault', 'deliveries', 'event', 'webhook'],
      ['delivery-fault-1', 'late 30000 ms', '0 of 2', 'taskUpdated', id],
      ['delivery-fault-2', 'drop', '0 of 1'],
    ])
  })

  const refused = [
    {
      args: ['simulate', 'taskUpdated', 'name'],
      says: 'name: it is not a field; write key=value, such as task_id=86a1',
    },
    { args: ['fault', 'drap'], says: 'webhooks fault: "drap" is not one of its values' },
    { args: ['fault', 'drop', '--times', 'two'], says: '--times: "two" is not right; write a whole number from 1' },
    { args: ['fault', 'late', '--ms', 'soon'], says: '--ms: "soon" is not a valid duration' },
    {
      args: ['redeliver', 'd-99'],
      says: 'webhooks redeliver: there is no delivery "d-99"; give the id of a delivery that is kept (clickup-mock webhooks deliveries)',
    },
    {
      args: ['sign', '{}'],
      says: 'webhooks sign: it needs a webhook or a secret; write --webhook <id> or --secret <secret>',
    },
    { args: ['deliveries', '--since', 'x'], says: '--since: there is no delivery "x"' },
    { args: ['listen', '4000'], says: '4000: a port is for --receive; add --receive' },
    { args: ['listen', '--answer', '500'], says: '--answer: it does not go without --receive; add --receive' },
    { args: ['listen', '--receive', '--state', 'x'], says: '--state: it does not go with --receive; --receive prints' },
    { args: ['listen', '--receive', '--answer', '99'], says: '--answer: "99" is not right' },
    { args: ['listen', '--receive', 'any'], says: 'port: "any" is not right' },
    { args: ['listen', '--receive', '--token', 'x'], says: 'GET /api/v2/team: Oauth token not found (OAUTH_019)' },
    { args: ['listen', '--receive', '--workspace', '7'], says: /POST \/api\/v2\/team\/7\/webhook: .* \(SHARD_031\)/ },
    { args: ['listen', '--receive', '--sandbox', 'No'], says: '--sandbox: "No" is no name for a sandbox' },
  ]
  for (const { args, says } of refused) {
    await t.test(`refuses ${args.join(' ')}`, async (t) => {
      const { code, err } = await run('webhooks', ...args)
      t.equal(code, 1)
      t.match(err, says)
    })
  }
})

t.test('webhooks of an empty mock', async (t) => {
  const { mock } = await start(t, { listen: true, seed: 'empty' })
  const { run } = shell(t, { CLICKUP_MOCK_URL: mock.url })
  t.equal((await run('webhooks')).out, 'no webhooks\n')
  t.match(await run('webhooks', 'listen', '--receive'), {
    code: 1,
    err: 'nobody there has a token and a Workspace; start it with a seed that has one (--seed)',
  })
  const gone = shell(t, { CLICKUP_MOCK_URL: 'http://127.0.0.1:1' })
  t.match(await gone.run('webhooks', 'listen', '--receive', '--token', 'x'), { code: 1, err: 'no mock answers there' })
})

t.test('webhooks listen', async (t) => {
  const { mock, begin, receiver, id, rename } = await shellFor(t)
  const heard = begin(['webhooks', 'listen'])
  await heard.written('listening to')
  const asJson = begin(['webhooks', 'listen', '--json', '--state', 'delivered', '--since', '0'])

  await t.test('prints every try and every end in a line', async (t) => {
    receiver.reply = 500
    await rename('One')
    await heard.written('try 1 of 5')
    receiver.reply = 200
    mock.clock.advance(5_000)
    await heard.written('try 2 of 5')
    mock.webhooks.fault('drop')
    await rename('Two')
    mock.webhooks.fault('corrupt')
    await rename('Three')
    await heard.written('on purpose')
    mock.webhooks.simulate('goalDeleted', { goal_id: 'g' }, { webhook: id })
    await heard.written('goalDeleted')
    const [, ...lines] = heard.output.out.trimEnd().split('\n')
    const later = '2026-01-05T09:00:05.000Z'
    const task = `taskUpdated ${BATTERY} →`
    t.same(lines, [
      `${TIME}  ${task} ${receiver.url}  500 (try 1 of 5, next at ${later})`,
      `${later}  ${task} ${receiver.url}  200 (try 2 of 5)`,
      `${later}  ${task} webhook ${id}  dropped: by delivery-fault-1`,
      `${later}  ${task} ${receiver.url}  200 (try 1 of 5), corrupt on purpose`,
      `${later}  goalDeleted g → ${receiver.url}  200 (try 1 of 5)`,
    ])
  })
  await t.test('ends by Ctrl-C', async (t) => {
    await heard.signal('SIGINT')
    t.equal((await heard.ended).code, 0)
  })
  await t.test('says when the mock has ended; --json writes a line of JSON for each', async (t) => {
    await asJson.written('goalDeleted')
    await mock.close()
    const { code, out, err } = await asJson.ended
    t.same({ code, err }, { code: 1, err: `clickup-mock: the mock at ${mock.url} has ended\n` })
    t.same(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
      ['d-1', 'd-3', 'd-4'],
    )
  })
})

t.test('webhooks listen --receive', async (t) => {
  const { mock, as, begin, run } = await shellFor(t)
  const { control } = mock

  await t.test(
    'registers itself, prints what comes and whether its signature is good, and goes with Ctrl-C',
    async (t) => {
      const received = begin(['webhooks', 'listen', '--receive', '--events', 'taskUpdated,taskDeleted,taskCreated'])
      await received.written('until Ctrl-C')
      const { id: own, endpoint } = control.listWebhooks().webhooks[1] ?? { id: '', endpoint: '' }
      await as.anna.send('PUT', `/api/v2/task/${BATTERY}`, { body: { name: 'x'.repeat(70), priority: 1 } })
      await mock.webhooks.waitFor('taskUpdated', {}, { webhook: own })
      mock.webhooks.fault('corrupt')
      mock.webhooks.simulate('taskDeleted', {}, { webhook: own, id: BATTERY })
      await received.written('SIGNATURE WRONG')
      const [item] = [{ field: 'tag', before: null, after: [{ any: 1 }] }]
      mock.webhooks.simulate('taskUpdated', { history_items: [item] }, { webhook: own, id: BATTERY })
      mock.webhooks.simulate('taskCreated', {}, { webhook: own, id: BATTERY })
      await received.written('task_creation')
      await fetch(endpoint, { method: 'POST', body: 'hello\u001b[2J' })
      await received.written('hello')
      await t.rejects(
        fetch(endpoint, { method: 'POST', body: 'x'.repeat(2_000_000) }),
        'a body without end is not kept',
      )
      await fetch(endpoint, { method: 'POST', body: '{"event":"own","history_items":5}' })
      await received.signal('SIGTERM')
      const { code, out } = await received.ended
      t.equal(code, 0)
      t.equal(control.listWebhooks().webhooks.length, 1, 'its webhook is deleted')
      await t.rejects(fetch(endpoint), 'and nothing listens')
      const [first, ...lines] = out.trimEnd().split('\n')
      t.equal(
        first,
        `receiving taskUpdated,taskDeleted,taskCreated of Workspace ${NORTHWIND} at ${endpoint}, until Ctrl-C`,
      )
      t.match(
        lines[0],
        new RegExp(`^taskUpdated ${BATTERY}  name: .* → x{60}…, priority: .* → urgent  signature good, answered 200$`),
      )
      t.equal(lines[1], `taskDeleted ${BATTERY}  SIGNATURE WRONG, answered 200`)
      t.equal(lines[2], `taskUpdated ${BATTERY}  tag: none → [{"any":1}]  signature good, answered 200`)
      t.match(lines[3], /^taskCreated .* status: none → .*, task_creation {2}signature good/)
      t.equal(lines[4], 'no event: hello [2J  SIGNATURE WRONG, answered 200')
      t.match(lines[5], /^own {2,3}SIGNATURE WRONG/)
    },
  )

  await t.test('answers as it is told, in the sandbox, at the port and as the user that are named', async (t) => {
    const port = await freePort()
    const { ben = '' } = mock.sandbox('own').tokens
    const args = [
      '--receive',
      String(port),
      '--answer',
      '500',
      '--token',
      ben,
      '--workspace',
      NORTHWIND,
      '--sandbox',
      'own',
    ]
    const received = begin(['webhooks', 'listen', ...args])
    await received.written('receiving *')
    const own = mock.sandbox('own')
    t.match(own.control.listWebhooks().webhooks, [{ user: 'ben', endpoint: `http://127.0.0.1:${port}` }])
    own.webhooks.simulate('taskDeleted')
    await received.written('answered 500')
    t.match(await run('webhooks', 'listen', '--receive', String(port)), {
      code: 1,
      err: `${port}: the receiver cannot listen there (Error: listen EADDRINUSE`,
    })
    mock.control.deleteSandbox({ name: 'own' })
    t.match(await received.ended, { code: 1, err: 'has ended' })
  })
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
