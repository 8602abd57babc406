// Colour and progress: on a terminal, and nowhere else.
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import t from 'tap'
import { main } from '../../src/cli/main.js'
import { paintFor, plain } from '../../src/cli/paint.js'
import { withProgress, withSeconds } from '../../src/cli/progress.js'
import { start } from '../help/start.js'
import { textStream } from '../help/text-stream.js'
import { COMMAND, unwatched } from '../help/unwatched.js'

const RED = '\u001b[31m'
const CLEAR = '\r\u001b[2K'

/** Streams of a terminal, which remember what was written. */
function screen(isTTY = true) {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') =>
    Object.assign(
      textStream((text) => {
        written[name] += text
      }),
      { isTTY },
    )
  return { written, stdout: stream('out'), stderr: stream('err') }
}

/** Runs a command on a terminal. */
async function see(args: readonly string[], env: Record<string, string> = {}, isTTY = true) {
  const { written, ...streams } = screen(isTTY)
  const surroundings = { env: { XDG_STATE_HOME: '/nowhere', ...env }, once: () => undefined, exit: () => undefined }
  await main(args, { ...streams, ...surroundings })
  return written
}

t.test('colour', async (t) => {
  const cases = [
    { title: 'is there on a terminal', isTTY: true, env: {}, painted: true },
    { title: 'is not in a pipe', isTTY: false, env: {}, painted: false },
    { title: 'is not with NO_COLOR', isTTY: true, env: { NO_COLOR: '1' }, painted: false },
    { title: 'is there with an empty NO_COLOR, which says nothing', isTTY: true, env: { NO_COLOR: '' }, painted: true },
    { title: 'is not on a dumb terminal', isTTY: true, env: { TERM: 'dumb' }, painted: false },
    { title: 'is in a pipe with FORCE_COLOR', isTTY: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' }, painted: true },
    { title: 'is not with FORCE_COLOR=0', isTTY: true, env: { FORCE_COLOR: '0' }, painted: false },
  ]
  for (const { title, isTTY, env, painted } of cases) {
    await t.test(title, async (t) => {
      const { out, err } = await see(['errors', 'OAUTH_027'], env, isTTY)
      t.equal(out.startsWith('\u001b[1mECODE'), painted)
      t.equal(err, '')
      t.equal((await see(['strat'], env, isTTY)).err.startsWith(`${RED}clickup-mock:`), painted)
    })
  }

  await t.test('moves no column, and nothing that is empty is painted', async (t) => {
    const { mock, as } = await start(t, { listen: true, faults: ['503@GetAuthorizedUser', 'reset@GetAuthorizedTeams'] })
    await as.anna.get('/api/v2/user')
    await as.anna.get('/api/v2/team').catch(() => undefined)
    await as.anna.get('/api/v2/space/x')
    const at = { CLICKUP_MOCK_URL: mock.url }
    for (const args of [
      ['requests'],
      ['status'],
      ['coverage'],
      ['webhooks'],
      ['scenarios'],
      ['--help'],
      ['fault', '-h'],
    ]) {
      const [painted, unpainted] = [await see(args, at), await see(args, at, false)]
      t.equal(stripVTControlCharacters(painted.out), unpainted.out, args.join(' '))
    }
    const { out } = await see(['requests'], at)
    for (const text of [`${RED}503`, `${RED}broken`, '\u001b[33m4']) t.match(out, text)
    t.equal(paintFor(screen().stdout, {})('', 'red'), '')
    t.equal(plain('text', 'red'), 'text')
  })
})

t.test('progress', async (t) => {
  const { testdir } = t
  const users = 'users: { anna: { email: a@b.example } }\n'
  const many = `${users}workspaces: { acme: { members: { anna: owner }, spaces: [{ name: S, generate: { lists: 100, tasks: 100 } }] } }\n`
  const folder = testdir({ 'many.yaml': many, 'long.yaml': `${users}${`# ${'x'.repeat(1_000)}\n`.repeat(300)}` })

  await t.test('says what takes long, and is gone when it is done', async (t) => {
    const planted = await see(['validate', `${folder}/many.yaml`])
    t.equal(planted.err, `${CLEAR}planting 10,000 rows…${CLEAR}`)
    const read = await see(['validate', `${folder}/long.yaml`])
    t.match(read.err.replaceAll(CLEAR, ''), /^reading .*long\.yaml \(29\d(\.\d)? kB\)…$/)
  })

  await t.test('is silent where nobody looks, and for what is short', async (t) => {
    t.equal((await see(['validate', `${folder}/many.yaml`], {}, false)).err, '')
    t.equal((await see(['validate', 'default'])).err, '')
  })

  await t.test('is gone when the work fails', async (t) => {
    const { written, stderr } = screen()
    await t.rejects(
      withProgress({ stderr }, async (tell) => {
        tell('trying')
        throw new Error('no')
      }),
    )
    t.equal(written.err, `${CLEAR}trying…${CLEAR}`)
  })

  await t.test('counts the seconds of work elsewhere', async (t) => {
    const { written, stderr } = screen()
    const tick = t.capture(globalThis, 'setInterval', ((work: () => void) => {
      work()
      work()
    }) as object as typeof setInterval)
    t.equal(await withSeconds({ stderr }, 'starting', Promise.resolve(7)), 7)
    t.equal(written.err, `${CLEAR}starting, 1 s…${CLEAR}starting, 2 s…${CLEAR}`)
    t.match(tick(), [{ args: [Function, 1_000] }])
  })
})

t.test('a real pipe has no colour', async (t) => {
  const { FORCE_COLOR: _, ...env } = process.env
  const [program, args] = unwatched([COMMAND, 'strat'])
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let err = ''
  for await (const text of child.stderr) err += text
  t.match(err, /^clickup-mock: strat: /)
})
