// The real command, as a process of its own: what it prints where, its exit codes, how it ends.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { packageVersion } from '../../src/server/version.js'
import { textStream } from '../help/text-stream.js'
import { COMMAND, unwatched } from '../help/unwatched.js'

const run = promisify(execFile)
/** Runs the command to its end. */
const command = (...args: string[]) => run(...unwatched([COMMAND, ...args]))

interface Process {
  readonly child: ChildProcess
  readonly summary: { url: string; apiUrl: string; authorizeUrl: string; env: Record<string, string> }
  readonly lines: string[]
  readonly log: () => string
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

async function startBinary(t: Test, ...args: string[]): Promise<Process> {
  const child = spawn(...unwatched([COMMAND, 'start', '--port', '0', '--json', ...args]))
  t.teardown(() => child.kill('SIGKILL'))
  const ended = once(child, 'close').then(([code]) => code)
  let log = ''
  child.stderr.on('data', (text) => {
    log += text
  })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  await once(reader, 'line')
  return { child, summary: JSON.parse(lines[0] ?? ''), lines, log: () => log, ended }
}

t.test('start --json prints one line on stdout, and logs on stderr', async (t) => {
  const { child, summary, lines, log, ended } = await startBinary(t)
  const { url, env } = summary
  t.same(Object.keys(summary), ['url', 'apiUrl', 'authorizeUrl', 'env'])
  t.match(summary, { apiUrl: `${url}/api`, authorizeUrl: `${url}/api`, env: { CLICKUP_MOCK_URL: url } })
  const answer = await fetch(`${env.CLICKUP_BASE_URL}/user`, {
    headers: { authorization: env.CLICKUP_API_TOKEN ?? '' },
  })
  t.match(await answer.json(), { user: { username: 'Anna Brandt' } })
  const { port } = new URL(url)

  await t.test('health is 0 while it runs and 1 after', async (t) => {
    t.same(await command('health', '--url', url), { stdout: '', stderr: '' })
    child.kill('SIGTERM')
    t.equal(await ended, 0)
    await t.rejects(command('health', '--port', port), { code: 1, stderr: /ECONNREFUSED/ })
  })

  t.equal(lines.length, 1)
  t.match(log(), 'GET /api/v2/user 200')
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} lets a call that is under way end, then exits 0`, async (t) => {
    const { child, summary, ended } = await startBinary(t, '--latency', '200')
    const authorization = summary.env.CLICKUP_API_TOKEN ?? ''
    // 100 Continue says that the call has arrived, without waiting for its answer.
    const call = request(`${summary.apiUrl}/v2/user`, { headers: { authorization, expect: '100-continue' } })
    call.end()
    const answered = once(call, 'response')
    await once(call, 'continue')
    child.kill(signal)
    const [answer] = await answered
    t.equal(answer.statusCode, 200)
    let body = ''
    for await (const part of answer) body += part
    t.match(JSON.parse(body), { user: { username: 'Anna Brandt' } })
    t.equal(await ended, 0)
  })
}

t.test('a port that is taken is one line on stderr and exit 1', async (t) => {
  const { child, summary, ended } = await startBinary(t)
  const { port } = new URL(summary.url)
  await t.rejects(command('--port', port), {
    code: 1,
    stdout: '',
    stderr: /^clickup-mock: 127\.0\.0\.1:\d+: clickup-mock [\d.]+ runs there already \(process \d+\); .*\n$/,
  })
  child.kill('SIGTERM')
  t.equal(await ended, 0)
})

t.test('the curl line of the banner works', async (t) => {
  const child = spawn(...unwatched([COMMAND, '--port=0', '--log-level=silent']))
  t.teardown(() => child.kill('SIGKILL'))
  const ended = once(child, 'close')
  let banner = ''
  for await (const text of child.stdout) {
    banner += text
    if (banner.includes('curl ') && banner.endsWith('\n\n')) break
  }
  const [line = ''] = /curl .*/.exec(banner) ?? []
  const { stdout } = await run('sh', ['-c', `${line} --silent --show-error`])
  t.match(JSON.parse(stdout), { user: { username: 'Anna Brandt' } })
  child.kill('SIGINT')
  t.same(await ended, [0, null])
})

t.test('a refusal is exit 1, without a stack trace', async (t) => {
  await t.rejects(command('--prot', '1'), {
    code: 1,
    stderr: 'clickup-mock: --prot: there is no such flag; did you mean --port?\n',
  })
})

t.test('the source of the command runs as the build does', async (t) => {
  const { argv, stderr } = process
  t.teardown(() => {
    process.argv = argv
    stderr.removeAllListeners('error')
  })
  const ended = t.capture(process, 'exit', () => undefined as never)
  process.argv = [process.execPath, COMMAND, '--version']
  const printed: unknown[] = []
  t.intercept(process, 'stdout', { value: textStream((text) => printed.push(text)) })
  const { ended: done } = await import('../../src/bin.js')
  await done
  t.same(printed, [`${packageVersion()}\n`, ''])
  t.match(ended(), [{ args: [0] }])
})
