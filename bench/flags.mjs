// The flags of `npm run bench`.
import { parseArgs } from 'node:util'

export const help = (names) => `npm run bench -- [flags]
  --only <rows>   some of them, parted by commas: ${names.join(', ')}
  --rounds <n>    rounds of each row, 1 to 99, instead of its own number
  --quick         one round of most rows: rough, in three to four minutes
  --markdown      the table as Markdown
  --write         the table into docs/speed.md and its figures into README.md
  --strict        exit 1 when a target is missed
  --help          this
`

/**
 * @param names of the rows there are
 * @throws Error that says which flag is wrong
 */
export function readFlags(args, names) {
  const flag = { type: 'boolean', default: false }
  const options = { quick: flag, markdown: flag, write: flag, strict: flag, help: flag }
  const text = { type: 'string' }
  const { values } = parseArgs({ args, options: { ...options, only: text, rounds: text } })
  const only = values.only?.split(',') ?? names
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length) throw new Error(`--only: no row ${unknown.join(', ')}; there are ${names.join(', ')}`)
  if (values.rounds !== undefined && !/^[1-9]\d?$/.test(values.rounds))
    throw new Error('--rounds: a number from 1 to 99')
  if (values.write && (values.only ?? values.rounds)) throw new Error('--write: only a whole run is written')
  return { ...values, only, rounds: values.rounds && Number(values.rounds) }
}
