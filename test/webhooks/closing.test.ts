// What becomes of deliveries that wait when the mock closes, and to which addresses any are sent.
import t from 'tap'
import { ForeignAddress, isLocal, lookUpLocal } from '../../src/webhooks/addresses.js'
import { Deliveries } from '../../src/webhooks/deliveries.js'
import { Poster } from '../../src/webhooks/post.js'
import { hooked } from '../help/hooked.js'
import { hookedMock } from '../help/hooked-mock.js'
import { startReceiver } from '../help/receiver.js'

t.test('close', async (t) => {
  await t.test('drops what waits', async (t) => {
    const { receiver, rename, app } = await hooked(t, { reply: 500 })
    await rename()
    await rename()
    await app.app.close()
    t.equal(receiver.received.length, 1)
  })

  await t.test('or sends it first, without waiting, where it is told to drain', async (t) => {
    const { receiver, rename, app, world } = await hooked(t, { reply: 500, options: { webhookClose: 'drain' } })
    const { deliveries } = app.sandbox
    await rename('a')
    receiver.reply = ({ body }) => (body.history_items[0].after === 'b' ? 500 : 200)
    await rename('b')
    deliveries.faults.add({ fault: 'late', times: 1, ms: 9e9 })
    await rename('c')
    deliveries.pause(true)
    deliveries.faults.add({ fault: 'reorder', times: 9 })
    await rename('d')
    t.equal(world.clock.frozen, true)
    await app.app.close()
    const names = receiver.received.map(({ body }) => body.history_items[0].after)
    t.same(names.sort(), ['a', 'a', 'b', 'b', 'b', 'b', 'b', 'c', 'd'])
  })

  await t.test('waits for a receiver that never answers until the deadline, and says what it dropped', async (t) => {
    const lines: string[] = []
    const options = { webhookClose: 'drain', closeTimeout: 50, logLevel: 'warn' } as const
    const { mock, receiver, rename } = await hookedMock(t, { ...options, log: (line) => lines.push(line) })
    receiver.reply = 'hang'
    await rename('One')
    await rename('Two')
    await mock.close()
    t.same(lines, ['warn: deliveries that were dropped when the time to end was over: 2 (--close-timeout)'])
    t.equal(receiver.received.length, 1)
  })

  await t.test('tries nothing when the deadline is over already', async (t) => {
    const { app, world, task, receiver } = await hooked(t)
    world.tasks.update(world.tasks.get(task.id), { name: 'Row' })
    await app.sandbox.deliveries.close('drain', AbortSignal.abort())
    t.equal(receiver.received.length, 0)
  })

  await t.test('of a sandbox is its own', async (t) => {
    const { app } = await hooked(t)
    const other = app.sandboxes.create('other')
    app.sandboxes.delete('other')
    await other.deliveries.settled()
    t.same(other.deliveries.waiting(), [])
  })
})

t.test('a bug of the mock', async (t) => {
  const lines: string[] = []
  const { mock, receiver, rename } = await hookedMock(t, { logLevel: 'error', log: (line) => lines.push(line) })
  const boom = () => {
    throw new Error('boom')
  }

  await t.test('in a delivery drops it, and not those behind it', async (t) => {
    t.intercept(Poster.prototype, 'post', { value: async () => boom() })
    await rename('One')
    await mock.webhooks.settled()
    t.match(mock.webhooks.deliveries(), [{ state: 'dropped', reason: 'by a bug of the mock: see its log' }])
    t.match(lines, [/^error: d-1: Error: boom\n\s+at /])
  })

  await t.test('in making events does not touch the call', async (t) => {
    t.intercept(Deliveries.prototype, 'publish', { value: boom })
    await rename('Two')
    t.match(mock.journal().at(-1), { status: 200 })
    t.match(lines.at(-1), /^error: the events of a change: Error: boom\n\s+at /)
    t.equal(receiver.received.length, 0)
  })
})

