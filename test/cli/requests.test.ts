import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

async function called(t: Test) {
  const started = await start(t, { listen: true })
  const { mock, as } = started
  await as.anna.get('/api/v2/user')
  mock.faults.add('OAUTH_027@GetAuthorizedUser:times=1')
  await as.ben.get('/api/v2/user')
  await as.anna.get('/api/v2/team?page=2')
  return { ...started, ...shell(t, { CLICKUP_MOCK_URL: mock.url }) }
}

t.test('requests', async (t) => {
  const { mock, as, run, begin } = await called(t)

  await t.test('shows the journal as a table', async (t) => {
    t.equal(
      (await run('requests')).out,
      [
        'id   time                      method  path          status  ECODE      step             notes',
        'm-1  2026-01-05T09:00:00.000Z  GET     /api/v2/user  200                operate',
        'm-2  2026-01-05T09:00:00.000Z  GET     /api/v2/user  401     OAUTH_027  fault OAUTH_027',
        'm-3  2026-01-05T09:00:00.000Z  GET     /api/v2/team  200                operate          query page is ignored by ClickUp',
        '',
      ].join('\n'),
    )
  })

  const filters = [
    { args: ['--operation', 'GetAuthorizedTeams'], ids: ['m-3'] },
    { args: ['--method', 'get'], ids: ['m-1', 'm-2', 'm-3'] },
    { args: ['--path', '/v2/us*'], ids: ['m-1', 'm-2'] },
    { args: ['--status', '401'], ids: ['m-2'] },
    { args: ['--ecode', 'OAUTH_027'], ids: ['m-2'] },
    { args: ['--token', mock.tokens.ben ?? ''], ids: ['m-2'] },
    { args: ['--since', 'm-2'], ids: ['m-3'] },
    { args: ['--violations'], ids: ['m-3'] },
    { args: ['--limit', '1'], ids: ['m-3'] },
    { args: ['--status', '200', '--operation', 'GetAuthorizedUser'], ids: ['m-1'] },
  ]
  for (const { args, ids } of filters) {
    await t.test(`with ${args.join(' ')} shows only those`, async (t) => {
      const { code, out } = await run('requests', ...args, '--json')
      t.equal(code, 0)
      t.same(
        JSON.parse(out).calls.map(({ id }: { id: string }) => id),
        ids,
      )
    })
  }

  await t.test('says so when there are none', async (t) => {
    t.same(await run('requests', '--status', '418'), { code: 0, out: 'no such calls\n', err: '' })
  })

  await t.test('passes on what the mock refuses', async (t) => {
    t.match(await run('requests', '--status', 'good'), {
      code: 1,
      err: 'clickup-mock: --status: it is "good"; it has to be a whole number',
    })
    t.match(await run('requests', '--since', 'm-9', '--follow'), { code: 1, err: '--since: there is no call "m-9"' })
    t.match(await run('requests', '--method', 'LOOK', '--follow'), {
      code: 1,
      err: 'clickup-mock: --method: "LOOK" is not one of its values',
    })
  })

  await t.test('--follow begins with the kept calls and goes on until Ctrl-C', async (t) => {
    const followed = begin(['requests', '--follow', '--operation', 'GetAuthorizedUser'])
    await followed.written('m-2')
    await as.anna.get('/api/v2/team')
    await as.chloe.get('/api/v2/user')
    await followed.written('m-5')
    await followed.signal('SIGINT')
    const { code, out, err } = await followed.ended
    t.same({ code, err }, { code: 0, err: '' })
    t.same(
      out.split('\n').map((line) => line.split(' ', 1)[0]),
      ['id', 'm-1', 'm-2', 'm-5', ''],
    )
  })

  await t.test('--follow --json writes a line of JSON for each', async (t) => {
    const followed = begin(['requests', '--follow', '--json', '--since', 'm-4'])
    await followed.written('m-5')
    await followed.signal('SIGTERM')
    const { out } = await followed.ended
    t.match(JSON.parse(out), { id: 'm-5', operation: 'GetAuthorizedUser', status: 200 })
  })

  await t.test('shows a broken connection as what it is', async (t) => {
    mock.faults.add('reset')
    await t.rejects(as.anna.get('/api/v2/user'))
    t.match((await run('requests', '--limit', '1')).out, /broken +fault reset\n$/)
  })

  await t.test('--limit does not go with --follow', async (t) => {
    const { code, err } = await run('requests', '--follow', '--limit', '3')
    t.equal(code, 1)
    t.match(err, '--limit: it does not go with --follow; with --follow, --since says where to begin')
  })

  await t.test('--follow says when the mock has ended', async (t) => {
    const followed = begin(['requests', '--follow'])
    await followed.written('m-1')
    await mock.close()
    t.match(await followed.ended, { code: 1, err: `clickup-mock: the mock at ${mock.url} has ended\n` })
  })
})

t.test('requests --follow of a server that is no mock', async (t) => {
  await t.test('ends with an answer that has no body', async (t) => {
    const { url, run } = await other(t, (_, response) => void response.writeHead(204).end())
    t.match(await run('requests', '--follow'), { code: 1, err: `clickup-mock: the mock at ${url} has ended\n` })
  })

  await t.test('ends with Ctrl-C, though there was no answer', async (t) => {
    let asked = () => {}
    const request = new Promise<void>((resolve) => {
      asked = resolve
    })
    const { url, begin } = await other(t, asked)
    const followed = begin(['requests', '--follow'])
    await request
    await followed.signal('SIGINT')
    t.match(await followed.ended, { code: 1, err: `${url}: no mock answers there` })
  })
})

/** A shell whose mock is this server. */
async function other(t: Test, listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, ...shell(t, { CLICKUP_MOCK_URL: url }) }
}
