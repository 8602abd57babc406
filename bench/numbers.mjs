// What is made of figures: the ratio of a sandwich, the median of rounds and its range.

/** @returns `{ median, least, most, rounds }` */
export function summary(values) {
  if (!values.length || !values.every(Number.isFinite))
    throw new Error(`not measured: ${values.join(', ') || 'nothing'}`)
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  return { median, least: sorted[0], most: sorted.at(-1), rounds: sorted.length }
}

/**
 * One round: unit, filling, unit, filling, …, unit. Each figure of a filling is divided by the mean of the two of the
 * unit around it, so that a machine that becomes slower or faster meanwhile does so for both.
 * @param burst measures a server: numbers by name
 * @returns for each filling, the ratios by the same names
 */
export async function sandwich(unit, fillings, burst) {
  const ratios = []
  let before = await burst(unit)
  for (const filling of fillings) {
    const figures = await burst(filling)
    const after = await burst(unit)
    const ratioOf = (name) => figures[name] / ((before[name] + after[name]) / 2)
    ratios.push(Object.fromEntries(Object.keys(figures).map((name) => [name, ratioOf(name)])))
    before = after
  }
  return ratios
}
