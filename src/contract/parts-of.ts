// A part of a document: some of its paths, and of its components and tags only what these need.
import type { Document } from 'openapi-backend'

type Parts = Readonly<Record<string, object>>

/** A copy of the document with the paths that `holds` takes. */
export function onlyPaths(document: Document, holds: (path: string) => boolean): Document {
  const paths = Object.fromEntries(Object.entries<object>(Object(document.paths)).filter(([path]) => holds(path)))
  const needed = neededBy(document, paths)
  const components = Object.entries<Parts>(Object(document.components)).map(([kind, parts]) => {
    // Security schemes are named without a reference.
    const isNeeded = (name: string) => kind === 'securitySchemes' || needed.has(`#/components/${kind}/${name}`)
    return [kind, Object.fromEntries(Object.entries(parts).filter(([name]) => isNeeded(name)))]
  })
  const text = JSON.stringify(paths) // each operation has one tag
  const tags = document.tags?.filter(({ name }) => text.includes(`"tags":[${JSON.stringify(name)}]`))
  return { ...document, ...(tags && { tags }), paths, components: Object.fromEntries(components) }
}

/** The references in a part of the document, and those to which they lead. */
export function neededBy(document: Document, part: unknown): ReadonlySet<string> {
  const needed = new Set<string>()
  need(document, part, needed)
  return needed
}

function need(document: Document, part: unknown, needed: Set<string>): void {
  if (typeof part !== 'object' || part === null) return
  for (const [key, child] of Object.entries(part)) {
    if (key !== '$ref') need(document, child, needed)
    else if (!needed.has(child)) {
      needed.add(child)
      const [, , kind = '', name = ''] = String(child).split('/')
      need(document, Object(Object(document.components)[kind])[name], needed)
    }
  }
}
