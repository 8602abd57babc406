// `npm run soak`: hours of CI in minutes, and what the mock still holds after a collection. Exit 1 when it grows.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { startReceiver } from './receiver.mjs'
import { round } from './soak-round.mjs'
import { Wire } from './wire.mjs'

const help = `npm run soak -- [flags]
  --minutes <m>   how long (default 5)
  --memory <size> the mock's budget (default 160MB)
The first fifth is warm-up and does not count. Of the rest, what is held after a collection (the heap and what it keeps
outside, such as attachments) may be in the last third, on average, at most 1.1 times what it was in the first.
`

const WARM_UP = 0.2
const MOST_GROWTH = 1.1
const SAMPLES = 60
const CONNECTIONS = 4

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    memory: { type: 'string', default: '160MB' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(help)
else process.exit((await soak(minutes(values.minutes) * 60_000)) ? 0 : 1)

/** @throws Error for what is no number of minutes */
function minutes(text) {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw new Error(`--minutes ${text} is not a number of minutes`)
  return Number(text)
}

/** @returns whether it held as much at the end as at the beginning */
async function soak(length) {
  const host = new URL('soak-host.mjs', import.meta.url)
  const child = fork(host, [values.memory], { execArgv: ['--expose-gc'] })
  const [{ port }] = await once(child, 'message')
  const receiver = await startReceiver()
  const wires = Array.from({ length: CONNECTIONS }, () => new Wire(port))
  const samples = []
  const began = performance.now()
  const elapsed = () => performance.now() - began
  let calls = 0
  for (let number = 0; elapsed() < length; number++) {
    calls += await round(number, { port, wires, receiver })
    if (elapsed() < (samples.length * length) / SAMPLES) continue
    samples.push({ at: elapsed(), round: number, ...(await measured(child)) })
    tell(samples.at(-1), calls)
  }
  for (const wire of wires) wire.close()
  receiver.close()
  child.send('end')
  await once(child, 'exit')
  return judge(
    samples.filter(({ at }) => at >= length * WARM_UP),
    calls,
  )
}

async function measured(child) {
  child.send('measure')
  const [sample] = await once(child, 'message')
  return sample
}

function tell({ at, round: number, held, rss }, calls) {
  const where = `${(at / 1_000).toFixed()} s, round ${number}, ${calls} calls`
  process.stderr.write(`${where}: ${megabytes(held)} MB held, ${megabytes(rss)} MB resident\n`)
}

function judge(samples, calls) {
  const third = Math.floor(samples.length / 3)
  if (third === 0) throw new Error('there were too few samples: take more minutes')
  const first = mean(samples.slice(0, third))
  const last = mean(samples.slice(-third))
  const growth = last / first
  const figures = `${megabytes(first)} MB held in the first third, ${megabytes(last)} MB in the last, ${growth.toFixed(3)} times as much`
  process.stdout.write(`${figures}; ${calls} calls, ${samples.length} samples\n`)
  return growth <= MOST_GROWTH
}

function mean(samples) {
  return samples.reduce((sum, { held }) => sum + held, 0) / samples.length
}

function megabytes(bytes) {
  return (bytes / 1_048_576).toFixed(1)
}
