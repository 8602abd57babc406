// What is counted, in the text form that Prometheus reads.
// https://prometheus.io/docs/instrumenting/exposition_formats/
import { DURATIONS } from '../sandbox/counts.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'

type Labels = Readonly<Record<string, string>>

/** A metric: its kind, what it says, and its samples; those of a histogram have a suffix. */
interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly (readonly [labels: Labels, value: number, suffix?: string])[]
}

const uses = ['journals', 'queues', 'deliveryLogs', 'worlds'] as const

/** The text of all metrics. */
export function metricsText(sandboxes: Sandboxes): string {
  return metricsOf(sandboxes).map(metricText).join('')
}

function metricsOf(sandboxes: Sandboxes): Metric[] {
  const { counts, memory, size } = sandboxes
  const operations = [...counts.operations]
  const waiting = sandboxes.list().reduce((sum, { deliveries }) => sum + deliveries.count(), 0)
  return [
    {
      name: 'clickup_mock_calls_total',
      type: 'counter',
      help: 'Calls of the API of ClickUp, by the step that answered; status 0 is a broken connection.',
      samples: operations.flatMap(([operation, { answers }]) =>
        [...answers].map(([answer, count]) => {
          const [status = '', step = ''] = answer.split(' ')
          return [{ operation, status, step }, count] as const
        }),
      ),
    },
    {
      name: 'clickup_mock_call_duration_seconds',
      type: 'histogram',
      help: 'How long they took.',
      samples: operations.flatMap(([operation, { answers, durations, time }]) => {
        const calls = [...answers.values()].reduce((sum, count) => sum + count, 0)
        let below = 0
        const buckets = DURATIONS.map((most, index) => {
          below += Number(durations[index])
          return [{ operation, le: String(most / 1_000) }, below, '_bucket'] as const
        })
        const all = [{ operation, le: '+Inf' }, calls, '_bucket'] as const
        return [...buckets, all, [{ operation }, time / 1_000, '_sum'], [{ operation }, calls, '_count']] as const
      }),
    },
    {
      name: 'clickup_mock_deliveries_total',
      type: 'counter',
      help: 'Deliveries to webhooks that are done.',
      samples: Object.entries(counts.deliveries).map(([state, count]) => [{ state }, count]),
    },
    gauge('clickup_mock_deliveries_waiting', 'Deliveries that wait.', waiting),
    gauge('clickup_mock_sandboxes', 'Sandboxes that there are.', size.open),
    gauge('clickup_mock_sandboxes_given_up', 'Sandboxes that are answered 410.', size.given_up),
    {
      name: 'clickup_mock_memory_bytes',
      type: 'gauge',
      help: 'What is held of the memory that --memory gives, by use; an estimate.',
      samples: uses.map((use) => [{ use }, memory[use].held]),
    },
    {
      name: 'clickup_mock_memory_limit_bytes',
      type: 'gauge',
      help: 'How much each use may hold.',
      samples: uses.map((use) => [{ use }, memory[use].most]),
    },
    gauge('process_resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss()),
    gauge('process_start_time_seconds', 'When it started, since 1970.', performance.timeOrigin / 1_000),
  ]
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, samples: [[{}, value]] }
}

function metricText({ name, type, help, samples }: Metric): string {
  const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelText(labels)} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

/** Names of operations, statuses and steps need no escaping. */
function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return pairs.length ? `{${pairs.join(',')}}` : ''
}
