// `npm run bench`: how fast, how soon ready and how steady in memory the mock is, against bare Fastify and bare
// node:http answering the same JSON. What each flag does stands in `help`.
import { parseArgs } from 'node:util'
import {
  measureBurden,
  measureMemory,
  measureReady,
  measureSandboxes,
  measureThroughput,
  mockBody,
} from './measures.mjs'
import { markdownTable, plainTable, rowsOf } from './table.mjs'
import { measureWebhooks } from './webhooks.mjs'
import { measureWorlds } from './worlds.mjs'

const help = `npm run bench -- [flags]
  --quick           a rough answer in a minute
  --markdown        the table as Markdown, for docs/speed.md
  --strict          exit 1 when a target is missed
  --connections <n> connections kept busy (default 50)
  --pipelining <n>  requests under way on each connection (default 1, as most clients do)
`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    connections: { type: 'string', default: '50' },
    pipelining: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

/** A server that was less busy than this was not what limited the run (or others use the machine). */
const BUSY_ENOUGH = 0.85

if (values.help) process.stdout.write(help)
else process.exitCode = await run()

async function run() {
  const shape = { connections: Number(values.connections), pipelining: Number(values.pipelining) }
  const full = {
    rounds: 12,
    seconds: 2,
    warmUpSeconds: 3,
    starts: 11,
    requests: 200_000,
    sandboxes: 1_000,
    events: 10_000,
  }
  const quick = {
    rounds: 4,
    seconds: 1,
    warmUpSeconds: 2,
    starts: 3,
    requests: 50_000,
    sandboxes: 1_000,
    events: 1_000,
  }
  const plan = values.quick ? quick : full
  const json = await mockBody()
  say(`throughput: ${plan.rounds} rounds of ${plan.seconds} s on each of three servers`)
  const throughput = await measureThroughput(json, { ...plan, ...shape })
  for (const { name, server, client } of throughput.busy) {
    say(`  ${name}: server ${percent(server)} of a core, client ${percent(client)}`)
    if (server < BUSY_ENOUGH) say('  careful: the server was not busy enough for the first rows to mean much')
  }
  say(`rules and journal: ${plan.rounds} rounds of ${plan.seconds} s on each of two servers`)
  const burden = await measureBurden(json, { ...plan, ...shape })
  say(`start: ${plan.starts} rounds`)
  const ready = await measureReady(json, { rounds: plan.starts })
  say(`memory: ${plan.requests} requests`)
  const memory = await measureMemory(json, { ...plan, ...shape })
  say(`sandboxes: ${plan.sandboxes}, ${plan.starts} times`)
  const sandboxes = await measureSandboxes({ rounds: plan.starts, ...plan })
  say(`tasks: ${plan.rounds} rounds of ${plan.seconds} s on each of three worlds, five times`)
  const worlds = await measureWorlds({ ...plan, ...shape })
  say(
    `webhooks: ${plan.rounds} rounds of ${plan.seconds} s on each of two servers, then ${plan.events} events to 100 webhooks`,
  )
  const webhooks = await measureWebhooks({ ...plan, ...shape })
  const rows = rowsOf({ throughput, burden, ready, memory, sandboxes, worlds, webhooks }, plan)
  process.stdout.write(`${values.markdown ? markdownTable(rows) : plainTable(rows)}\n`)
  return values.strict && rows.some((row) => !row.met) ? 1 : 0
}

/** What goes on, beside the table. */
function say(line) {
  process.stderr.write(`${line}\n`)
}

function percent(share) {
  return `${Math.round(share * 100)} %`
}
