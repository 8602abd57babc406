// What the mock says of input it cannot take.
import { InputError, type Problem, problemLine } from '../../src/input/problems.js'

/** The problems `work` is refused with. @throws Error when it is not refused, or fails in another way */
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
