// In which fields a call or a delivery differs from what a test expects.

/** One field that differs from what is wanted. */
export interface Difference {
  /** Such as `status`, `team_id`, `body.name`. */
  readonly name: string
  readonly is: unknown
  readonly wanted: unknown
}

/**
 * Every wanted field has to be there with its value, at any depth; further fields do not count. A list has to have the
 * same number of items. Numbers in text are equal to numbers, since queries and forms have only text.
 */
export function fieldDifferences(name: string, is: unknown, wanted: unknown): Difference[] {
  if (wanted === undefined) return []
  if (typeof wanted !== 'object' || wanted === null) return isSame(is, wanted) ? [] : [{ name, is, wanted }]
  const alike = typeof is === 'object' && is !== null && Array.isArray(is) === Array.isArray(wanted)
  if (name && (!alike || (Array.isArray(is) && Object.keys(is).length !== Object.keys(wanted).length))) {
    return [{ name, is, wanted }]
  }
  return Object.entries(wanted).flatMap(([key, value]: [string, unknown]) => {
    const own: unknown = alike && Object.hasOwn(is, key) ? Reflect.get(is, key) : undefined
    return fieldDifferences(name ? `${name}.${key}` : key, own, value)
  })
}

/** How far off a field is: the number of wanted values in it, and half a value more when it is missing. */
export function fieldDistance({ is, wanted }: Difference): number {
  return leaves(wanted) + (is === undefined ? 0.5 : 0)
}

/** A value as people write it. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Math.max(
    1,
    Object.values(value).reduce((sum: number, one: unknown) => sum + leaves(one), 0),
  )
}

function isSame(is: unknown, wanted: unknown): boolean {
  if (is === undefined || is === null || wanted === null) return is === wanted
  return typeof is !== 'object' && String(is) === String(wanted)
}
