// What a mock answers, as lines for people.
import type { ShownCall } from '../control/calls.js'
import type { ControlMethods } from '../control/methods.js'
import { isoTime } from '../model/clock.js'
import type { FaultRule } from '../settings/fault-rule.js'
import type { Paint } from './paint.js'
import { type Cell, table } from './table.js'

type Answer<Id extends keyof ControlMethods> = ReturnType<ControlMethods[Id]>

/** Fault rules with what they did. */
export function faultTable({ faults }: Answer<'listFaults'>, paint: Paint): string {
  if (faults.length === 0) return 'no fault rules\n'
  const rows = faults.map(({ id, rule, matched, hits, remaining, scenario }) => [
    id,
    ruleText(rule),
    String(matched),
    String(hits),
    remaining === undefined ? 'no end' : String(remaining),
    scenario ?? '',
  ])
  return table(['id', 'rule', 'matched', 'answered', 'remaining', 'scenario'], rows, paint)
}

/** A rule in the words of `--fault`, as far as they reach; headers and body follow as JSON. */
export function ruleText({ fault = '', operation, method, path, headers, body, ...settings }: FaultRule): string {
  const target = operation ?? [method, path].filter(Boolean).join(' ')
  const pairs = Object.entries({
    ...settings,
    ...(headers && { headers: JSON.stringify(headers) }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).map(([name, value]) => `${name}=${value}`)
  return `${fault}${target && `@${target}`}${pairs.length ? `:${pairs.join(',')}` : ''}`
}

/** The mock's time. */
export function clockLine({ now, iso, frozen }: Answer<'getClock'>): string {
  return `${iso} (${now}), ${frozen ? 'stopped' : 'running'}\n`
}

/** Scenarios with what a client should do. */
export function scenarioText(
  scenarios: readonly { readonly name: string; readonly what: string; readonly client: string }[],
  running: readonly string[],
  paint: Paint,
): string {
  return scenarios
    .map(({ name, what, client }) => {
      const mark = running.includes(name) ? ' (running)' : ''
      return `${paint(name, 'bold')}${mark}\n  ${what}\n  A client should: ${client}\n`
    })
    .join('\n')
}

/** Sandboxes with what happened in them. */
export function sandboxTable({ sandboxes }: Answer<'listSandboxes'>, paint: Paint): string {
  const rows = sandboxes.map(({ name, url, calls, violations }) => [name, url, String(calls), String(violations)])
  return table(['sandbox', 'url', 'calls', 'violations'], rows, paint)
}

/** The head of the table of calls, and how wide its columns are while the table still grows. */
export const callHead = ['id', 'time', 'method', 'path', 'status', 'ECODE', 'step', 'notes'] as const
export const callWidths = [6, 24, 6, 32, 6, 9, 16] as const

/** Calls with what answered them. */
export function callTable({ calls }: Answer<'listCalls'>, paint: Paint): string {
  return calls.length === 0 ? 'no such calls\n' : table(callHead, calls.map(callRow), paint)
}

/** A call as a row of that table. */
export function callRow(call: ShownCall): Cell[] {
  const { id, at, method, path, status, ECODE, step, fault, violations, notes } = call
  return [
    id,
    isoTime(at),
    method,
    path,
    statusCell(status),
    ECODE ?? '',
    fault === undefined ? step : `fault ${fault}`,
    [...violations, ...notes].join('; '),
  ]
}

/** Red where a server failed, yellow where the client did. 0 is a connection that was broken. */
function statusCell(status: number): Cell {
  if (status === 0) return ['broken', 'red']
  return status < 400 ? String(status) : [String(status), status < 500 ? 'yellow' : 'red']
}
