// Which calls of the journal are meant.

import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import type { CallRecord } from '../sandbox/journal.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { pathPattern } from '../settings/fault-rule.js'
import type { Difference } from './field-differences.js'

/** What a call has to be; what is left out does not count. */
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

/** The kept calls that fit, oldest first. @throws InputError for a `since` that is neither an id nor a time */
export function findCalls(sandbox: Sandbox, { since, ...filter }: CallFilter): CallRecord[] {
  return callsSince(sandbox, since).filter((call) => differences(call, filter).length === 0)
}

/** The kept calls after a call or a time. */
export function callsSince({ journal }: Sandbox, since: string | undefined): CallRecord[] {
  const calls = journal.list()
  if (since === undefined) return calls
  if (/^\d+$/.test(since)) return calls.filter(({ at }) => at > Number(since))
  const index = calls.findIndex(({ id }) => id === since)
  if (index === -1) {
    reject('since', `there is no call "${since}"`, 'give the id of a call the journal still has, or a time in ms')
  }
  return calls.slice(index + 1)
}

/** A misspelt operation would match nothing, for ever. @throws InputError with the nearest names */
export function checkOperation(name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return
  reject('operation', `there is no operation "${name}"`, suggestion(name, names))
}

/** In what a call differs from what is wanted. */
export function differences(call: CallRecord, filter: Omit<CallFilter, 'since'>): Difference[] {
  const { operation, method, path, status, ecode, token, violations } = filter
  const found: Difference[] = []
  const compare = (name: string, is: unknown, wanted: unknown, same = String(is) === String(wanted)) => {
    if (wanted !== undefined && !same) found.push({ name, is, wanted })
  }
  compare('operation', call.operation, operation)
  compare('method', call.method, method)
  compare('path', call.path, path, path !== undefined && pathPattern(path).test(call.path))
  compare('status', call.status, status)
  compare('ecode', call.ECODE, ecode)
  compare('token', call.token, token)
  compare('violations', call.violations.length > 0, violations)
  return found
}
