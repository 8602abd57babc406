// The table: what was measured, the target, the verdict.

/** The targets of the product: a floor or a ceiling, both inclusive. */
const targets = {
  throughput: { least: 0.7, text: 'at least 0.7 (aim 0.9)' },
  ready: { most: 2, text: 'at most 2' },
  memory: { most: 1.2, text: 'at most 1.2' },
  burden: { least: 0.9, text: 'at least 0.9' },
  sandboxes: { most: 100, text: 'under 100 MB' },
  sandbox: { most: 1, text: 'under 1 ms' },
  page: { least: 1, text: 'at least 1 (aim 5)' },
  growth: { most: 1.3, text: 'at most 1.3' },
  posting: { least: 0.9, text: 'at least 0.9' },
  planting: { most: 30, text: 'seconds, not minutes' },
}

/** Rows in the order of the table; those without a target are there to explain the others. */
export function rowsOf({ throughput, burden, ready, memory, sandboxes, worlds, webhooks }, plan) {
  const { requests } = plan
  const count = requests.toLocaleString('en-US')
  const tenth = (requests / 10).toLocaleString('en-US')
  const answers = 'Requests per second, mock / '
  const cpu = 'Requests per second of CPU time, mock / '
  const start = 'Time from start to first answer, mock / '
  const laden = 'with 100 fault rules and a full journal / with neither'
  const many = `${plan.sandboxes.toLocaleString('en-US')} sandboxes of the default seed`
  const growth = `Memory after ${count} requests / after ${tenth}, `
  return [
    row(`${answers}bare Fastify`, throughput.perSecond.fastify, targets.throughput),
    row(`${answers}bare node:http`, throughput.perSecond.http),
    row(`${cpu}bare Fastify`, throughput.perCpuSecond.fastify),
    row(`${cpu}bare node:http`, throughput.perCpuSecond.http),
    row(`Requests per second, mock ${laden}`, burden.perSecond, targets.burden),
    row(`Requests per second of CPU time, mock ${laden}`, burden.perCpuSecond),
    row(`${start}bare Fastify`, ready.fastify, targets.ready),
    row(`${start}bare node:http`, ready.http),
    row(`${growth}mock`, memory.mock, targets.memory),
    row(`${growth}bare Fastify`, memory.fastify),
    row(`Memory of ${many}`, sandboxes.bytes / 1e6, targets.sandboxes, 'MB'),
    row('Time to make one of them', sandboxes.msEach, targets.sandbox, 'ms'),
    row('GetTasks, a page of 100: requests per second, mock / bare Fastify serialising it', worlds.page, targets.page),
    row('GetTask: CPU time among 100,000 tasks / among 1,000', worlds.costs.get, targets.growth),
    row('CreateTask: CPU time among 100,000 tasks / among 1,000', worlds.costs.create, targets.growth),
    row('GetTasks, filtered: CPU time among 100,000 tasks / among 1,000', worlds.costs.filter, targets.growth),
    row('GetViewTasks of a List: CPU time among 100,000 tasks / among 1,000', worlds.costs.view, targets.growth),
    row('Start with 100,000 tasks', worlds.plantSeconds, targets.planting, 's'),
    row(
      `${answers.replace('mock / ', 'mock ')}with 100 webhooks whose receiver hangs / with none`,
      webhooks.perSecond,
      targets.posting,
    ),
    row(
      `Memory at most while ${plan.events.toLocaleString('en-US')} events go to 100 webhooks, one hanging`,
      webhooks.bytes / 1e6,
      undefined,
      'MB',
    ),
    row('Events delivered in a second', webhooks.deliveriesPerSecond),
    row('Memory of a task', worlds.bytesPerTask / 1000, undefined, 'kB'),
  ]
}

function row(what, value, target, unit) {
  const met = !target || (value >= (target.least ?? -Infinity) && value <= (target.most ?? Infinity))
  return {
    what,
    value: unit ? `${value.toFixed(2)} ${unit}` : value.toFixed(2),
    target: target?.text ?? '',
    verdict: target ? (met ? 'met' : 'MISSED') : '',
    met,
  }
}

/** For a terminal. */
export function plainTable(rows) {
  const lines = cellsOf(rows)
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** For docs/speed.md. */
export function markdownTable(rows) {
  const [head, ...lines] = cellsOf(rows).map((cells) => `| ${cells.join(' | ')} |`)
  return [head, '| --- | ---: | --- | --- |', ...lines].join('\n')
}

function cellsOf(rows) {
  return [
    ['Measure', 'Value', 'Target', 'Verdict'],
    ...rows.map((one) => [one.what, one.value, one.target, one.verdict]),
  ]
}
