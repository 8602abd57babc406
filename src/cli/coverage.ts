// `clickup-mock coverage [text]`: what of ClickUp's API the mock emulates, for people.
import { PAGES } from '../contract/service.js'
import { coverage as allOperations } from '../library/coverage.js'
import { table } from './table.js'
import type { CheckedLine, Terminal } from './terminal.js'

type Listed = ReturnType<typeof allOperations>[number]

/** A table with a sum, or JSON; only the operations in which the text occurs, when one is given. */
export async function coverage({ operands, values }: CheckedLine, terminal: Terminal): Promise<number> {
  const wanted = operands.join(' ').toLowerCase()
  const documented = allOperations().filter(({ chapter }) => chapter !== PAGES)
  const found = documented.filter((operation) => Object.values(operation).join(' ').toLowerCase().includes(wanted))
  if (values.json) terminal.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
  else if (found.length === 0) terminal.stderr.write(`clickup-mock: no operation of ClickUp mentions "${wanted}"\n`)
  else {
    const rows = found.map(({ chapter, operationId, method, path, built, evidence }) => {
      return [chapter, operationId, `${method} ${path}`, built ? 'built' : 'answers 501', evidenceText(evidence)]
    })
    const built = found.filter((operation) => operation.built).length
    terminal.stdout.write(table(['chapter', 'operation', 'call', 'state', 'evidence'], rows))
    terminal.stdout.write(`\n${built} of ${found.length} operations are built.\n`)
  }
  return found.length ? 0 : 1
}

/** `2 recorded, latest 2026-01; refusals: 5 observed, 1 assumed`. */
function evidenceText({ recorded, latest, ...refusals }: Listed['evidence']): string {
  const seen = Object.entries(refusals).filter(([, count]) => count > 0)
  const exchanges = recorded === 0 ? '' : `${recorded} recorded, latest ${latest}; `
  return seen.length === 0 ? '' : `${exchanges}refusals: ${seen.map(([kind, count]) => `${count} ${kind}`).join(', ')}`
}
