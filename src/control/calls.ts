// How the journal is shown: secrets that the mock did not make are shortened, long bodies are cut.
import { textOf } from '../contract/answer.js'
import type { components } from '../contract/mock.gen.js'
import { readJson } from '../input/json.js'
import type { World } from '../model/world.js'
import { answerHead } from '../pipeline/answer-head.js'
import type { CallRecord } from '../sandbox/call-record.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { LOOK_AHEAD, Redactor } from '../sandbox/secrets.js'
import { jsonBeginning } from './json-beginning.js'

/** A call as the control API and the library show it. */
export type ShownCall = components['schemas']['Call']

const LONGEST_PATH = 2_048
const LONGEST_BODY = 65_536

/** One call of a sandbox's journal. */
export function presentCall({ name, world }: Sandbox, record: CallRecord): ShownCall {
  const { id, at, method, operation, token, ECODE, fault, limit } = record
  const shown = redactorOf(world, record)
  return {
    id,
    at,
    sandbox: name,
    method,
    path: cut(shown.text(record.path), LONGEST_PATH),
    ...(operation !== undefined && { operation }),
    ...(token !== undefined && { token: cut(shown.secret(token), LONGEST_PATH) }),
    status: record.status,
    ...(ECODE !== undefined && { ECODE }),
    step: record.step,
    ...(fault !== undefined && { fault: shown.text(fault) }),
    ...(limit !== undefined && { limit: `${record.remaining} of ${limit} left until ${record.reset}` }),
    request: {
      query: shown.fields(record.query),
      headers: shownHeaders(shown, requestHeaders(record)),
      body: shownBody(shown, record.requestText),
    },
    response: {
      headers: shownHeaders(shown, pairedHeaders(answerHead(record))),
      body: shownBody(shown, textOf(record.responseBody)),
    },
    duration: Math.round(record.duration * 1_000) / 1_000,
    ignored: record.ignored.map((text) => shown.text(text)),
    violations: record.violations.map((text) => shown.text(text)),
    notes: record.notes.map((text) => shown.text(text)),
    changed: record.changed.map((row) => shown.text(row)),
  }
}

function shownHeaders(shown: Redactor, headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(shown.fields(headers)).map(([name, value]) => [name, cut(String(value), LONGEST_PATH)]),
  )
}

/** Shortens the secrets in texts about a kept call. */
export function redactorOf(world: World, record: CallRecord): Redactor {
  const { token, query } = record
  const { requestText = '' } = record
  const requestBody = readBeginning(requestText)
  const isText = typeof requestBody === 'string' || requestText.length > LONGEST_BODY
  return new Redactor(world, {
    token,
    query,
    requestHeaders: requestHeaders(record),
    requestBody,
    requestText: isText ? requestText : undefined,
  })
}

/** The body that was sent: its text, where the journal has only the beginning; undefined when there was none. */
export function requestBody({ requestText }: Readonly<CallRecord>): unknown {
  return requestText === undefined ? undefined : jsonOrText(requestText)
}

function requestHeaders({ requestHead }: CallRecord): Record<string, string> {
  return pairedHeaders(requestHead === '' ? [] : requestHead.split('\n'))
}

/** The values of a header that was sent several times are joined. */
function pairedHeaders(head: readonly string[]): Record<string, string> {
  const paired: Record<string, string> = {}
  for (let at = 0; at < head.length; at += 2) {
    const name = String(head[at]).toLowerCase()
    paired[name] = Object.hasOwn(paired, name) ? `${paired[name]}, ${head[at + 1]}` : String(head[at + 1])
  }
  return paired
}

/** Of a body that is too long, the beginning of its text; the rest of it is not even looked at. */
function shownBody(shown: Redactor, sent = ''): unknown {
  const value = shown.beginning(readBeginning(sent), LONGEST_BODY)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (sent.length <= LONGEST_BODY && text.length <= LONGEST_BODY) return value
  return `${text.slice(0, LONGEST_BODY)}… (${sent.length} characters)`
}

/** As much of a body as is looked at to show it: a secret that begins in what is shown is seen whole. */
function readBeginning(text: string): unknown {
  if (text.length <= LONGEST_BODY) return jsonOrText(text)
  return (isJson(text) ? jsonBeginning(text, LONGEST_BODY + LOOK_AHEAD) : undefined) ?? text
}

/** JSON where it is some, otherwise text; null for an empty body. */
function jsonOrText(text: string): unknown {
  if (!isJson(text)) return text === '' ? null : text
  try {
    return readJson(text)
  } catch {
    return text // a page, a body that a fault invented, or one that was refused as malformed
  }
}

/** Whether a text looks like JSON. */
function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text
}
