// What holds for every answer, whatever was asked.
import { hasCause } from './documents.mjs'

/** Statuses with which the mock tells a tester that something is wrong with a call of ClickUp's API. */
const ours = new Set([400, 403, 410, 503])

/** Checks answers of one mock. */
export class Checks {
  #apis
  #built
  #isProxied

  /**
   * @param built - ids of the operations that have a handler
   * @param isProxied - an answer may be that of a proxy, which has not asked the mock
   */
  constructor(apis, built, isProxied = false) {
    this.#isProxied = isProxied
    this.#apis = apis
    this.#built = built
  }

  /**
   * What is wrong with an answer.
   * @param mayBeFaulted - a fault was asked for: by the call, a standing rule or a scenario
   * @returns findings, each `{ kind, what }`
   */
  answer(call, answer, mayBeFaulted) {
    const isOfProxy = this.#isProxied && answer.headers['x-mock-replica'] === undefined
    return isOfProxy ? { findings: [], body: answer.text, isFaulted: true } : this.#own(call, answer, mayBeFaulted)
  }

  #own(call, answer, mayBeFaulted) {
    const { status, headers, text } = answer
    const isJson = /json/.test(headers['content-type'] ?? '')
    const body = isJson && text !== '' ? parsed(text) : text
    // A broken-off answer has no headers of ours; where there was nothing to break off, it is even whole.
    const isBroken = mayBeFaulted && call.api !== 'mock' && headers['x-mock-request-id'] === undefined
    const isFaulted = headers['x-mock-fault'] !== undefined || isBroken
    if (isFaulted && mayBeFaulted) return { findings: [], body, isFaulted }
    const findings = []
    const find = (kind, what) => findings.push({ kind, what })
    if (isFaulted) find('fault', `a fault that nobody asked for: ${headers['x-mock-fault']}`)
    if (body === undefined) find('json', `${status} with a body that is no JSON: ${text.slice(0, 200)}`)
    // The answer to HEAD has no body that could name a cause; that of the same GET has.
    if (status >= 500 && call.method !== 'HEAD' && !this.#isExplained(headers['x-mock-operation'], status, body))
      find('5xx', `${status} without a cause: ${text.slice(0, 300)}`)
    if (call.mustRefuse && status < 400) find('taken', `${status} for ${call.mustRefuse}`)
    const complaint = call.method === 'HEAD' ? undefined : this.#complaint(call, answer, body)
    if (complaint) find('spec', complaint.slice(0, 600))
    return { findings, body, isFaulted }
  }

  /** Whether a proxy may have answered, changed or dropped what was sent. */
  get isProxied() {
    return this.#isProxied
  }

  /** Whether a record of the journal with such a status has a cause. */
  isRecordExplained({ status, fault, operation, ECODE }) {
    return status < 500 || fault !== undefined || this.#isExplained(operation, status, { ECODE })
  }

  #isExplained(operationId, status, body) {
    if (isBudget(status, body)) return true
    if (operationId === undefined) return false
    if (status === 501) return !this.#built.has(operationId)
    const operation = this.#apis.clickup.find(operationId)
    return operation !== undefined && hasCause(operation, status, body?.ECODE)
  }

  /** What does not fit the documents. A head that is too long (431) never becomes a call of either API. */
  #complaint(call, answer, body) {
    if (answer.status === 431) return undefined
    return call.api === 'mock' ? this.#controlComplaint(call, answer, body) : this.#clickupComplaint(call, answer, body)
  }

  #controlComplaint({ operation }, { status }, body) {
    const isStream = operation.id === 'streamCalls' || operation.id === 'streamDeliveries'
    return isStream && status === 200 ? undefined : this.#apis.mock.complaint(operation.id, status, body)
  }

  #clickupComplaint(call, { status, headers, text }, body) {
    if (call.api === 'clickup' && headers['x-mock-request-id'] === undefined && !isBudget(status, body))
      return `${status} that does not come from the pipeline: ${text.slice(0, 200)}`
    const operationId = headers['x-mock-operation']
    if (operationId === undefined || headers['x-mock-unbuilt'] !== undefined) return undefined
    if (body?.problems !== undefined) return ours.has(status) ? undefined : `${status} with problems`
    if (status === 302 || /text\/html/.test(headers['content-type'] ?? '')) return undefined
    return this.#apis.clickup.complaint(operationId, status, status === 204 ? null : body)
  }
}

/** Work that the memory budget refuses: 503 (410 for a sandbox that had to go), with problems that say so. */
export function isBudget(status, body) {
  return (status === 503 || status === 410) && /memory|budget/i.test(JSON.stringify(body?.problems ?? body ?? ''))
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the finding
  }
}
