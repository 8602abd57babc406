// What sandboxes need of whoever keeps them beyond the process. Without --state there is nobody, and nothing is kept.
import type { EndedBy } from './dropped-sandboxes.js'
import type { Sandbox } from './sandbox.js'

/** Keeps sandboxes beyond the process. */
export interface Keeping {
  /** From now on everything that becomes of this sandbox is kept. */
  began(sandbox: Sandbox): void
  /** A sandbox is no more. @param by - why calls to it are refused from now on; undefined where they are not */
  ended(name: string, by?: EndedBy): void
  /** Makes sure of what was done, where an answer may not leave before it is kept. @throws InputError (503) when it cannot be */
  settle(): void
  close(): Promise<void>
}
