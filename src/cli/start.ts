// `clickup-mock start`: the mock in the foreground, until a signal, or in the background.
import { once } from 'node:events'
import { reject } from '../input/problems.js'
import { prepareMock } from '../library/prepare.js'
import { onOrOff } from '../settings/readers.js'
import { givenOptions, unknownVariables } from './command-line.js'
import { detach } from './detach.js'
import { banner, listening, summaryLine } from './listen.js'
import { type CheckedLine, stopSignal, type Terminal } from './terminal.js'

/** Starts, says where, and waits for SIGINT or SIGTERM. Log lines go to stderr. */
export async function start(line: CheckedLine, terminal: Terminal): Promise<number> {
  for (const warning of unknownVariables(terminal.env)) terminal.stderr.write(`clickup-mock: ${warning}\n`)
  const json = line.values.json === true || onOrOff(terminal.env.CLICKUP_MOCK_JSON || false, 'CLICKUP_MOCK_JSON')
  const given = await givenOptions(line, terminal.env)
  if (line.values.detach) return detach(given, { json, wait: line.values.wait === true }, terminal)
  if (line.values.wait) reject('--wait', 'it goes with --detach', 'write start --detach --wait')
  given.log = { value: (text: string) => terminal.stderr.write(`${text}\n`), where: 'start' }
  const prepared = await prepareMock(given)
  const mock = await listening(prepared)
  terminal.stdout.write(json ? summaryLine(mock) : banner(mock))
  await once(stopSignal(terminal), 'abort')
  await mock.close()
  return 0
}
