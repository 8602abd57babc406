// `clickup-mock errors [text]`: the catalogue for people.
import { listErrors } from '../control/operations/server.js'
import { suggestion } from '../nearest.js'
import { faultWords } from '../sandbox/fault-rule.js'
import type { CheckedLine, Terminal } from './main.js'
import { table } from './table.js'

/** A table, or JSON; only the entries in which the text occurs, when one is given. */
export async function errors({ operands, values }: CheckedLine, terminal: Terminal): Promise<number> {
  const wanted = operands.join(' ').toLowerCase()
  const found = listErrors().filter((entry) => JSON.stringify(entry).toLowerCase().includes(wanted))
  if (values.json) terminal.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
  else if (found.length === 0)
    terminal.stderr.write(`clickup-mock: no error mentions "${wanted}"; ${suggestion(wanted, faultWords)}\n`)
  else {
    const rows = found.map(({ ECODE, status, err, seen, token }) => [
      ECODE ?? '-',
      String(status),
      seen,
      token,
      err ?? '(a page)',
    ])
    terminal.stdout.write(table(['ECODE', 'status', 'seen', 'test token', 'err'], rows))
  }
  return found.length ? 0 : 1
}
