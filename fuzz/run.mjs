// `npm run fuzz`: random calls against the real binary, until their number is reached; exit 1 when anything was found.
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.mjs'
import { ways } from './ways.mjs'

const help = `npm run fuzz -- [flags]
  --calls <n>       how many calls (default 20000)
  --seed <s>        the choices: the same seed sends the same calls (default 1)
  --from <index>    begin in the batch of this call, such as the index of a finding; with --calls 1 only up to it
  --lanes <n>       batches at a time (default 4; 1 with --from)
  --memory <MB>     what the mock may use (default 1500)
  --block <ms>      processor time for which nobody may wait (default 1500)
  --most <n>        stop after so many different findings (default 30)
  --preload <file>  a module that the mock imports first
  --through <way>   tls, state, state-always or haproxy: what stands before or behind the mock
  --no-processes    without the checks of how the process starts and ends
`

const whole = { type: 'string' }
const { values } = parseArgs({
  options: {
    calls: { ...whole, default: '20000' },
    seed: { type: 'string', default: '1' },
    from: whole,
    lanes: whole,
    memory: { ...whole, default: '1500' },
    block: { ...whole, default: '1500' },
    most: { ...whole, default: '30' },
    preload: { type: 'string' },
    through: { type: 'string' },
    'no-processes': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.through && !ways.includes(values.through))
  throw new Error(`--through ${values.through}: write ${ways.join(', ')}`)
if (values.help) process.stdout.write(help)
else {
  const isGood = await fuzz({
    calls: number('calls'),
    seed: values.seed,
    from: values.from === undefined ? undefined : number('from'),
    lanes: values.lanes === undefined ? (values.from === undefined ? 4 : 1) : number('lanes'),
    memory: number('memory') * 1_048_576,
    blockMs: number('block'),
    most: number('most'),
    preload: values.preload,
    through: values.through,
    withProcesses: !values['no-processes'] && values.from === undefined,
  })
  process.exit(isGood ? 0 : 1)
}

/** @throws Error for what is no number */
function number(flag) {
  if (!/^\d+$/.test(values[flag])) throw new Error(`--${flag} ${values[flag]} is not a whole number`)
  return Number(values[flag])
}
