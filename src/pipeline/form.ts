// A multipart form (RFC 7578): its texts go to the check and the journal, its files to the handler. The journal keeps no files.
import type { SentFile } from '../features/handlers.js'

/** Bytes that a form may have: what ClickUp's Free plan stores, and room for its heads. ClickUp takes files of 1 GB (documented). */
export const UPLOAD_LIMIT = 101 * 1_048_576

/** A form as it was read. */
export class Form {
  /** The texts of each part by its name, without an index; a file is described in a few words. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly SentFile[]

  constructor(fields: Form['fields'], files: Form['files']) {
    this.fields = fields
    this.files = files
  }
}

/** One part: its name, and a text, or the file that was sent. Its bytes are those of the form, which is not copied. */
interface Part {
  readonly name: string
  readonly filename: string | undefined
  readonly mimetype: string
  readonly bytes: Buffer
}

/** Reads a form; undefined if it cannot be read. @param type - the Content-Type, which names the boundary */
export function readForm(type: string, bytes: Buffer): Form | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  const parts = boundary === undefined ? undefined : partsOf(bytes, boundary)
  if (!parts) return undefined
  const fields = new Map<string, string[]>()
  const files: SentFile[] = []
  for (const { name, filename, mimetype, bytes } of parts) {
    const field = name.replace(/\[\d*\]$/, '')
    const texts = fields.get(field) ?? []
    fields.set(field, texts)
    if (filename === undefined) texts.push(bytes.toString())
    else if (filename !== '') {
      texts.push(`${filename} (${bytes.length} bytes)`)
      files.push({ field, filename, mimetype, bytes })
    }
  }
  return new Form(Object.fromEntries(fields), files)
}

/** The parts between the boundaries; undefined if one of them, or the end, is not as it should be. */
function partsOf(bytes: Buffer, boundary: string): Part[] | undefined {
  const parts: Part[] = []
  const next = Buffer.from(`\r\n--${boundary}`)
  let at = bytes.indexOf(next.subarray(2))
  while (at !== -1) {
    const start = at + boundary.length + 2
    if (bytes.toString('latin1', start, start + 2) === '--') return parts
    const end = bytes.indexOf(next, start)
    const part = end === -1 ? undefined : partIn(bytes.subarray(start, end))
    if (!part) return undefined
    parts.push(part)
    at = end + 2
  }
  return undefined
}

/** A part, from the end of its boundary: a head, an empty line, and what was sent. */
function partIn(bytes: Buffer): Part | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('utf8', 0, headEnd)
  const [, disposition] = /\r\ncontent-disposition:[ \t]*form-data[ \t]*((?:;.*)?)/i.exec(head) ?? []
  const name = headEnd === -1 || disposition === undefined ? undefined : parameter(disposition, 'name')
  if (name === undefined || disposition === undefined) return undefined
  const [, mimetype = 'text/plain'] = /\r\ncontent-type:[ \t]*([^\r\n]+)/i.exec(head) ?? []
  return { name, filename: parameter(disposition, 'filename'), mimetype, bytes: bytes.subarray(headEnd + 4) }
}

/** `name="a%22b"`: quotes and ends of lines are written as browsers do, or quotes as curl does. */
function parameter(disposition: string, name: string): string | undefined {
  const [, quoted, plain] =
    new RegExp(`;[ \\t]*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(disposition) ?? []
  const written = quoted?.replace(/\\(["\\])/g, '$1') ?? plain
  return written?.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped))
}
