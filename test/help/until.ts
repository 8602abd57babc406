// Waits for what another process, a timer or a client brings about.
import { setImmediate } from 'node:timers/promises'

/** Resolves when `done` says so, which is asked again and again. */
export async function until(done: () => boolean): Promise<void> {
  while (!done()) await setImmediate()
}
