// `clickup-mock requests`: the journal as a table, and as it grows.
import { reject } from '../input/problems.js'
import { flagValue } from './command-line.js'
import { type ControlCommand, perform, shown } from './control-commands.js'
import { paintFor } from './paint.js'
import { callHead, callRow, callTable, callWidths } from './show.js'
import { headOf, tableRow } from './table.js'
import { clientOf } from './target.js'
import { type CheckedLine, streamEnded, type Terminal, unreadSignal } from './terminal.js'

/** The calls that were asked for; with --follow also those to come, until a signal. */
export async function requests(line: CheckedLine, terminal: Terminal): Promise<number> {
  if (line.values.follow) return follow(line, terminal)
  const list: ControlCommand = async (mock) =>
    shown(await mock.call('listCalls', { ...wantedCalls(line), limit: flagValue(line, 'limit') }), callTable)
  return perform(list, line, terminal)
}

/** A line for each call as it is answered, beginning with those the journal still has. */
async function follow(line: CheckedLine, terminal: Terminal): Promise<number> {
  const mock = await clientOf(line, terminal)
  if (line.values.limit !== undefined) {
    reject('--limit', 'it does not go with --follow', 'with --follow, --since says where to begin')
  }
  const signal = unreadSignal(terminal)
  const paint = paintFor(terminal.stdout, terminal.env)
  const { since = '0', ...wanted } = wantedCalls(line)
  if (!line.values.json) terminal.stdout.write(tableRow(headOf(callHead), callWidths, paint))
  for await (const call of mock.stream('streamCalls', { since, ...wanted }, signal)) {
    terminal.stdout.write(line.values.json ? `${JSON.stringify(call)}\n` : tableRow(callRow(call), callWidths, paint))
  }
  return streamEnded(signal, mock.url, terminal)
}

/** The filter, in the words of the control API. */
function wantedCalls(line: CheckedLine) {
  const method = flagValue(line, 'method')?.toUpperCase()
  return {
    operation: flagValue(line, 'operation'),
    method,
    path: flagValue(line, 'path'),
    status: flagValue(line, 'status'),
    ecode: flagValue(line, 'ecode'),
    token: flagValue(line, 'token'),
    since: flagValue(line, 'since'),
    violations: line.values.violations === true ? true : undefined,
  }
}
