// What the answers of each operation rest on. `npm run build` derives it from test/recorded and the catalogue.
import { readFileSync } from 'node:fs'
import type { RefusalName } from './catalogue.js'

/** What is known of one operation. */
export interface Evidence {
  /** Exchanges with the live service that somebody recorded, and that the mock answers alike. */
  readonly exchanges: readonly RecordedExchange[]
  /** Its refusals by cause, by how they were seen. */
  readonly refusals: Readonly<Record<'observed' | 'documented' | 'assumed', readonly RefusalName[]>>
}

/** One of test/recorded. */
export interface RecordedExchange {
  /** A name in test/recorded/sources.yaml. */
  readonly source: string
  /** `2026-01-26`, or as much as is known. */
  readonly date: string
  readonly sureness: 'strong' | 'weak' | 'reasoned'
  /** 0 where it was not recorded. */
  readonly status: number
}

const none: Evidence = { exchanges: [], refusals: { observed: [], documented: [], assumed: [] } }
let loaded: Readonly<Record<string, Evidence>> | undefined

/** Of an operation; empty where it is not built. Read when it is first asked for. */
export function evidenceFor(operationId: string): Evidence {
  loaded ??= JSON.parse(readFileSync(new URL('../../dist/specs/evidence.json', import.meta.url), 'utf8'))
  return loaded?.[operationId] ?? none
}
