// `clickup-mock errors [text]`: the catalogue for people.
import { listErrors } from '../control/operations/server.js'
import { suggestion } from '../input/nearest.js'
import { faultWords, networkFaults, testTokenPrefix } from '../settings/fault-rule.js'
import { paintFor } from './paint.js'
import { found } from './search.js'
import { table } from './table.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** Test tokens that name no entry: any status, and the ways to fail below ClickUp's answers. */
const otherTokens = `\nOther test tokens: ${['429', '503', ...networkFaults, 'timeout', 'html', 'slow']
  .map((word) => testTokenPrefix + word)
  .join(', ')}; any status from 200 to 599 works so.\n`

/** A table, or JSON; only the entries in which the text occurs, when one is given, first those of this code or name. */
export async function errors({ operands, values }: CheckedLine, terminal: Terminal): Promise<number> {
  const wanted = operands.join(' ')
  const entries = found(listErrors(), wanted, ({ ECODE, name, token }) => [ECODE, name, token], JSON.stringify)
  if (values.json) terminal.stdout.write(`${JSON.stringify(entries, null, 2)}\n`)
  else if (entries.length === 0)
    terminal.stderr.write(`clickup-mock: no error mentions "${wanted}"; ${suggestion(wanted, faultWords)}\n`)
  else {
    const rows = entries.map(({ ECODE, status, err, seen, token }) => [
      ECODE ?? '-',
      String(status),
      seen,
      token,
      err ?? '(a page)',
    ])
    const paint = paintFor(terminal.stdout, terminal.env)
    terminal.stdout.write(table(['ECODE', 'status', 'seen', 'test token', 'err'], rows, paint))
    if (wanted === '') terminal.stdout.write(otherTokens)
  }
  return entries.length ? 0 : 1
}
