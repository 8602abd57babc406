// Step: is there such a route. It comes after the limiter: the answer was recorded with its headers.
import { refuse } from '../contract/catalogue.js'
import type { Call } from './call.js'

/** @throws Refusal for a path that no operation has */
export function route({ operation }: Call): void {
  if (!operation) refuse('routeNotFound')
}
