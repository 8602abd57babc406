// `clickup-mock webhooks listen`: deliveries as they happen; with --receive at an endpoint of its own.
import { InputError, type Problem } from '../input/problems.js'
import { webAddress, whole } from '../settings/readers.js'
import { flagValue } from './command-line.js'
import type { ControlClient } from './control-client.js'
import { receive } from './receive.js'
import { deliveryLine } from './show-webhooks.js'
import { clientOf } from './target.js'
import { type CheckedLine, streamEnded, type Terminal, unreadSignal } from './terminal.js'

/** Exit 0 when a signal ended it, 1 when the mock did. @throws InputError for flags that do not go together */
export async function listen(line: CheckedLine, terminal: Terminal): Promise<number> {
  checkFlags(line)
  const mock = await clientOf(line, terminal)
  const signal = unreadSignal(terminal)
  if (line.values.receive) {
    const [port] = line.operands
    const endpoint = flagValue(line, 'endpoint')
    await receive(mock, terminal, signal, {
      port: port === undefined ? undefined : whole(0, 65_535)(port, 'port'),
      endpoint: endpoint === undefined ? undefined : webAddress(endpoint, '--endpoint'),
      status: whole(200, 599)(flagValue(line, 'answer') ?? '200', '--answer'),
      events: flagValue(line, 'events')?.split(',') ?? ['*'],
      token: flagValue(line, 'token'),
      workspace: flagValue(line, 'workspace'),
      sandbox: flagValue(line, 'sandbox'),
    })
  } else await print(mock, line, terminal, signal)
  return streamEnded(signal, mock.url, terminal)
}

async function print(mock: ControlClient, line: CheckedLine, terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (!line.values.json) terminal.stdout.write(`listening to ${mock.url}, until Ctrl-C\n`)
  for await (const delivery of mock.stream('streamDeliveries', wantedDeliveries(line), signal)) {
    terminal.stdout.write(line.values.json ? `${JSON.stringify(delivery)}\n` : deliveryLine(delivery))
  }
}

/** The filter, in the words of the control API. */
export function wantedDeliveries(line: CheckedLine) {
  return {
    event: flagValue(line, 'event'),
    state: flagValue(line, 'state'),
    webhook: flagValue(line, 'webhook'),
    since: flagValue(line, 'since'),
  }
}

const ofReceiver = ['events', 'token', 'workspace', 'endpoint', 'answer'] as const
const ofPrinter = ['event', 'state', 'webhook', 'since', 'json'] as const

function checkFlags({ values, operands: [port] }: CheckedLine): void {
  const isReceiver = values.receive === true
  const right = isReceiver ? '--receive prints what it receives; --events says what' : 'add --receive'
  const problems: Problem[] = (isReceiver ? ofPrinter : ofReceiver)
    .filter((flag) => values[flag] !== undefined)
    .map((flag) => ({ where: `--${flag}`, what: `it does not go with${isReceiver ? '' : 'out'} --receive`, right }))
  if (!isReceiver && port !== undefined) problems.push({ where: port, what: 'a port is for --receive', right })
  if (problems.length) throw new InputError(problems)
}
