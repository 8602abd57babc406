// Values that somebody sent, as text.

/** A value as text, to show it or to compare it: an object as JSON, since `String` fails for one that has a `toString` of its own. */
export function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
