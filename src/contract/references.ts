// Follows references inside one document (`$ref: '#/components/…'`).

/** A reference to a part of the document. */
export interface Reference {
  readonly $ref: string
}

/** The part itself, or the one it refers to. */
export function resolve<Part extends object>(document: object, part: Part | Reference): Part {
  return isReference(part) ? resolve(document, partAt(document, part.$ref) as Part) : part
}

/**
 * A copy of a document, or of a part of it, in which every reference is replaced by the part that it names. A part is the
 * same object everywhere, even inside itself if it refers to itself.
 */
export function dereference<Part extends object>(document: object, part: Part): Part {
  const followed = new Map<string, object>()
  const follow = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(follow)
    if (typeof part !== 'object' || part === null) return part
    if (!isReference(part)) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, follow(value)]))
    const known = followed.get(part.$ref)
    if (known) return known
    const copy = {}
    followed.set(part.$ref, copy)
    return Object.assign(copy, follow(partAt(document, part.$ref)))
  }
  return follow(part) as Part
}

function isReference(part: unknown): part is Reference {
  return typeof part === 'object' && part !== null && '$ref' in part && typeof part.$ref === 'string'
}

function partAt(document: object, reference: string): unknown {
  const names = reference.slice('#/'.length).split('/')
  return names.reduce<unknown>((part, name) => Object(part)[name], document)
}
