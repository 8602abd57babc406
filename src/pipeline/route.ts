// Step: is there such a route. It comes after the limiter: the answer was recorded with its headers.
import type { Answer } from '../contract/answer.js'
import { refuse } from '../contract/catalogue.js'
import { filledIn, type Service, type ServiceOperation } from '../contract/service.js'
import { nearest } from '../input/nearest.js'
import type { Call } from './call.js'
import { notAllowed } from './preflight.js'

/** Characters of a path that a note repeats. */
const SHOWN = 200

/** The answer to a method that the path has not, where it is declared. @throws Refusal for a path that ClickUp does not have */
export function route(call: Call): Answer | undefined {
  const { operation, incoming, parts, note } = call
  if (operation) return undefined
  const { method, path } = incoming
  const there = parts.service.at(path)
  note(`ClickUp has no ${method} ${path.slice(0, SHOWN)}${whatThereIs(parts.service, there, method, path)}`)
  if (there.some(({ operationId }) => parts.clickup.find(operationId)?.refusesOthers)) return notAllowed(call)
  return refuse('routeNotFound')
}

/** Other methods of the same path, or the nearest path of this method; nothing where nothing is near. */
function whatThereIs(service: Service, there: readonly ServiceOperation[], method: string, path: string): string {
  if (there.length > 0) return `; this path has ${there.map((operation) => operation.method).join(', ')}`
  const candidates = service.operations.filter((operation) => operation.method === method)
  const [near] = nearest(
    path,
    candidates.map((operation) => filledIn(operation.path, path)),
  )
  const meant = candidates.find((operation) => filledIn(operation.path, path) === near)
  return meant ? `; the nearest that it has is ${method} ${meant.path} (${meant.operationId})` : ''
}
