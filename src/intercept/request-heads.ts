// Rewrites the head of each HTTP/1.1 request in a stream of bytes: the mock's name as Host, its prefix before the path.

type State = 'head' | 'body' | 'chunk-size' | 'chunk' | 'trailers' | 'rest'

const LINE_END = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

/** One connection's requests, which follow one another (keep-alive). Bodies pass as they are, at once. */
export class RequestHeads {
  readonly #authority: string
  readonly #prefix: string
  #state: State = 'head'
  /** Bytes until the state ends, in `body` and `chunk`. */
  #left = 0
  /** The beginning of a head or line whose end has not come yet. */
  #held: Buffer = Buffer.alloc(0)

  constructor({ authority, prefix }: { authority: string; prefix: string }) {
    this.#authority = authority
    this.#prefix = prefix
  }

  /** Takes what the client wrote and gives what the mock is to read; nothing while a head is not whole. */
  push(bytes: Buffer): Buffer {
    const out: Buffer[] = []
    let rest = this.#held.length ? Buffer.concat([this.#held, bytes]) : bytes
    for (let taken = -1; rest.length && taken !== 0; rest = rest.subarray(taken)) taken = this.#take(rest, out)
    this.#held = rest
    return Buffer.concat(out)
  }

  /** Moves one piece to `out` and says how long it was; 0 when its end has not come yet. */
  #take(bytes: Buffer, out: Buffer[]): number {
    if (this.#state === 'rest') return out.push(bytes) && bytes.length
    if (this.#state === 'body' || this.#state === 'chunk') return this.#takeBody(bytes, out)
    const end = this.#state === 'head' ? HEAD_END : LINE_END
    const at = bytes.indexOf(end)
    if (at === -1) return 0
    const length = at + end.length
    const text = bytes.toString('latin1', 0, length)
    out.push(this.#state === 'head' ? Buffer.from(this.#rewritten(text), 'latin1') : bytes.subarray(0, length))
    if (this.#state === 'head') this.#readFraming(text)
    else if (this.#state === 'chunk-size') this.#readChunkSize(text)
    else if (length === LINE_END.length) this.#state = 'head'
    return length
  }

  #takeBody(bytes: Buffer, out: Buffer[]): number {
    const length = Math.min(this.#left, bytes.length)
    out.push(bytes.subarray(0, length))
    this.#left -= length
    if (this.#left === 0) this.#state = this.#state === 'chunk' ? 'chunk-size' : 'head'
    return length
  }

  /** A client that has seen the sandbox's own links names the prefix already; a proxy's full address loses its host. */
  #rewritten(head: string): string {
    return head
      .replace(/^(\S+ )(?:https?:\/\/[^/\s?]*)?(\/\S*)/i, (_, method: string, path: string) => {
        const prefixed = path === this.#prefix || path.startsWith(`${this.#prefix}/`)
        return method + (prefixed ? path : this.#prefix + path)
      })
      .replace(/(\r\nhost:)[^\r]*/i, (_, name: string) => `${name} ${this.#authority}`)
  }

  #readFraming(head: string): void {
    const length = Number(/\r\ncontent-length:\s*(\d+)\s*\r\n/i.exec(head)?.[1] ?? 0)
    if (/\r\nupgrade:/i.test(head) && /\r\nconnection:[^\r]*upgrade/i.test(head)) this.#state = 'rest'
    else if (/\r\ntransfer-encoding:[^\r]*chunked\s*\r\n/i.test(head)) this.#state = 'chunk-size'
    else if (length > 0) {
      this.#state = 'body'
      this.#left = length
    }
  }

  #readChunkSize(line: string): void {
    const size = Number.parseInt(line, 16)
    this.#state = size > 0 ? 'chunk' : 'trailers'
    this.#left = size + LINE_END.length
  }
}
