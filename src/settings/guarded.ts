// The one guard of every boundary behind which nobody waits for an error: timers, listeners, streams, promises that are not
// awaited. Without it such an error would end the process.
import type { Log } from './log.js'

/** Does something. If it fails, at once or later, the log has the stack, and everything else goes on. @param what - for the log */
export function guarded(log: Log, what: string, action: () => unknown): void {
  try {
    const result = action()
    if (result instanceof Promise) result.catch((error: unknown) => log.failure(what, error))
  } catch (error) {
    log.failure(what, error)
  }
}
