// The table: what was measured, the median of the rounds with its range, the target, the verdict.

/**
 * A line of the table.
 * @param line what is measured, with its target and unit, as rows have it
 * @param figures the summary of its rounds; undefined if they failed, and then a target is missed
 */
export function entry({ what, most, least, aim, unit }, figures) {
  const shown = (value) => (unit ? `${value.toFixed(2)} ${unit}` : value.toFixed(2))
  const target = most !== undefined ? `at most ${shown(most)}` : least !== undefined ? `at least ${shown(least)}` : ''
  const met = !target || (figures?.median <= (most ?? Infinity) && figures.median >= (least ?? -Infinity))
  return {
    what,
    value: figures ? shown(figures.median) : 'not measured',
    range: rangeOf(figures),
    target: aim === undefined ? target : `${target} (aim ${shown(aim)})`,
    verdict: target && (met ? 'met' : 'MISSED'),
    met,
  }
}

function rangeOf(figures) {
  if (!figures) return ''
  return figures.rounds > 1 ? `${figures.least.toFixed(2)}–${figures.most.toFixed(2)}` : 'one round'
}

/** For a terminal. */
export function plainTable(entries) {
  const lines = cellsOf(entries)
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)))
  const padded = (cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd()
  return lines.map(padded).join('\n')
}

/** For docs/speed.md. */
export function markdownTable(entries) {
  const [head, ...lines] = cellsOf(entries).map((cells) => `| ${cells.join(' | ')} |`)
  return [head, '| --- | ---: | --- | --- | --- |', ...lines].join('\n')
}

function cellsOf(entries) {
  return [
    ['Measure', 'Median', 'Range', 'Target', 'Verdict'],
    ...entries.map(({ what, value, range, target, verdict }) => [what, value, range, target, verdict]),
  ]
}
