// Finding calls in the journal.
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import type { CallRecord } from '../sandbox/call-record.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { PathPattern } from '../settings/path-pattern.js'
import { presentCall, type ShownCall } from './calls.js'
import type { Difference } from './field-differences.js'
import { itemsSince } from './since.js'

/** What a call has to match; fields that are left out do not count. */
export interface CallFilter {
  readonly operation?: string
  readonly method?: string
  readonly path?: string
  readonly status?: number | string
  readonly ecode?: string
  readonly token?: string
  /** The id of a call, or a time in ms. */
  readonly since?: string
  readonly violations?: boolean | string
}

/** The kept calls that match, oldest first. @throws InputError when the journal has no call of this `since` */
export function findCalls(sandbox: Sandbox, { since, ...filter }: CallFilter): CallRecord[] {
  return callsSince(sandbox, since).filter((call) => differences(call, filter).length === 0)
}

/** The kept calls after the one of this id, or after this time (ms). @throws InputError when the journal has no such call */
export function callsSince({ journal }: Sandbox, since: string | undefined): readonly CallRecord[] {
  return itemsSince(
    journal.list(),
    since,
    ({ at }) => at,
    (id) => reject('since', `there is no call "${id}"`, 'give the id of a call the journal still has, or a time in ms'),
  )
}

/** The calls at these places, each as it is shown when its turn comes; without those that were forgotten by then. */
export function* keptCalls(sandbox: Sandbox, places: Iterable<number>): Generator<ShownCall> {
  for (const place of places) {
    const record = sandbox.journal.at(place)
    if (record) yield presentCall(sandbox, record)
  }
}

/** Checks the name of an operation: a misspelt one would never match. @throws InputError with the nearest names */
export function checkOperation(name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return
  reject('operation', `there is no operation "${name}"`, suggestion(name, names))
}

/** In which fields a call differs from what is wanted. */
export function differences(call: CallRecord, filter: Omit<CallFilter, 'since'>): Difference[] {
  const { operation, method, path, status, ecode, token, violations } = filter
  const found: Difference[] = []
  const compare = (name: string, is: unknown, wanted: unknown, same = String(is) === String(wanted)) => {
    if (wanted !== undefined && !same) found.push({ name, is, wanted })
  }
  compare('operation', call.operation, operation)
  compare('method', call.method, method)
  compare('path', call.path, path, path !== undefined && new PathPattern(path).test(call.path))
  compare('status', call.status, status)
  compare('ecode', call.ECODE, ecode)
  compare('token', call.token, token)
  compare('violations', call.violations.length > 0, violations)
  return found
}
