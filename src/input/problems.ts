// What is wrong with something a tester gave us, said the same way at every door: what, where, and what would be right.

/**
 * What a tester gave us (a flag, a file, a control call) and we cannot take: what was wrong, where, and what would be
 * right. The CLI prints the problems and exits 1; the control API answers 400 with them; the library throws this.
 */
export class InputError extends Error {
  readonly problems: readonly Problem[]
  /** The status of the answer that says it. */
  readonly status: ProblemStatus

  constructor(problems: readonly Problem[], status: ProblemStatus = 400) {
    super(problems.map(problemLine).join('\n'))
    this.name = 'InputError'
    this.problems = problems
    this.status = status
  }
}

/** 400: what was given is wrong. 410: what it names was given up. 503: there is no memory for it now. */
export type ProblemStatus = 400 | 410 | 503

/** The problems of an InputError. @throws anything else again: it is a bug of the mock */
export function problemsIn(error: unknown): readonly Problem[] {
  if (error instanceof InputError) return error.problems
  throw error
}

/** What `work` gives; undefined where it complains, and then its problems stand with those found before. */
export function collect<Result>(problems: Problem[], work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    problems.push(...problemsIn(error))
    return undefined
  }
}

/** Refuses what a tester gave us, for one reason. @throws InputError always */
export function reject(where: string, what: string, right?: string): never {
  throw new InputError([{ where, what, ...(right !== undefined && { right }) }])
}

/** Reads every item. @throws InputError with the problems of all of them */
export function readAll<Item, Value>(items: readonly Item[], read: (item: Item) => Value): Value[] {
  const problems: Problem[] = []
  const values = items.flatMap((item) => {
    try {
      return [read(item)]
    } catch (error) {
      problems.push(...problemsIn(error))
      return []
    }
  })
  if (problems.length) throw new InputError(problems)
  return values
}

/** One thing wrong: `where` is a flag, a field path or file:line:column. */
export interface Problem {
  where: string
  what: string
  right?: string
}

/** A problem as one line for people. */
export function problemLine({ where, what, right }: Problem): string {
  return `${where}: ${what}${right ? `; ${right}` : ''}`
}
