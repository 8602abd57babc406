import t from 'tap'
import { shell } from '../help/shell.js'

const node = process.execPath

/** A client that makes these calls, in the order given. */
function client(...lines: string[]): string[] {
  const call =
    'const call = (path) => fetch(url + path, { headers: { authorization: process.env.CLICKUP_API_TOKEN } });'
  return ['--', node, '-e', `const url = process.env.CLICKUP_MOCK_URL; ${call} (async () => { ${lines.join('; ')} })()`]
}

t.test('run', async (t) => {
  const { run, begin } = shell(t)

  await t.test("ends with the command's exit code", async (t) => {
    t.same(await run('run', '--', node, '-e', 'process.exit(3)'), { code: 3, out: '', err: '' })
    t.same(await run('run', '--', node, '-e', '0'), { code: 0, out: '', err: '' })
  })

  await t.test('gives the command the environment of a client, and a mock that answers', async (t) => {
    const ask = "const { status } = await call('/api/v2/user'); process.exit(status === 200 ? 42 : 1)"
    t.match(await run('run', ...client(ask)), { code: 42 })
  })

  await t.test('starts with the options given', async (t) => {
    const ask = "const { status } = await call('/api/v2/user'); process.exit(status === 503 ? 42 : 1)"
    t.match(await run('run', '--fault', '503', ...client(ask)), { code: 42 })
  })

  await t.test('logs calls to stderr when asked to', async (t) => {
    t.match(await run('run', '--log-level', 'info', ...client("await call('/api/v2/user')")), {
      code: 0,
      err: 'm-1 GET /api/v2/user 200\n',
    })
  })

  await t.test('takes a free port, whatever the environment says, unless --port names one', async (t) => {
    const taken = shell(t, { CLICKUP_MOCK_PORT: '1' })
    t.match(await taken.run('run', '--', node, '-e', '0'), { code: 0 })
    t.match(await taken.run('run', '--port', 'x', '--', node, '-e', '0'), { code: 1, err: '--port: "x" is not right' })
  })

  await t.test('hands the control token on, so that the command may steer the mock', async (t) => {
    const ask = [
      "const headers = { 'x-mock-control-token': process.env.CLICKUP_MOCK_CONTROL_TOKEN }",
      "const { status } = await fetch(url + '/__mock/calls', { headers })",
      'process.exit(status === 200 ? 42 : 1)',
    ]
    t.match(await run('run', '--control-token', 'sesame', ...client(...ask)), { code: 42 })
  })

  await t.test('warns of a misspelt variable', async (t) => {
    const { err } = await shell(t, { CLICKUP_MOCK_STRIKT: '1' }).run('run', '--', node, '-e', '0')
    t.match(err, 'CLICKUP_MOCK_STRIKT: there is no such setting; did you mean CLICKUP_MOCK_STRICT')
  })

  await t.test('ends with 127 when there is no such command, with 126 when it is none', async (t) => {
    const file = `${t.testdir({ 'text.txt': '' })}/text.txt`
    t.same(await run('run', '--', 'no-such-command'), {
      code: 127,
      out: '',
      err: 'clickup-mock: no-such-command: there is no such command\n',
    })
    t.same(await run('run', '--', file), {
      code: 126,
      out: '',
      err: `clickup-mock: ${file}: it cannot be run (EACCES)\n`,
    })
  })

  await t.test('says what is wrong when the mock cannot start', async (t) => {
    t.match(await run('run', '--plan', 'free', '--', node, '-e', '0'), { code: 1, err: '--plan: there is no "free"' })
  })

  const signals = [
    { signal: 'SIGTERM', code: 143 },
    { signal: 'SIGHUP', code: 129 },
    { signal: 'SIGINT', code: 130 },
  ] as const
  for (const { signal, code } of signals) {
    await t.test(`passes ${signal} on, and ends with ${code} when the command ends by it`, async (t) => {
      const running = begin(['run', '--', node, '-e', 'setInterval(() => {}, 1000)'])
      await running.signal(signal)
      t.match(await running.ended, { code })
    })
  }

  await t.test('does not repeat a Ctrl-C that the terminal has given the command already', async (t) => {
    const running = begin(['run', '--', node, '-e', 'setInterval(() => {}, 1000)'], { isTTY: true })
    await running.signal('SIGINT')
    await running.signal('SIGTERM')
    t.match(await running.ended, { code: 143 })
  })
})

t.test('run --strict', async (t) => {
  const { run } = shell(t)
  const nonsense = "await call('/api/v2/team?page=2')"

  await t.test('lets a client pass that sends what ClickUp reads', async (t) => {
    t.same(await run('run', '--strict', ...client("await call('/api/v2/team')")), { code: 0, out: '', err: '' })
  })

  await t.test('fails a command that was content, and lists the violations', async (t) => {
    t.same(await run('run', '--strict', ...client(nonsense)), {
      code: 1,
      out: '',
      err:
        'clickup-mock: the client sent what ClickUp ignores (violations: 1)\n' +
        '  m-1 GET /api/v2/team: query page is ignored by ClickUp\n',
    })
  })

  await t.test('knows of those before a reset, and in every sandbox', async (t) => {
    const lines = [
      nonsense,
      "await fetch(url + '/__mock/reset', { method: 'POST' })",
      "await call('/s/worker/api/v2/team?page=3')",
      "await fetch(url + '/__mock/sandboxes/worker', { method: 'DELETE' })",
    ]
    const { code, err } = await run('run', '--strict', ...client(...lines))
    t.equal(code, 1)
    t.match(err, '(violations: 2)')
    t.match(err, '  worker-1 GET /api/v2/team: query page is ignored by ClickUp\n')
  })

  await t.test("keeps the command's own exit code, and lists the violations all the same", async (t) => {
    const { code, err } = await run('run', '--strict', ...client(nonsense, 'process.exit(4)'))
    t.equal(code, 4)
    t.match(err, '(violations: 1)')
  })

  await t.test('lists a hundred and counts the rest', async (t) => {
    const many = Array.from({ length: 40 }, (_, index) => `p${index}=1`).join('&')
    const threeCalls = `for (let one = 0; one < 3; one++) await call('/api/v2/team?${many}')`
    const { err } = await run('run', '--strict', ...client(threeCalls))
    t.match(err, '(violations: 120)')
    t.match(err, '  and 20 more\n')
    t.equal(err.split('\n').length, 103)
  })

  await t.test('without it, nothing of that counts', async (t) => {
    t.same(await run('run', ...client(nonsense)), { code: 0, out: '', err: '' })
  })
})

t.test('run in a process of its own', async (t) => {
  await t.test('gives the command its output, and the signals the process gets', async (t) => {
    const listen = "process.on('SIGTERM', () => { console.log('bye'); process.exit(7) })"
    const waiting = `${listen}; setInterval(() => {}, 1000); console.log('at work'); console.error('aside')`
    const running = shell(t).spawn('run', '--', node, '-e', waiting)
    await running.written('at work')
    await running.written('aside')
    await running.signal('SIGTERM')
    t.same(await running.ended, { code: 7, out: 'at work\nbye\n', err: 'aside\n' })
  })
})
