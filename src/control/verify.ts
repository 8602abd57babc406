// Whether these calls were made: the verdict, and what came closest when they were not.
import { SCHEMA_VERSION } from '../contract/answer.js'
import { lateValue } from '../contract/late.js'
import type { components } from '../contract/mock.gen.js'
import type { CallRecord } from '../sandbox/call-record.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { redactorOf, requestBody } from './calls.js'
import { type Difference, fieldDifferences, fieldDistance } from './field-differences.js'
import { callsSince, differences } from './find-calls.js'
import { type Compared, differenceText, nearMisses } from './near-misses.js'

/** What a test expects. */
export type Expectation = Partial<components['schemas']['Expectation']>

/** Whether it was met. */
export interface Verdict {
  schema_version: typeof SCHEMA_VERSION
  pass: boolean
  matched: number
  message: string
  near: { call: string; differs: string[] }[]
  violations: string[]
}

/**
 * Compares the journal with an expectation. In strict mode violations fail every verdict.
 * @throws InputError when the journal has no call of this `since`
 */
export function verifyCalls(sandbox: Sandbox, expected: Expectation, strict: boolean): Verdict {
  return lateValue(compare(sandbox, callsSince(sandbox, expected.since), expected, strict))
}

/** Compares call by call: bodies may be long. */
function* compare(
  sandbox: Sandbox,
  calls: readonly CallRecord[],
  expected: Expectation,
  strict: boolean,
): Generator<void, Verdict> {
  const { since, times, at_least, at_most, no_violations, ...wanted } = expected
  const compared: Compared<CallRecord>[] = []
  for (const call of calls) {
    compared.push({ item: call, differs: differencesFrom(call, wanted) })
    yield
  }
  const matched = compared.filter(({ differs }) => differs.length === 0).length
  const { least, most } = boundsOf(expected)
  const counted = matched >= least && matched <= most
  const violations: string[] = []
  for (const call of strict || no_violations ? calls : []) {
    violations.push(...violationsOf(sandbox, call))
    yield
  }
  const near = matched < least ? nearMisses(compared, distanceOf).map((miss) => presentMiss(sandbox, miss)) : []
  const message = [
    counted ? `${matched} of ${calls.length} calls matched` : countText(matched, expected),
    ...near.slice(0, 1).map(({ call, differs }) => `the closest differed in ${differs.join(', ')} (${call})`),
    ...(violations.length ? [`${violations.length} violations`] : []),
  ].join('; ')
  return {
    schema_version: SCHEMA_VERSION,
    pass: counted && violations.length === 0,
    matched,
    message,
    near,
    violations,
  }
}

/** How many calls have to match: at least one, unless a number or nothing at all is expected. */
function boundsOf({ times, at_least, at_most, since, no_violations, ...wanted }: Expectation) {
  const once = at_most === undefined && Object.keys(wanted).length > 0 ? 1 : 0
  return { least: times ?? at_least ?? once, most: times ?? at_most ?? Infinity }
}

/** `no call matched`, and how many were expected where a number was given. */
function countText(matched: number, { times, at_least, at_most }: Expectation): string {
  const count = matched === 0 ? 'no call' : matched === 1 ? '1 call' : `${matched} calls`
  const asked = [
    ...(times === undefined ? [] : [`exactly ${times}`]),
    ...(times !== undefined || at_least === undefined ? [] : [`at least ${at_least}`]),
    ...(times !== undefined || at_most === undefined ? [] : [`at most ${at_most}`]),
  ]
  return `${count} matched${asked.length ? `, expected ${asked.join(' and ')}` : ''}`
}

function violationsOf({ world }: Sandbox, call: CallRecord): string[] {
  if (call.violations.length === 0) return []
  const shown = redactorOf(world, call)
  return call.violations.map((text) => shown.text(`${call.id}: ${text}`))
}

/** A call with another operation or path is another call. */
function distanceOf(difference: Difference): number {
  return difference.name === 'operation' || difference.name === 'path' ? 100 : fieldDistance(difference)
}

/** A near miss as it is shown, its secrets shortened. */
function presentMiss({ world }: Sandbox, { item: call, differs }: Compared<CallRecord>): Verdict['near'][number] {
  const shown = redactorOf(world, call)
  return {
    call: shown.text(`${call.id} ${call.method} ${call.path}`),
    differs: differs.map((difference) => {
      const field = difference.name.slice(difference.name.lastIndexOf('.') + 1)
      return differenceText({ ...difference, is: shown.fields({ [field]: difference.is })[field] })
    }),
  }
}

function differencesFrom(call: CallRecord, { params, query, body, ...filter }: Expectation): Difference[] {
  return [
    ...differences(call, filter),
    ...fieldDifferences('', call.params, params),
    ...fieldDifferences('query', call.query, query),
    ...(body === undefined ? [] : fieldDifferences('body', requestBody(call), body)),
  ]
}
