// Reads HTTP answers from the bytes of a connection. Strict about what it gets: what is no HTTP is reported, not mended.

const LONGEST_HEAD = 262_144

/** Turns chunks into answers: `{ status, headers, text, bytes }`, header names in lower case. */
export class AnswerReader {
  #bytes = []
  #size = 0
  #head
  #decoded = []
  #methods
  #onAnswer

  /** @param methods - of the requests that were sent, in order: an answer to HEAD has no body */
  constructor(methods, onAnswer) {
    this.#methods = methods
    this.#onAnswer = onAnswer
  }

  /** Whether something of an answer has come that is not whole. */
  get isPartial() {
    return this.#size > 0 || this.#head !== undefined
  }

  /** The head of the answer that is being read: a stream has one, and no end. */
  get head() {
    return this.#head
  }

  /** @throws Error when this is no HTTP */
  push(chunk) {
    this.#bytes.push(chunk)
    this.#size += chunk.length
    while (this.#step());
  }

  /** The connection has ended: an answer without a length is whole now. */
  end() {
    if (this.#head && this.#mode() === 'rest') this.#finish(this.#joined())
  }

  #mode() {
    const { status, headers } = this.#head
    if (status === 204 || status === 304 || this.#methods[0] === 'HEAD') return 'none'
    if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return 'chunked'
    return headers['content-length'] === undefined ? 'rest' : 'length'
  }

  /** @returns whether there may be more to do */
  #step() {
    if (!this.#head) return this.#readHead()
    const mode = this.#mode()
    if (mode === 'none') return this.#finish(Buffer.alloc(0))
    if (mode === 'chunked') return this.#readChunk()
    if (mode === 'rest') return false
    const length = Number(this.#head.headers['content-length'])
    if (this.#size < length) return false
    const all = this.#joined()
    this.#keep(all.subarray(length))
    return this.#finish(all.subarray(0, length))
  }

  #readHead() {
    if (this.#size === 0) return false
    const all = this.#joined()
    const end = all.indexOf('\r\n\r\n')
    if (end === -1) {
      if (all.length > LONGEST_HEAD) throw new Error('the head of the answer does not end')
      if (all.length >= 5 && all.toString('latin1', 0, 5) !== 'HTTP/') throw new Error('what came is no HTTP')
      return false
    }
    const head = parseHead(all.toString('latin1', 0, end))
    this.#keep(all.subarray(end + 4))
    if (head.status >= 200 || head.status === 101) this.#head = head
    return true
  }

  #readChunk() {
    const all = this.#joined()
    const lineEnd = all.indexOf('\r\n')
    if (lineEnd === -1) return false
    const length = Number.parseInt(all.toString('latin1', 0, lineEnd), 16)
    if (Number.isNaN(length)) throw new Error('a chunk of the answer has no length')
    const end = lineEnd + 2 + length
    if (all.length < end + 2) return false
    this.#keep(all.subarray(end + 2))
    if (length === 0) return this.#finish(Buffer.concat(this.#decoded))
    this.#decoded.push(all.subarray(lineEnd + 2, end))
    return true
  }

  #finish(body) {
    const answer = { ...this.#head, text: body.toString('utf8'), bytes: body.length }
    this.#head = undefined
    this.#decoded = []
    this.#methods.shift()
    this.#onAnswer(answer)
    return true
  }

  #joined() {
    if (this.#bytes.length !== 1) this.#bytes = [Buffer.concat(this.#bytes)]
    return this.#bytes[0]
  }

  #keep(rest) {
    this.#bytes = rest.length ? [rest] : []
    this.#size = rest.length
  }
}

function parseHead(text) {
  const [statusLine, ...lines] = text.split('\r\n')
  const [, status] = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine) ?? []
  if (status === undefined) throw new Error(`what came is no HTTP: ${statusLine.slice(0, 80)}`)
  const headers = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value
  }
  return { status: Number(status), headers }
}
