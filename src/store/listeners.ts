// Calling listeners.

/** Calls a listener. If it throws, the error surfaces later: it must not disturb the call that is being answered. */
export function tell<Kept>(listener: (record: Kept) => void, record: Kept): void {
  try {
    listener(record)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
