// What each operation's answers rest on: the exchanges of test/recorded, and the evidence of its refusals.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { operationsOf } from './defaults.mjs'
import { refusalsOf } from './refusals.mjs'

const notExchanges = ['sources.yaml', 'accepted.yaml']

/** By operationId: `exchanges`, each with source, date, sureness and status; `refusals`, their names by how they were seen. */
export function evidenceOf(document, catalogue, root) {
  const exchanges = readExchanges(join(root, 'test/recorded'))
  return Object.fromEntries(
    operationsOf(document).map((operation) => [
      operation.operationId,
      {
        exchanges: exchanges.filter((exchange) => exchange.operation === operation.operationId).map(shown),
        refusals: bySeen(refusalsOf(document, catalogue, operation), catalogue),
      },
    ]),
  )
}

function readExchanges(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !notExchanges.includes(file))
    .sort()
    .map((file) => parse(readFileSync(join(folder, file), 'utf8')))
}

function shown({ source, date, sureness, answer }) {
  return { source, date: String(date), sureness, status: answer.status ?? 0 }
}

function bySeen(names, catalogue) {
  const seenSo = (kind) => names.filter((name) => catalogue[name]?.seen === kind)
  return { observed: seenSo('observed'), documented: seenSo('documented'), assumed: seenSo('assumed') }
}
