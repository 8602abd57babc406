// Step: is there such a route. It comes after the limiter: the answer was recorded with its headers.
import { refuse } from '../contract/catalogue.js'
import { filledIn, type Service } from '../contract/service.js'
import { nearest } from '../input/nearest.js'
import type { Call } from './call.js'

/** Characters of a path that a note repeats. */
const SHOWN = 200

/** @throws Refusal for a path that ClickUp does not have; journal and log name the nearest that it has */
export function route({ operation, incoming: { method, path }, parts, note }: Call): void {
  if (operation) return
  note(`ClickUp has no ${method} ${path.slice(0, SHOWN)}${whatThereIs(parts.service, method, path)}`)
  refuse('routeNotFound')
}

/** Other methods of the same path, or the nearest path of this method; nothing where nothing is near. */
function whatThereIs(service: Service, method: string, path: string): string {
  const there = service.at(path).map((operation) => operation.method)
  if (there.length > 0) return `; this path has ${there.join(', ')}`
  const candidates = service.operations.filter((operation) => operation.method === method)
  const [near] = nearest(
    path,
    candidates.map((operation) => filledIn(operation.path, path)),
  )
  const meant = candidates.find((operation) => filledIn(operation.path, path) === near)
  return meant ? `; the nearest that it has is ${method} ${meant.path} (${meant.operationId})` : ''
}
