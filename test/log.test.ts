// The log: lines up to the chosen level, for as long as somebody takes them; and what goes wrong where nobody waits for it.
import { Writable } from 'node:stream'
import t from 'tap'
import { guarded } from '../src/settings/guarded.js'
import { linesTo } from '../src/settings/lines-to.js'
import { Log } from '../src/settings/log.js'
import { logLevels } from '../src/settings/process-options.js'

t.test('writes lines of a level up to the chosen one', async (t) => {
  const all = ['error: a', 'warn: b', 'c']
  const written = { silent: [], error: all.slice(0, 1), warn: all.slice(0, 2), info: all, debug: all }
  for (const level of logLevels) {
    const lines: string[] = []
    const log = new Log(level, (line) => lines.push(line))
    log.error('a')
    log.warn('b')
    log.info('c')
    t.same(lines, written[level], level)
    t.equal(log.shows('debug'), level === 'debug')
  }
})

t.test('does without a writer that fails', async (t) => {
  const log = new Log('info', () => {
    throw new Error('the disk is full')
  })
  t.doesNotThrow(() => log.info('a'))
})

t.test('a guard tells the log of what fails, now or later, with its stack', async (t) => {
  const lines: string[] = []
  const log = new Log('error', (line) => lines.push(line))
  guarded(log, 'a timer', () => {
    throw new Error('boom')
  })
  guarded(log, 'a listener', () => Promise.reject('just a text'))
  guarded(log, 'a promise', async () => 1)
  await new Promise((resolve) => setImmediate(resolve))
  t.match(lines, [/^error: a timer: Error: boom\n\s+at /, 'error: a listener: just a text'])
  t.equal(lines.length, 2)
})

t.test('lines', async (t) => {
  await t.test('that nobody reads in time are lost, and it says so when somebody reads again', async (t) => {
    const written: string[] = []
    const readers: (() => void)[] = []
    const stream = new Writable({
      write: (text, _encoding, done) => {
        written.push(String(text))
        readers.push(done)
      },
    })
    const write = linesTo(() => stream)
    const long = 'x'.repeat(1_000_000)
    for (const line of ['first', long, long, 'lost', 'lost too']) write(line)
    t.same(written, ['first\n'])
    while (readers.length) {
      readers.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    write('last')
    readers.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
    const told = '2 lines were lost here, since nobody read them in time\n'
    t.same(written.slice(-3), [`${long}\n`, told, 'last\n'])
  })

  await t.test('are not written where the stream is broken, and nobody has to catch its error', async (t) => {
    let tries = 0
    const stream = new Writable({
      write: (_text, _encoding, done) => {
        tries += 1
        done(new Error('the pipe is closed'))
      },
    })
    const write = linesTo(() => stream)
    write('a')
    await new Promise((resolve) => setImmediate(resolve))
    write('b')
    t.equal(tries, 1)
  })
})
