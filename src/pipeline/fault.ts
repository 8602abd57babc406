// Step: faults. Any answer on demand: by header, by `Prefer`, by a test token, by a standing rule.
import { Answer } from '../contract/answer.js'
import { type CatalogueEntry, catalogue } from '../contract/catalogue.js'
import { problemLine, problemsIn } from '../input/problems.js'
import {
  compileFault,
  type Entries,
  type Fault,
  type FaultRule,
  parseFault,
  testTokenPrefix,
} from '../settings/fault-rule.js'
import type { Call } from './call.js'
import { limitForFault } from './limit.js'
import { refusalAnswer } from './refusals.js'

/** The checks that ClickUp makes before it counts a request. */
const uncounted: ReadonlySet<string> = new Set(['transport', 'authenticate', 'ids', 'authorize'])

/** The fault this call gets before anything else, and the latency of every call. @throws InputError for a bad header */
export function fault(call: Call): Answer | undefined {
  const latency = latencyOf(call)
  const found = wantedFault(call)
  call.delay = latency
  if (!found) return undefined
  if ((found.rule.when ?? (isCut(found) ? 'after' : 'before')) === 'before') return applyFault(call, found)
  call.lateFault = found
  return undefined
}

/** The fault that waited until the operation took effect; otherwise the operation's own answer. */
export function lateFault(call: Call): Answer | undefined {
  return call.lateFault ? applyFault(call, call.lateFault) : call.answer
}

/** What a fault makes of a call: an answer, a broken connection, or only a later answer. */
function applyFault(call: Call, { rule, effect, delay }: Fault): Answer | undefined {
  if (delay) call.delay += call.sandbox.between(delay)
  call.faulted = rule.fault || String(rule.status ?? 'slow')
  if (effect.kind === 'none') return call.answer
  if (effect.kind === 'network') {
    call.network = effect.how
    return call.answer ?? refusalAnswer(call, catalogue.internalError)
  }
  const meant = effect.kind === 'refusal' ? suitable(call, effect.entries) : effect
  const entry = 'step' in meant ? meant : undefined
  const status = rule.status ?? meant.status
  if (!call.window || status === 429) limitForFault(call, status, !uncounted.has(entry?.step ?? 'transport'))
  const plain = entry ? refusalAnswer(call, entry, undefined, status) : plainAnswer(call, status)
  return altered(plain, rule)
}

/** The answer with the rule's own body and headers. JSON that replaces a page is not sent as a page. */
function altered({ status, headers, body: usual }: Answer, rule: FaultRule): Answer {
  const body = rule.body === undefined ? usual : rule.body
  return new Answer(status, body, { ...(typeof body === 'string' && headers), ...lowerCased(rule.headers) })
}

/** Several refusals may share a code: on the consent page its own refusal is meant, elsewhere the other one. */
function suitable(call: Call, entries: Entries): CatalogueEntry {
  const onPage = call.operation?.page ?? false
  return entries.find((entry) => (entry.step === 'authorize') === onPage) ?? entries[0]
}

function wantedFault(call: Call): Fault | undefined {
  const { headers, sandbox, token } = call
  const asked = headers['x-mock-fault']
  if (asked !== undefined) return parseFault(String(asked), 'header X-Mock-Fault', call.settings.known.operationNames)
  if (headers.prefer !== undefined) {
    const preferred = preferredFault(String(headers.prefer))
    if (preferred) return preferred
  }
  if (token?.startsWith(testTokenPrefix)) {
    const tested = testTokenFault(call, token)
    if (tested) return tested
  }
  const { method, path } = call.incoming
  const target = { operationId: call.operationId, method, path, token }
  const standing = sandbox.faults.match(target)
  if (standing) return standing
  for (const { faults } of call.scenarios) {
    const found = faults.match(target)
    if (found) return found
  }
  return undefined
}

/** The latency of every call: that of the options and those of the scenarios that apply. */
function latencyOf({ settings, sandbox, scenarios }: Call): number {
  const latency = settings.latency ? sandbox.between(settings.latency) : 0
  return scenarios.reduce(
    (sum, { scenario }) => sum + (scenario.latency ? sandbox.between(scenario.latency) : 0),
    latency,
  )
}

/** `Prefer: code=429`, as users of Prism know it. Codes of success are not faults. */
function preferredFault(prefer: string): Fault | undefined {
  const [, code] = /(?:^|[,;\s])code="?([45]\d\d)\b/i.exec(prefer) ?? []
  return code === undefined ? undefined : compileFault({ fault: code }, 'header Prefer', [])
}

/** A test token that names no fault is an unknown token; the log says what may have been meant. */
function testTokenFault(call: Call, token: string): Fault | undefined {
  try {
    return compileFault({ fault: token.slice(testTokenPrefix.length) }, `token ${token}`, [])
  } catch (error) {
    for (const problem of problemsIn(error)) call.note(problemLine(problem))
    return undefined
  }
}

function isCut({ effect }: Fault): boolean {
  return effect.kind === 'network' && effect.how === 'cut'
}

function plainAnswer(call: Call, status: number): Answer {
  if (status < 400) return new Answer(status, {})
  return refusalAnswer(call, { ...catalogue.internalError, err: `Fault ${status}` }, undefined, status)
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
