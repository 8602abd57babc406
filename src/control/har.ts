// The journal as a HAR 1.2 file, for the network tab of a browser and other viewers.
import { lateList } from '../contract/late.js'
import { isoTime } from '../model/clock.js'
import { sandboxUrl } from '../sandbox/names.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { ShownCall } from './calls.js'
import { keptCalls } from './find-calls.js'

/** http://www.softwareishard.com/blog/har-12-spec/; secrets shortened as in the journal. */
export function harOf(sandbox: Sandbox, url: string, version: string) {
  const base = sandboxUrl(url, sandbox.name)
  const places = sandbox.journal.list().map(({ place }) => place)
  const entries = lateList(entriesOf(keptCalls(sandbox, places), base))
  return { log: { version: '1.2', creator: { name: 'clickup-mock', version }, entries } }
}

function* entriesOf(calls: Iterable<ShownCall>, base: string) {
  for (const call of calls) yield entryOf(call, base)
}

function entryOf(call: ShownCall, base: string) {
  const { query, headers: sent, body: asked } = call.request
  const { headers: got } = call.response
  const queryString = pairs(query)
  const search = new URLSearchParams(queryString.map(({ name, value }): [string, string] => [name, value])).toString()
  const text = bodyText(call.response.body)
  return {
    startedDateTime: isoTime(call.at),
    time: call.duration,
    request: {
      method: call.method,
      url: `${base}${call.path}${search && `?${search}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(sent),
      queryString,
      headersSize: -1,
      bodySize: Number(sent['content-length'] ?? (asked === null ? 0 : -1)),
      ...(asked !== null && { postData: postData(String(sent['content-type']), asked) }),
    },
    response: {
      status: call.status,
      statusText: call.ECODE ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(got),
      content: { size: Buffer.byteLength(text), mimeType: got['content-type'] ?? '', text },
      redirectURL: got.location ?? '',
      headersSize: -1,
      bodySize: Buffer.byteLength(text),
    },
    cache: {},
    timings: { send: 0, wait: call.duration, receive: 0 },
    comment: [call.id, call.operation ?? 'unknown route', `answered by ${call.step}`, ...call.notes].join('; '),
  }
}

/** A form by its fields, anything else as text. */
function postData(mimeType: string, body: unknown) {
  const isForm = /urlencoded/i.test(mimeType) && typeof body === 'object' && body !== null
  return isForm ? { mimeType, params: pairs(body) } : { mimeType, text: bodyText(body) }
}

/** A field with several values becomes several pairs. */
function pairs(fields: object) {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) =>
    [value].flat().map((one) => ({ name, value: bodyText(one) })),
  )
}

function bodyText(body: unknown): string {
  if (body === undefined || body === null) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}
