// Listeners of the user's own.

/**
 * Calls a listener. Its error is thrown once the running code is done, as with any event listener of Node: an assertion that
 * fails in it fails the test, and the call that it heard of goes on.
 */
export function hear<Heard>(listener: (heard: Heard) => void, heard: Heard): void {
  try {
    listener(heard)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
