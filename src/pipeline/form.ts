// A multipart form: its texts go to the check and the journal, its files to the handler. The journal keeps no files.
import type { SentFile } from '../features/handlers.js'

/** Bytes that a form may have. ClickUp takes files of 1 GB (documented); a mock keeps them in memory. */
export const UPLOAD_LIMIT = 10 * 1_048_576

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

/** Reads a form; undefined if it cannot be read. @param type - the Content-Type, which names the boundary */
export async function readForm(type: string, bytes: Uint8Array): Promise<Form | undefined> {
  const parts = await partsOf(type, bytes)
  if (!parts) return undefined
  const fields = new Map<string, string[]>()
  const files: SentFile[] = []
  for (const [name, value] of parts) {
    const field = name.replace(/\[\d*\]$/, '')
    const texts = fields.get(field) ?? []
    fields.set(field, texts)
    if (typeof value === 'string') texts.push(value)
    else if (value.name !== '') {
      texts.push(`${value.name} (${value.size} bytes)`)
      const bytes = new Uint8Array(await value.arrayBuffer())
      files.push({ field, filename: value.name, mimetype: value.type, bytes })
    }
  }
  return new Form(Object.fromEntries(fields), files)
}

/** The type that Node's `formData` gives: several types are named FormData. */
type ReadForm = Awaited<ReturnType<Response['formData']>>

/** Node's parser of forms is part of fetch, so the form is read as the body of an answer. */
async function partsOf(type: string, bytes: Uint8Array): Promise<ReadForm | undefined> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  } catch {
    return undefined
  }
}
