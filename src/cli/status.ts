// `clickup-mock status`: what runs where.
import type { ControlClient } from './control-client.js'
import { paintFor } from './paint.js'
import { readStates } from './state-files.js'
import { table } from './table.js'
import { addressOf, clientOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** A mock that answers. Its counts are null when it is locked and the right token was not given. */
interface RunningMock {
  readonly url: string
  readonly version: string
  readonly pid: number
  readonly sandboxes: number | null
  readonly calls: number | null
  readonly violations: number | null
  /** Only of mocks in the background. */
  readonly log?: string
}

/** The mock that was named; else each in the background and the one that other commands mean. Exit 1 when none answers. */
export async function status(line: CheckedLine, terminal: Terminal): Promise<number> {
  const { url, named } = await addressOf(line, terminal)
  const states = readStates(terminal)
  const addresses = named === 'here' ? [url] : [...new Set([...states.map(({ address }) => address), url])]
  const clients = await Promise.all(addresses.map((address) => clientOf(line, terminal, { url: address })))
  const asked = await Promise.all(clients.map(ask))
  const mocks = asked
    .flatMap((mock) => mock ?? [])
    .map((mock) => {
      const state = states.find(({ pid }) => pid === mock.pid)
      return state ? { ...mock, url: state.url, log: state.log } : mock
    })
  if (line.values.json) terminal.stdout.write(`${JSON.stringify({ mocks }, null, 2)}\n`)
  else if (mocks.length) terminal.stdout.write(table(head, mocks.map(row), paintFor(terminal.stdout, terminal.env)))
  else terminal.stderr.write(`clickup-mock: ${url}: no mock runs; clickup-mock start --detach starts one\n`)
  return mocks.length ? 0 : 1
}

const head = ['url', 'version', 'process', 'sandboxes', 'calls', 'violations', 'log']

function row({ url, version, pid, sandboxes, calls, violations, log }: RunningMock): string[] {
  const counts = [sandboxes, calls, violations].map((count) => (count === null ? 'locked' : String(count)))
  return [url, version, String(pid), ...counts, log ?? '']
}

/** Undefined when no mock answers there. */
async function ask(mock: ControlClient): Promise<RunningMock | undefined> {
  const health = await mock.ask('health')
  return health && { url: mock.url, version: health.version, pid: health.pid, ...(await counts(mock)) }
}

async function counts(mock: ControlClient) {
  const answer = await mock.ask('listSandboxes')
  if (!answer) return { sandboxes: null, calls: null, violations: null }
  const { sandboxes } = answer
  const sum = (of: 'calls' | 'violations') => sandboxes.reduce((total, sandbox) => total + sandbox[of], 0)
  return { sandboxes: sandboxes.length, calls: sum('calls'), violations: sum('violations') }
}
