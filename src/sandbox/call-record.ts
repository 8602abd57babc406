// One call as the journal keeps it.
import { bytesOf, type SentBody } from '../contract/answer.js'
import { beginningOf, textBytes } from '../store/texts.js'

const none: readonly never[] = []
const noFields: Readonly<Record<string, never>> = Object.freeze({})

/** One call as it is kept: mostly texts and numbers, which cost the garbage collector little. control/calls.ts shows it. */
export class CallRecord {
  id = ''
  /** How many calls were added before it, across resets; the journal sets it. */
  place = 0
  /** What it keeps in memory, without what it may share with the call before; the journal sets it. */
  bytes = 0
  /** ms, on the mock's clock. */
  at = 0
  method = ''
  /** Without the query. */
  path = ''
  params: Readonly<Record<string, string>> = noFields
  query: Readonly<Record<string, unknown>> = noFields
  /** Names and values in turn, one a line. */
  requestHead = ''
  /** The body that was read, as JSON: parsed, it may take fifty times the memory. Only a beginning if it was too large. */
  requestText: string | undefined = undefined
  operation: string | undefined = undefined
  token: string | undefined = undefined
  /** 0 when a fault broke the connection. */
  status = 0
  ECODE: string | undefined = undefined
  /** The pipeline step that answered. */
  step = ''
  fault: string | undefined = undefined
  /** Of the rate limit; undefined where the call was not counted. */
  limit: number | undefined = undefined
  remaining = 0
  /** Unix seconds. */
  reset = 0
  /** Headers that the answer itself brought; all others follow from the record (pipeline/answer-head.ts). */
  ownHeaders: Readonly<Record<string, string>> = noFields
  /** Of the answer, where Fastify asked for one: `close` after a body it did not read. */
  connection: string | undefined = undefined
  /** The answer is a text or a page, not JSON. */
  isText = false
  /** Only a beginning if it was too large. */
  responseBody: SentBody = ''
  /** What was sent, in bytes. */
  responseBytes = 0
  /** The answer carried our own headers. */
  mockHeaders = false
  /** ms by the machine's clock. */
  duration = 0
  /** Query and body fields that ClickUp ignores in silence. */
  ignored: readonly string[] = none
  /** What the client sent that the specs do not have, in words. */
  violations: readonly string[] = none
  /** What the client's author should know. */
  notes: readonly string[] = none
  /** `table/id` of the rows it changed, in order, the first 50 of them. */
  changed: readonly string[] = none
}

/** A record in which nothing stands. */
export const emptyRecord = new CallRecord()

/** How much is kept of a body that is too large, in characters: what is shown of any, and what is looked at to show it. */
const KEPT_BEGINNING = 66_560

/** The fields of a record by themselves, which no two calls share. */
export function ownBytes(record: Readonly<CallRecord>): number {
  const { path, token = '', fault = '', requestText = '', query, ownHeaders } = record
  let bytes = 1_024 + 2 * (path.length + token.length + fault.length) + textBytes(requestText)
  for (const name in query) bytes += 128 + 2 * (name.length + String(query[name]).length)
  for (const name in ownHeaders) bytes += 2 * (name.length + String(ownHeaders[name]).length)
  for (const texts of [record.ignored, record.violations, record.notes, record.changed]) {
    for (const text of texts) bytes += 64 + 2 * text.length
  }
  return bytes
}

/** What a record keeps besides, where the record next to it does not keep the same: head and answer. */
export function sharedBytes(record: Readonly<CallRecord>, neighbour: Readonly<CallRecord> | undefined): number {
  const { requestHead, responseBody } = record
  const head = requestHead === neighbour?.requestHead ? 0 : textBytes(requestHead)
  return head + (responseBody === neighbour?.responseBody ? 0 : bodyBytes(responseBody))
}

/** Cuts the bodies of a record that keep more than so many bytes each, and notes it. */
export function cutBodies(record: CallRecord, most: number): void {
  const { requestText, responseBody } = record
  if (requestText !== undefined && textBytes(requestText) > most) {
    record.requestText = beginningOf(requestText, KEPT_BEGINNING)
    noteCut(record, 'the body that was sent', Buffer.byteLength(requestText))
  }
  if (bodyBytes(responseBody) > most) {
    const beginning =
      typeof responseBody === 'string' ? responseBody : responseBody.bytes.toString('utf8', 0, KEPT_BEGINNING)
    record.responseBody = beginningOf(beginning, KEPT_BEGINNING)
    noteCut(record, 'the answer', record.responseBytes)
  }
}

function noteCut(record: CallRecord, what: string, bytes: number): void {
  record.notes = [...record.notes, `${what} is too large for the journal (${bytes} bytes): only its beginning is kept`]
}

function bodyBytes(body: SentBody): number {
  return typeof body === 'string' ? textBytes(body) : bytesOf(body)
}
