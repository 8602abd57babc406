// The problems with which the mock refuses input.
import { InputError, type Problem, problemLine } from '../../src/input/problems.js'

/** The problems with which `work` is refused. @throws Error if it is not refused, or fails in another way */
export async function problemsOf(work: () => unknown): Promise<readonly Problem[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  throw new Error('nothing was refused')
}

/** The same, as the lines a person reads. */
export async function complaintsOf(work: () => unknown): Promise<string[]> {
  return (await problemsOf(work)).map(problemLine)
}
