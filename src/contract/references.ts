// References inside one document (`$ref: '#/components/…'`), followed.

/** Stands for the part it names. */
export interface Reference {
  readonly $ref: string
}

/** The part itself, or the one it refers to. */
export function resolve<Part extends object>(document: object, part: Part | Reference): Part {
  return isReference(part) ? resolve(document, partAt(document, part.$ref) as Part) : part
}

/** A copy in which every reference is replaced by what it refers to; the same part is the same object everywhere. */
export function dereference<Document extends object>(document: Document): Document {
  const followed = new Map<string, unknown>()
  const follow = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(follow)
    if (typeof part !== 'object' || part === null) return part
    if (!isReference(part)) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, follow(value)]))
    if (!followed.has(part.$ref)) followed.set(part.$ref, follow(partAt(document, part.$ref)))
    return followed.get(part.$ref)
  }
  return follow(document) as Document
}

function isReference(part: unknown): part is Reference {
  return typeof part === 'object' && part !== null && '$ref' in part && typeof part.$ref === 'string'
}

function partAt(document: object, reference: string): unknown {
  const names = reference.slice('#/'.length).split('/')
  return names.reduce<unknown>((part, name) => Object(part)[name], document)
}
