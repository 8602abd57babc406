// Were these calls made: the verdict, and the nearest calls when not.
import type { components } from '../contract/mock.gen.js'
import type { CallRecord } from '../sandbox/journal.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Redactor } from '../sandbox/secrets.js'
import { redactorOf } from './calls.js'
import { type Difference, fieldDifferences, fieldDistance, valueText } from './field-differences.js'
import { callsSince, differences } from './find-calls.js'

/** What a test expects. */
export type Expectation = Partial<components['schemas']['Expectation']>

/** What came of it. */
export interface Verdict {
  pass: boolean
  matched: number
  message: string
  near: { call: string; differs: string[] }[]
  violations: string[]
}

const MOST_NEAR = 3

/** Compares the journal with an expectation. In strict mode violations fail every verdict. */
export function verifyCalls(sandbox: Sandbox, expected: Expectation, strict: boolean): Verdict {
  const { since, times, at_least, at_most, no_violations, ...wanted } = expected
  const calls = callsSince(sandbox, since)
  const judged = calls.map((call) => ({ call, differs: differencesFrom(call, wanted) }))
  const matched = judged.filter(({ differs }) => differs.length === 0).length
  const { least, most } = boundsOf(expected)
  const counted = matched >= least && matched <= most
  const violations = strict || no_violations ? violationsOf(sandbox, calls) : []
  const near = matched < least ? nearest(sandbox, judged) : []
  const message = [
    counted ? `${matched} of ${calls.length} calls matched` : complaint(matched, expected),
    ...near.slice(0, 1).map(({ call, differs }) => `the closest differed in ${differs.join(', ')} (${call})`),
    ...(violations.length ? [`${violations.length} violations`] : []),
  ].join('; ')
  return { pass: counted && violations.length === 0, matched, message, near, violations }
}

/** How often the call has to be there: at least once, unless something else is asked, or nothing at all. */
function boundsOf({ times, at_least, at_most, since, no_violations, ...wanted }: Expectation) {
  const once = at_most === undefined && Object.keys(wanted).length > 0 ? 1 : 0
  return { least: times ?? at_least ?? once, most: times ?? at_most ?? Infinity }
}

/** `no call matched`, and what was asked where it is more than one. */
function complaint(matched: number, { times, at_least, at_most }: Expectation): string {
  const count = matched === 0 ? 'no call' : matched === 1 ? '1 call' : `${matched} calls`
  const asked = [
    ...(times === undefined ? [] : [`exactly ${times}`]),
    ...(times !== undefined || at_least === undefined ? [] : [`at least ${at_least}`]),
    ...(times !== undefined || at_most === undefined ? [] : [`at most ${at_most}`]),
  ]
  return `${count} matched${asked.length ? `, expected ${asked.join(' and ')}` : ''}`
}

function violationsOf({ world }: Sandbox, calls: readonly CallRecord[]): string[] {
  return calls.flatMap((call) => call.violations.map((text) => redactorOf(world, call).text(`${call.id}: ${text}`)))
}

/** The calls that differ least, the latest first among equals. */
function nearest(
  { world }: Sandbox,
  judged: readonly { call: CallRecord; differs: readonly Difference[] }[],
): Verdict['near'] {
  return judged
    .filter(({ differs }) => differs.length > 0)
    .reverse()
    .sort((one, other) => distance(one.differs) - distance(other.differs))
    .slice(0, MOST_NEAR)
    .map(({ call, differs }) => {
      const shown = redactorOf(world, call)
      return {
        call: shown.text(`${call.id} ${call.method} ${call.path}`),
        differs: differs.map((difference) => inWords(difference, shown)),
      }
    })
}

/** Another operation or path is another call. */
function distance(differs: readonly Difference[]): number {
  return differs.reduce((sum, differ) => {
    return sum + (differ.name === 'operation' || differ.name === 'path' ? 100 : fieldDistance(differ))
  }, 0)
}

/** "`team_id`: 9001 ≠ 9002". */
function inWords({ name, is, wanted }: Difference, shown: Redactor): string {
  const field = name.slice(name.lastIndexOf('.') + 1)
  return `\`${name}\`: ${valueText(shown.fields({ [field]: is })[field])} ≠ ${valueText(wanted)}`
}

function differencesFrom(call: CallRecord, { params, query, body, ...filter }: Expectation): Difference[] {
  return [
    ...differences(call, filter),
    ...fieldDifferences('', call.params, params),
    ...fieldDifferences('query', call.query, query),
    ...fieldDifferences('body', call.requestBody, body),
  ]
}
