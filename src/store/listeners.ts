// Telling whoever listens.

/** A listener that throws is its author's affair: the call is answered all the same. */
export function tell<Kept>(listener: (record: Kept) => void, record: Kept): void {
  try {
    listener(record)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
