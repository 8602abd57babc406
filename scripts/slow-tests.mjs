// Prints the slowest test files of the last run, in seconds, from what tap keeps of it (.tap/test-results). Run
// `npm test` before: `node scripts/slow-tests.mjs`.
import { readdirSync, readFileSync } from 'node:fs'

const SHOWN = 20
const folder = '.tap/test-results'
const seconds = new Map()
for (const path of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.tap'))) {
  const text = readFileSync(`${folder}/${path}`, 'utf8')
  const own = [['', path.replace(/\.tap$/, ''), /^# time=([\d.]+)ms$/m.exec(text)?.[1]]]
  // The files of a folder that run together are tests of one process.
  const inFolder = [...text.matchAll(/^(?:not )?ok \d+ - (test\/\S+) # time=([\d.]+)ms$/gm)]
  for (const [, file, ms] of inFolder.length ? inFolder : own) seconds.set(file, Number(ms) / 1_000)
}
const slowest = [...seconds].sort(([, one], [, other]) => other - one).slice(0, SHOWN)
for (const [file, time] of slowest) console.log(time.toFixed(1).padStart(6), file)
