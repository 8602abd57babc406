// `npm run bench`: what a call costs the mock, how soon it is ready and what it holds, against bare Fastify that answers the
// same JSON. What each flag does stands in `flags.mjs`, what is measured in `rows/`.
import { cpus } from 'node:os'
import { writeDocuments } from './documents.mjs'
import { help, readFlags } from './flags.mjs'
import { CONNECTIONS, shares, wrk } from './load.mjs'
import { summary } from './numbers.mjs'
import { cores } from './processes.mjs'
import { rows } from './rows/index.mjs'
import { entry, markdownTable, plainTable } from './table.mjs'

/** A server that had less of its core than this was not what limited the run: others were there, or the load was weak. */
const ENOUGH = 0.85

try {
  const flags = readFlags(process.argv.slice(2), Object.keys(rows))
  if (flags.help) process.stdout.write(help(Object.keys(rows)))
  else process.exitCode = await run(flags)
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}

async function run({ only, rounds, quick, markdown, write, strict }) {
  const entries = []
  for (const name of only) {
    const count = rounds ?? rows[name].rounds[quick ? 1 : 0]
    if (count) entries.push(...(await entriesOf(name, count)))
    else say(`${name}: left out, as it takes long`)
  }
  const how = circumstances(quick)
  const table = `${markdownTable(entries)}\n\n${how}`
  if (write) writeDocuments(table, entries)
  process.stdout.write(markdown ? `${table}\n` : `${plainTable(entries)}\n\n${how}\n`)
  return strict && entries.some(({ met }) => !met) ? 1 : 0
}

/** The lines of a row. If a round fails, the row is not measured, and the others still are. */
async function entriesOf(name, rounds) {
  const { lines, round } = rows[name]
  const began = performance.now()
  const figures = []
  try {
    while (figures.length < rounds) {
      say(`${name}: round ${figures.length + 1} of ${rounds}`)
      figures.push(await round())
    }
    const summaries = Object.keys(lines).map((key) => summary(figures.map((one) => one[key])))
    return Object.values(lines).map((line, index) => entry(line, summaries[index]))
  } catch (error) {
    say(`${name}: not measured. ${error.message}`)
    return Object.values(lines).map((line) => entry(line, undefined))
  } finally {
    say(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
  }
}

/** How it was measured: a figure without it is none. */
function circumstances(quick) {
  const where = `Node ${process.versions.node} on ${cpus().length} cores (${cpus()[0].model.trim()}).`
  const load = wrk ?? 'bench/own-load.mjs, as wrk is not installed'
  const rough = quick ? ['Rough: `--quick`, few rounds.'] : []
  return [where, `Load: ${load}, ${CONNECTIONS} connections.`, pinning(), ...share(), ...rough].join('\n')
}

function share() {
  if (!shares.length) return []
  const { median, least } = summary(shares)
  const percent = (value) => `${Math.round(value * 100)} %`
  const careful = median < ENOUGH ? ' Others used the machine, or the load was too weak: do not trust this.' : ''
  return [
    `Under load a server had ${percent(median)} of a core (median of the bursts; ${percent(least)} at least).${careful}`,
  ]
}

function pinning() {
  if (!cores)
    return 'No core was pinned (no taskset, or one core only): server and load may have shared one. Do not trust this.'
  const halves = cores.halves ? ', which are halves of one physical core' : ''
  return `The server alone on core ${cores.server}, load and bench on core ${cores.load}${halves}.`
}

/** What goes on, beside the table. */
function say(line) {
  process.stderr.write(`${line}\n`)
}
