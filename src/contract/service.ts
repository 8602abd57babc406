// ClickUp's service as its own documents describe it: which operations there are, whether the mock has them or not.
import { readFileSync } from 'node:fs'
import type { Operation } from './operation.js'
import { type FoundRoute, Routes } from './routes.js'

/** An operation of ClickUp, by its names. */
export interface ServiceOperation {
  readonly operationId: string
  readonly method: string
  /** As in the documents: `/api/v2/team/{team_id}`. */
  readonly path: string
  /** Older paths, under which ClickUp still answers. */
  readonly olderPaths: readonly string[]
  /** As ClickUp's reference groups its pages. */
  readonly chapter: string
}

/** By chapter, how each operation is called: `GET /api/v2/user`, or a list of that, the newest first. */
type ListedOperations = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

/** The chapter of what the mock declares, but no document has: the pages of the login. */
export const PAGES = 'Login pages'

/** All operations of ClickUp. */
export class Service {
  /** All that are listed, then those that only the mock declares. */
  readonly operations: readonly ServiceOperation[]
  /** Every operationId. */
  readonly names: readonly string[]
  readonly #routes: Routes<ServiceOperation>

  constructor(listed: ListedOperations, declared: readonly Operation[]) {
    const documented = Object.entries(listed).flatMap(([chapter, operations]) => inChapter(chapter, operations))
    const known = new Set(documented.map(({ operationId }) => operationId))
    const own = declared.filter(({ operationId }) => !known.has(operationId))
    const pages = own.map(({ operationId, method, path }) => {
      return { operationId, method, path, olderPaths: [], chapter: PAGES }
    })
    this.operations = [...documented, ...pages]
    this.names = this.operations.map(({ operationId }) => operationId)
    this.#routes = new Routes(
      this.operations.flatMap((operation) =>
        [operation.path, ...operation.olderPaths].map((path) => ({ method: operation.method, path, operation })),
      ),
    )
  }

  /** As `npm run build` derived the list from specs/operations.yaml; once in a process, as a contract is. */
  static load(declared: readonly Operation[]): Service {
    const file = new URL('../../dist/specs/operations.json', import.meta.url)
    loaded ??= new Service(JSON.parse(readFileSync(file, 'utf8')), declared)
    return loaded
  }

  /** The operation that a call reaches; HEAD is answered as GET is. @param path - without a query */
  find(method: string, path: string): FoundRoute<ServiceOperation> | undefined {
    return this.#routes.find(method, path)
  }

  /** What this path has, under any method; `…/current` before `…/{timer_id}`. */
  at(path: string): ServiceOperation[] {
    const segments = path.split('/')
    return this.operations
      .filter(({ path, olderPaths }) =>
        [path, ...olderPaths].some((template) => matches(template.split('/'), segments)),
      )
      .sort((one, other) => parametersIn(one.path) - parametersIn(other.path))
  }
}

let loaded: Service | undefined

/** A template with the segments of a real path in place of its parameters, as far as there are any. */
export function filledIn(template: string, path: string): string {
  const segments = path.split('/')
  return template
    .split('/')
    .map((part, index) => (isParameter(part) && segments[index]) || part)
    .join('/')
}

function inChapter(chapter: string, operations: ListedOperations[string]): ServiceOperation[] {
  return Object.entries(operations).map(([operationId, calls]) => {
    const [[method = '', path = ''] = [], ...older] = [calls].flat().map((call) => call.split(' '))
    return { operationId, method, path, olderPaths: older.map(([, olderPath = '']) => olderPath), chapter }
  })
}

function matches(template: readonly string[], path: readonly string[]): boolean {
  if (template.length !== path.length) return false
  return template.every((part, index) => (isParameter(part) ? path[index] !== '' : part === path[index]))
}

function parametersIn(path: string): number {
  return path.split('/').filter(isParameter).length
}

function isParameter(part: string): boolean {
  return part.startsWith('{')
}
