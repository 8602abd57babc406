// Which operation a path means: fixed parts of a path go before parameters, `…/current` before `…/{timer_id}`.

/** An operation that was found, and the values of the parameters in its path. */
export interface FoundRoute<Operation> {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

/** A path as the specs write it: its parts, and under each index the name of the parameter that stands there. */
interface Template<Operation> {
  readonly operation: Operation
  readonly parts: readonly string[]
  readonly names: readonly (string | undefined)[]
}

const noParams: Readonly<Record<string, never>> = Object.freeze({})

/** The operations of a document by method and path. One table serves all mocks of a process, since documents never change. */
export class Routes<Operation> {
  /** Paths without parameters, as most clients write them, by method and then by path. */
  readonly #fixed = new Map<string, Map<string, FoundRoute<Operation>>>()
  /** The others, by method and number of parts; those with fewer parameters first. */
  readonly #templates = new Map<string, Template<Operation>[]>()

  /** @param routes - their paths as in the document: `/api/v2/team/{team_id}` */
  constructor(routes: Iterable<{ readonly method: string; readonly path: string; readonly operation: Operation }>) {
    for (const { method, path, operation } of routes) {
      if (!path.includes('{')) this.#fixedOf(method).set(path, { operation, params: noParams })
      const parts = path.split('/')
      const names = parts.map((part) => (part.startsWith('{') ? part.slice(1, -1) : undefined))
      const key = keyOf(method, parts)
      const others = this.#templates.get(key)
      if (others) others.push({ operation, parts, names })
      else this.#templates.set(key, [{ operation, parts, names }])
    }
    for (const templates of this.#templates.values())
      templates.sort((one, other) => parametersOf(one) - parametersOf(other))
  }

  /** The operation of a call; HEAD is answered as GET is. @param path - without a query; what is escaped can be decoded */
  find(method: string, path: string): FoundRoute<Operation> | undefined {
    const fixed = this.#fixed.get(method)?.get(path)
    if (fixed) return fixed
    const parts = path.split('/')
    const sent = path.includes('%') ? parts.map(decodeURIComponent) : parts
    const found = this.#templates.get(keyOf(method, sent))?.find((template) => fits(template, sent))
    return found && { operation: found.operation, params: paramsOf(found, sent) }
  }

  #fixedOf(method: string): Map<string, FoundRoute<Operation>> {
    const fixed = this.#fixed.get(method) ?? new Map()
    this.#fixed.set(method, fixed)
    return fixed
  }
}

function keyOf(method: string, parts: readonly string[]): string {
  return `${method === 'HEAD' ? 'GET' : method} ${parts.length}`
}

function fits({ parts, names }: Template<unknown>, sent: readonly string[]): boolean {
  return sent.every((part, index) => (names[index] === undefined ? part === parts[index] : part !== ''))
}

function paramsOf({ names }: Template<unknown>, sent: readonly string[]): Readonly<Record<string, string>> {
  const params: Record<string, string> = {}
  for (const [index, part] of sent.entries()) {
    const name = names[index]
    if (name !== undefined) params[name] = part
  }
  return params
}

function parametersOf({ names }: Template<unknown>): number {
  return names.filter((name) => name !== undefined).length
}
