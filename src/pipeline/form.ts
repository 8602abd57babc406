// A multipart form: its texts for the check and the journal, which keeps no files, and its files for the handler.
import type { SentFile } from '../features/handlers.js'

/** Bytes that a form may have. ClickUp takes files of 1 GB (documented); a mock keeps them in memory. */
export const UPLOAD_LIMIT = 10 * 1_048_576

/** A form as it was read. */
export class Form {
  /** What each part says, by its name without an index; a file stands there as a few words about it. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly SentFile[]

  constructor(fields: Form['fields'], files: Form['files']) {
    this.fields = fields
    this.files = files
  }
}

/** Reads a form; undefined when it is none. @param type - the Content-Type, which names the boundary */
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

/** What a body is read as, in the words of the types that belong to it: there are several named FormData. */
type ReadForm = Awaited<ReturnType<Response['formData']>>

/** Node's own parser of forms is that of fetch: the form is read as the body of an answer. */
async function partsOf(type: string, bytes: Uint8Array): Promise<ReadForm | undefined> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  } catch {
    return undefined
  }
}
