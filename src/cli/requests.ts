// `clickup-mock requests`: the journal as a table, and as it grows.
import { reject } from '../input/problems.js'
import { flagValue } from './command-line.js'
import type { ControlClient } from './control-client.js'
import { callHead, callRow, callWidths } from './show.js'
import { table, tableRow } from './table.js'
import { clientOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** The calls that were asked for; with --follow also those to come, until a signal. */
export async function requests(line: CheckedLine, terminal: Terminal): Promise<number> {
  const mock = clientOf(line, terminal.env)
  if (line.values.follow) return follow(mock, line, terminal)
  const answer = await mock.call('listCalls', { ...wantedCalls(line), limit: flagValue(line, 'limit') })
  if (line.values.json) terminal.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
  else if (answer.calls.length === 0) terminal.stdout.write('no such calls\n')
  else terminal.stdout.write(table(callHead, answer.calls.map(callRow)))
  return 0
}

/** A line for each call as it is answered, beginning with those the journal still has. */
async function follow(mock: ControlClient, line: CheckedLine, terminal: Terminal): Promise<number> {
  if (line.values.limit !== undefined) {
    reject('--limit', 'it does not go with --follow', 'with --follow, --since says where to begin')
  }
  const stopped = new AbortController()
  const stop = () => stopped.abort()
  terminal.once('SIGINT', stop)
  terminal.once('SIGTERM', stop)
  const { since = '0', ...wanted } = wantedCalls(line)
  if (!line.values.json) terminal.stdout.write(tableRow(callHead, callWidths))
  for await (const call of mock.stream('streamCalls', { since, ...wanted }, stopped.signal)) {
    terminal.stdout.write(line.values.json ? `${JSON.stringify(call)}\n` : tableRow(callRow(call), callWidths))
  }
  if (stopped.signal.aborted) return 0
  terminal.stderr.write(`clickup-mock: the mock at ${mock.url} has ended\n`)
  return 1
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
