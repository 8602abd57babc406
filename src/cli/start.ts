// `clickup-mock start`: the mock in the foreground, until a signal, or in the background.
import { reject } from '../input/problems.js'
import { linesTo } from '../settings/lines-to.js'
import { onOrOff } from '../settings/readers.js'
import { tell } from './banner.js'
import { chosenConfig } from './config-file.js'
import { givenOptions, unknownVariables } from './given-options.js'
import { serveUntil } from './serving.js'
import { type CheckedLine, stopSignal, type Terminal } from './terminal.js'

/** Starts, says where, and waits for SIGINT or SIGTERM. Log lines go to stderr. */
export async function start(line: CheckedLine, terminal: Terminal): Promise<number> {
  // At once, or a signal could come between the first word and the moment at which somebody listens for it.
  const stopped = line.values.detach ? undefined : stopSignal(terminal)
  for (const warning of unknownVariables(terminal.env)) terminal.stderr.write(`clickup-mock: ${warning}\n`)
  const json = line.values.json === true || onOrOff(terminal.env.CLICKUP_MOCK_JSON || false, 'CLICKUP_MOCK_JSON')
  const telling = { json, config: chosenConfig(line, terminal.env) }
  const given = await givenOptions(line, terminal.env)
  if (!stopped) {
    const { detach } = await import('./detach.js')
    return detach(given, telling, terminal)
  }
  if (line.values.wait) reject('--wait', 'it goes with --detach', 'write start --detach')
  given.log = { value: linesTo(() => terminal.stderr), where: 'start' }
  await serveUntil(stopped, given, terminal, (mock) => tell(terminal, mock, telling))
  return 0
}
