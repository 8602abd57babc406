import { createServer } from 'node:net'
import t from 'tap'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

t.test('start', async (t) => {
  const { run, begin } = shell(t)

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    await t.test(`serves in the foreground until ${signal}`, async (t) => {
      const running = begin(['start', '--port', '0', '--json'])
      await running.written('{')
      await fetch(JSON.parse(running.output.out).apiUrl)
      await running.signal(signal)
      const { code, out, err } = await running.ended
      t.same({ code, err }, { code: 0, err: 'm-1 GET /api 401 OAUTH_010 (operate)\n' })
      await t.rejects(fetch(JSON.parse(out).url))
    })
  }

  await t.test('says where and how in words without --json', async (t) => {
    const running = begin(['start', '--port', '0', '--seed', 'empty'])
    await running.written('is ready')
    await running.signal('SIGTERM')
    t.match((await running.ended).out, 'The seed holds no personal token')
  })

  await t.test('warns of a misspelt variable', async (t) => {
    const { err } = await shell(t, { CLICKUP_MOCK_PROT: '1' }).run('start', '--wait')
    t.match(err, 'CLICKUP_MOCK_PROT: there is no such setting; did you mean CLICKUP_MOCK_PORT')
  })

  for (const host of ['127.0.0.1', '0.0.0.0']) {
    await t.test(`says so when a mock listens on ${host} already`, async (t) => {
      const { mock } = await start(t, { listen: true, host })
      const { port } = new URL(mock.url)
      const { code, err } = await run('start', '--host', host, '--port', port)
      t.equal(code, 1)
      t.match(err, `clickup-mock: ${host}:${port}: clickup-mock `)
      t.match(err, `runs there already (process ${process.pid}); use it, end it with clickup-mock stop --port ${port}`)
    })
  }

  await t.test('says so when something else listens there', async (t) => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    const address = server.address()
    const port = String(typeof address === 'object' && address ? address.port : 0)
    t.match(await run('start', '--port', port), {
      code: 1,
      err: `clickup-mock: 127.0.0.1:${port}: the port is taken; stop what listens there, or choose another port`,
    })
  })

  await t.test('says so when the machine has no such address', async (t) => {
    t.match(await run('start', '--port', '0', '--host', '203.0.113.1'), {
      code: 1,
      err: 'clickup-mock: 203.0.113.1:0: this machine has no such address; try --host 127.0.0.1',
    })
  })
})
