// An answer before it is sent over HTTP.

/** The shared object of answers without headers of their own: the journal keeps it alive. */
const noHeaders: Readonly<Record<string, never>> = Object.freeze({})

/** Status, headers and body. A body that is neither text nor bytes is sent as JSON. */
export class Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  #sent: SentBody | undefined

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = noHeaders) {
    this.status = status
    this.body = body
    this.headers = headers
  }

  /** The body as it is sent, made when it is first asked for. @throws TypeError, RangeError for what JSON cannot hold */
  get sent(): SentBody {
    this.#sent ??= sentBody(this.body)
    return this.#sent
  }
}

function sentBody(body: unknown): SentBody {
  if (body === undefined) return ''
  return typeof body === 'string' || body instanceof JsonText ? body : JSON.stringify(body)
}

/**
 * A body that was serialised before, and is sent as it is. `Body` is the type of what it says.
 */
export class JsonText<Body> {
  readonly bytes: Buffer
  /** Never set: it tells the types of two texts apart. */
  readonly body?: Body

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** The text, for whoever reads it; sending needs no decoding. It is not kept: it would double what an answer keeps. */
  get text(): string {
    return this.bytes.toString()
  }
}

/** The answer of an operation that makes something, where that was there before: 200 in place of 201. */
export class Existing<Body> {
  readonly body: Body

  constructor(body: Body) {
    this.body = body
  }
}

/** A body as it is sent. */
export type SentBody = string | JsonText<unknown>

/** How many bytes a body has. */
export function bytesOf(body: SentBody): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.bytes.length
}

/** A body as text. */
export function textOf(body: SentBody): string {
  return typeof body === 'string' ? body : body.text
}

/** A page. */
export function page(status: number, html: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(status, html, { 'content-type': 'text/html; charset=utf-8', ...headers })
}

/** 302 to `location`. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(302, '', { location, ...headers })
}

/** No answer at all: the client waits until it gives up. */
export const noAnswer = new Answer(0, '')

/** The version of the shapes of the control API's answers. */
export const SCHEMA_VERSION = 1 as const
