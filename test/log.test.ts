// The log: lines up to the chosen level.
import t from 'tap'
import { Log } from '../src/settings/log.js'
import { logLevels } from '../src/settings/options.js'

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
