// An answer on its way out, before it meets HTTP.

/** One object for all answers that bring no headers of their own: the journal keeps it. */
const noHeaders: Readonly<Record<string, never>> = Object.freeze({})

/** Status, headers and body. A body that is neither text nor bytes is sent as JSON. */
export class Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = noHeaders) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** The body of an answer that is JSON already, for what was serialised before; `Body` is what it would be read as. */
export class JsonText<Body> {
  readonly text: string
  /** Never set: it tells the types of two texts apart. */
  readonly body?: Body

  constructor(text: string) {
    this.text = text
  }
}

/** A page. */
export function page(status: number, html: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(status, html, { 'content-type': 'text/html; charset=utf-8', ...headers })
}

/** 302 to `location`. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(302, '', { location, ...headers })
}

/** Nothing, ever: the client waits until it gives up. */
export const noAnswer = new Answer(0, '')
