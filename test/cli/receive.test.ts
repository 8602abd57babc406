// `clickup-mock webhooks listen --receive` where the mock is reset meanwhile, or reaches the receiver by another address.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

async function receiverOf(t: Test, ...args: string[]) {
  const { mock } = await start(t, { listen: true })
  const { begin, run } = shell(t, { CLICKUP_MOCK_URL: mock.url })
  const received = begin(['webhooks', 'listen', '--receive', '--events', 'taskDeleted', ...args])
  await received.written('until Ctrl-C')
  const registered = () => mock.control.listWebhooks().webhooks
  return { mock, received, registered, run }
}

const again = 'the mock was reset: receiving taskDeleted of Workspace 9001001'

t.test('webhooks listen --receive', async (t) => {
  await t.test('registers again after a reset, and checks by the new secret', async (t) => {
    const { mock, received, registered } = await receiverOf(t)
    mock.reset()
    await received.written(again)
    t.equal(registered().length, 1)
    mock.webhooks.simulate('taskDeleted')
    await received.written('signature good')
    await received.signal('SIGINT')
    t.match(await received.ended, { code: 0, err: '' })
    t.same(registered(), [], 'the new webhook is deleted')
  })

  await t.test('and after a snapshot in which its webhook was not there', async (t) => {
    const { mock, received, registered } = await receiverOf(t)
    mock.control.snapshot({ name: 'with' })
    mock.control.restore({ name: 'with' }) // it is there: nothing to do
    mock.reset()
    await received.written(again)
    t.equal(received.output.out.split('receiving').length, 3, 'it has registered twice')
    t.equal(registered().length, 1)
    await received.signal('SIGINT')
    await received.ended
  })

  await t.test('waits where it cannot, until another reset', async (t) => {
    const { mock, received, registered } = await receiverOf(t)
    mock.control.reset({ hard: true })
    await received.written('nobody there has a token and a Workspace')
    mock.reset()
    await received.written(again)
    t.equal(registered().length, 1)
    await mock.close()
    t.match(await received.ended, { code: 1, err: /has ended\n$/ })
  })
})

t.test('webhooks listen --receive --endpoint', async (t) => {
  const port = await freePort()

  await t.test('registers the address as it is given, and listens at its port', async (t) => {
    const endpoint = `http://localhost:${port}/hook`
    const { mock, received, registered } = await receiverOf(t, '--endpoint', endpoint)
    t.match(registered(), [{ endpoint }])
    mock.webhooks.simulate('taskDeleted')
    await received.written('signature good')
    await received.signal('SIGINT')
    await received.ended
  })

  await t.test('or at another one, on every address of this machine', async (t) => {
    const args = [String(port), '--endpoint', 'http://[::ffff:127.0.0.1]']
    const { received, registered } = await receiverOf(t, ...args)
    t.match(registered(), [{ endpoint: 'http://[::ffff:127.0.0.1]' }])
    t.equal((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })).status, 200)
    await received.signal('SIGINT')
    await received.ended
  })

  const refused = [
    {
      args: ['--endpoint', 'http://mock.example'],
      says: '--endpoint: http://mock.example names no port to listen at; write it',
    },
    { args: ['--endpoint', 'mock:1'], says: '--endpoint: "mock:1" is not a valid address' },
  ]
  for (const { args, says } of refused) {
    await t.test(`refuses ${args.join(' ')}`, async (t) => {
      const { mock } = await start(t, { listen: true })
      const { run } = shell(t, { CLICKUP_MOCK_URL: mock.url })
      t.match(await run('webhooks', 'listen', '--receive', ...args), { code: 1, err: says })
      t.match(await run('webhooks', 'listen', ...args), {
        code: 1,
        err: '--endpoint: it does not go without --receive',
      })
    })
  }
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
