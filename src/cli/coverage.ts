// `clickup-mock coverage [text]`: what of ClickUp's API the mock emulates, for people.
import { PAGES } from '../contract/service.js'
import { coverage as allOperations } from '../library/coverage.js'
import { paintFor } from './paint.js'
import { found } from './search.js'
import { table } from './table.js'
import type { CheckedLine, Terminal } from './terminal.js'

type Listed = ReturnType<typeof allOperations>[number]

/** A table with a sum, or JSON; only the operations in which the text occurs, when one is given. */
export async function coverage({ operands, values }: CheckedLine, terminal: Terminal): Promise<number> {
  const wanted = operands.join(' ')
  const documented = allOperations().filter(({ chapter }) => chapter !== PAGES)
  const operations = found(
    documented,
    wanted,
    ({ operationId, path }) => [operationId, path],
    (operation) => Object.values(operation).join(' '),
  )
  if (values.json) terminal.stdout.write(`${JSON.stringify(operations, null, 2)}\n`)
  else if (operations.length === 0)
    terminal.stderr.write(`clickup-mock: no operation of ClickUp mentions "${wanted}"\n`)
  else {
    const rows = operations.map(rowOf)
    const built = operations.filter((operation) => operation.built).length
    const paint = paintFor(terminal.stdout, terminal.env)
    terminal.stdout.write(table(['chapter', 'operation', 'call', 'state', 'evidence'], rows, paint))
    terminal.stdout.write(`\n${built} of ${operations.length} operations are built.\n`)
  }
  return operations.length ? 0 : 1
}

/** One operation in the table. */
export function rowOf({ chapter, operationId, method, path, built, evidence }: Listed): string[] {
  return [chapter, operationId, `${method} ${path}`, built ? 'built' : 'answers 501', evidenceText(evidence)]
}

/** `2 recorded, latest 2026-01; refusals: 5 observed, 1 assumed`. */
function evidenceText({ recorded, latest, ...refusals }: Listed['evidence']): string {
  const seen = Object.entries(refusals).filter(([, count]) => count > 0)
  const exchanges = recorded === 0 ? '' : `${recorded} recorded, latest ${latest}; `
  return seen.length === 0 ? '' : `${exchanges}refusals: ${seen.map(([kind, count]) => `${count} ${kind}`).join(', ')}`
}