t.test('an endpoint', async (t) => {
  await t.test('is posted to where it is a loopback or private address', async (t) => {
    const addresses = {
      '127.0.0.1': true,
      '127.9.9.9': true,
      '10.1.2.3': true,
      '172.16.0.1': true,
      '172.31.255.255': true,
      '192.168.1.1': true,
      '::1': true,
      'fd00::1': true,
      '::ffff:10.0.0.1': true,
      '::ffff:a00:1': true,
      '0:0:0:0:0:FFFF:7f00:1': true,
      'fd00:ec3::254': true,
      '172.32.0.1': false,
      '169.254.169.254': false,
      '93.184.216.34': false,
      '0.0.0.0': false,
      '2001:db8::1': false,
      'fe80::1': false,
      '::ffff:8.8.8.8': false,
      '::ffff:a9fe:a9fe': false,
      '::169.254.169.254': false,
      '64:ff9b::a9fe:a9fe': false,
      'fd00:ec2::254': false,
      'FD00:0EC2:0:0:0:0:0:0023': false,
      'fd20:ce::254': false,
      'fd00:c1::a9fe:a9fe': false,
      'fd00:42::42': false,
    }
    for (const [address, right] of Object.entries(addresses)) t.equal(isLocal(address), right, address)
  })

  await t.test('elsewhere is not, says so, and its webhook is not blamed', async (t) => {
    for (const endpoint of ['http://93.184.216.34/hook', 'https://[2001:db8::1]/hook']) {
      const { rename, health, app } = await hooked(t, { body: { endpoint } })
      await rename()
      const reason = /is not a loopback or private address: start the mock with --webhook-hosts any/
      t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', reason, tries: { length: 1 } }])
      t.same(await health(), { status: 'active', fail_count: 0 })
    }
  })

  await t.test('where clouds give credentials is not, however its address is written', async (t) => {
    const hosts = ['[fd00:ec2::254]', '[fd00:0ec2:0::0.0.2.84]', '2852039166', '0xa9.0376.43518', '[::ffff:a9fe:a9fe]']
    for (const host of hosts) {
      const { rename, app } = await hooked(t, { body: { endpoint: `http://${host}/hook` } })
      await rename()
      const reason = host.includes('ec2')
        ? /is where a cloud gives credentials/
        : /is not a loopback or private address/
      t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', reason, tries: { length: 1 } }], host)
    }
  })

  await t.test('is looked up by its name, and what it stands for is looked at', async (t) => {
    const receiver = await startReceiver(t)
    const { rename, app } = await hooked(t, { body: { endpoint: receiver.url.replace('127.0.0.1', 'localhost') } })
    await rename()
    t.equal(app.sandbox.deliveries.log.list()[0]?.state, 'delivered')
    const looked = (host: string, all: boolean) =>
      new Promise((resolve) => lookUpLocal(host, { all }, (error, found, family) => resolve(error ?? [found, family])))
    t.match(await looked('localhost', true), [[{ address: String, family: Number }]])
    t.match(await looked('localhost', false), [String, Number])
    t.match(await looked('no.such.host.invalid', true), { code: /ENOTFOUND|EAI_AGAIN/ })
    t.match(
      await looked('93.184.216.34', true),
      /is not a loopback or private address/,
      'an address is looked up as itself',
    )
  })

  await t.test('may be a name that stands for a public address: it is not posted to', async (t) => {
    const error = new ForeignAddress('receiver.example', '93.184.216.34')
    t.match(error.message, /receiver.example is 93.184.216.34, which is not a loopback or private address/)
  })

  await t.test('that does not listen at any address of its name is told so', async (t) => {
    const { receiver, rename, app } = await hooked(t, { options: { webhookRetries: '0' } })
    const [row] = app.sandbox.world.webhooks.all()
    if (row) app.sandbox.world.webhooks.update(row, { endpoint: receiver.url.replace('127.0.0.1', 'localhost') })
    await receiver.kill()
    await rename()
    t.match(app.sandbox.deliveries.log.list()[0]?.tries[0]?.error, /^ECONNREFUSED: ./)
  })

  await t.test('anywhere will do where any host is allowed', async (t) => {
    const { receiver, rename } = await hooked(t, { options: { webhookHosts: 'any' } })
    await rename()
    t.equal(receiver.received.length, 1)
  })

  await t.test('with TLS is spoken to with TLS', async (t) => {
    const { rename, app, receiver } = await hooked(t, { options: { webhookRetries: '0' } })
    const [row] = app.sandbox.world.webhooks.all()
    if (row) app.sandbox.world.webhooks.update(row, { endpoint: receiver.url.replace('http:', 'https:') })
    await rename()
    t.match(app.sandbox.deliveries.log.list()[0]?.tries[0]?.error, /SSL|EPROTO|wrong version|packet length/)
    if (row) app.sandbox.world.webhooks.update(row, { endpoint: 'ftp://127.0.0.1/' })
    await rename()
    t.match(app.sandbox.deliveries.log.list()[1]?.tries[0]?.error, 'ftp: is neither http: nor https:')
  })
})
