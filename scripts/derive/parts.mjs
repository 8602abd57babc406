// A part of a document: some of its paths, and of its components and tags only what these need.
import { operationsOf } from './defaults.mjs'

/** The document with the paths that `holds` takes; it is changed in its place. */
export function onlyPaths(document, holds) {
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => holds(path)))
  const needed = new Set()
  need(document, document.paths, needed)
  for (const [kind, parts] of Object.entries(document.components)) {
    if (kind === 'securitySchemes') continue // named without a reference
    document.components[kind] = Object.fromEntries(
      Object.entries(parts).filter(([name]) => needed.has(`#/components/${kind}/${name}`)),
    )
  }
  const tags = new Set(operationsOf(document).flatMap((operation) => operation.tags))
  document.tags = document.tags.filter(({ name }) => tags.has(name))
  return document
}

/** Collects the references in a part of the document, and those to which they lead. */
function need(document, part, needed) {
  if (typeof part !== 'object' || part === null) return
  for (const [key, child] of Object.entries(part)) {
    if (key !== '$ref') need(document, child, needed)
    else if (!needed.has(child)) {
      needed.add(child)
      const [, , kind, name] = child.split('/')
      need(document, document.components[kind][name], needed)
    }
  }
}
