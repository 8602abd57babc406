// Reading fields that ClickUp does not check: whatever was sent becomes a value of the wanted kind, or counts as not sent.

/** Text; numbers and booleans become text. */
export function sentText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value : undefined
}

export function sentFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A user's id, written as a number or as text; null for nobody; NaN for what cannot be one. */
export function sentUser(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return value
  return /^-?\d{1,15}$/.test(sentText(value) ?? '') ? Number(value) : Number.NaN
}

/** The fields of an object; none of anything else. */
export function sentFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
