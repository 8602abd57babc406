// The fuzzer itself: it finds what was planted, says how to repeat it, and finds nothing where nothing is.
import { execFile } from 'node:child_process'
import t from 'tap'
import { unwatched } from '../help/unwatched.js'

interface Ended {
  readonly code: number
  readonly text: string
}

/** Runs the fuzzer as `npm run fuzz` does, on what is built. */
function fuzz(...flags: string[]): Promise<Ended> {
  const args = ['fuzz/run.mjs', '--no-processes', ...flags]
  return new Promise((resolve) => {
    execFile(...unwatched(args), (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr })
    })
  })
}

t.test('the fuzzer', { jobs: 2 }, async (t) => {
  t.test('finds what was planted, and says how to repeat it', async (t) => {
    const { code, text } = await fuzz(
      '--calls',
      '250',
      '--seed',
      '1',
      '--lanes',
      '1',
      '--preload',
      './fuzz/planted.mjs',
    )
    t.equal(code, 1)
    t.match(text, /FOUND 5xx \(seed 1, call \d+\): 500 without a cause: .*planted/, 'a 500 without a cause')
    t.match(text, /FOUND journal .*: the journal has no record of it/, 'a call that the journal lost')
    t.match(
      text,
      /FOUND (world|half) .*: (what a refused call wrote is there|a refused call changed the world)/,
      'a half write',
    )
    // It closes before it ends, which may take longer than the fuzzer.
    t.match(
      text,
      /FOUND (dead: the mock ended with 70|stderr: .*it ends by a bug of its own)/,
      'the end of the process',
    )
    t.match(text, /^ {2}curl -i -X GET .*\/api\/v2\/user/m)
    t.match(text, /^ {2}npm run fuzz -- --seed 1 --from \d+ --calls 1$/m)
  })

  t.test('finds nothing in the mock, and repeats a call with what went before it', async (t) => {
    const { code, text } = await fuzz('--seed', '3', '--from', '0', '--calls', '30')
    t.equal(text.replace(/, \d+ a second.*/, ''), '0 findings; 30 calls\n')
    t.equal(code, 0)
  })

  t.test('refuses what is no number', async (t) => {
    const { code, text } = await fuzz('--calls', 'many')
    t.equal(code, 1)
    t.match(text, '--calls many is not a whole number')
  })
})
