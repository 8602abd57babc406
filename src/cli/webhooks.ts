// `clickup-mock webhooks`: what is registered, what was delivered, and what goes wrong on purpose.
import type { ControlMethods } from '../control/methods.js'
import { readDuration } from '../input/durations.js'
import { reject } from '../input/problems.js'
import { whole } from '../settings/readers.js'
import { flagValue } from './command-line.js'
import type { CommandName } from './commands.js'
import { type ControlCommand, perform, shown } from './control-commands.js'
import { deliveryFaultTable, deliveryTable, webhookTable } from './show-webhooks.js'
import type { CheckedLine, Terminal } from './terminal.js'
import { listen, wantedDeliveries } from './webhooks-listen.js'

type ControlName = Exclude<Extract<CommandName, `webhooks ${string}`>, 'webhooks listen'>
type FaultAsked = Parameters<ControlMethods['addDeliveryFault']>[0]

const controlCommands: Readonly<Record<ControlName, ControlCommand>> = {
  'webhooks list': async (mock) => shown(await mock.call('listWebhooks'), webhookTable),
  'webhooks deliveries': async (mock, line) =>
    shown(
      await mock.call('listDeliveries', { ...wantedDeliveries(line), limit: flagValue(line, 'limit') }),
      (answer, paint) => deliveryTable(answer.deliveries, paint),
    ),
  'webhooks redeliver': async (mock, { operands: [id = ''] }) =>
    shown(await mock.call('redeliver', { id }), ({ delivery }, paint) => deliveryTable([delivery], paint)),
  'webhooks simulate': async (mock, line) => {
    const [event = '', ...pairs] = line.operands
    const { id, ...fields } = fieldsIn(pairs)
    const asked = { event, fields, webhook: flagValue(line, 'webhook'), id: id === undefined ? undefined : String(id) }
    return shown(await mock.call('simulateEvent', asked), ({ deliveries }, paint) => deliveryTable(deliveries, paint))
  },
  'webhooks pause': async (mock, { operands: [webhook] }) =>
    shown(await mock.call('pauseDeliveries', { webhook }), () => `paused, until: clickup-mock webhooks resume\n`),
  'webhooks resume': async (mock, { operands: [webhook] }) =>
    shown(await mock.call('resumeDeliveries', { webhook }), () => 'deliveries go on\n'),
  'webhooks sign': async (mock, line) => {
    const [body = ''] = line.operands
    const [webhook, secret] = [flagValue(line, 'webhook'), flagValue(line, 'secret')]
    if ((webhook === undefined) === (secret === undefined)) {
      reject('webhooks sign', 'it needs a webhook or a secret', 'write --webhook <id> or --secret <secret>')
    }
    return shown(await mock.call('signBody', { body, webhook, secret }), ({ signature }) => `${signature}\n`)
  },
  'webhooks fault': async (mock, line) => {
    const [fault] = line.operands
    if (fault !== undefined) await mock.call('addDeliveryFault', faultIn(line, fault))
    return shown(await mock.call('listDeliveryFaults'), deliveryFaultTable)
  },
}

/** One operation of the control API, or `listen`. @throws InputError with the mock's own problems */
export async function webhooks(line: CheckedLine, terminal: Terminal): Promise<number> {
  if (line.name === 'webhooks listen') return listen(line, terminal)
  return perform(controlCommands[line.name as ControlName], line, terminal) // main.ts calls this for no others
}

/** @throws InputError for a word that is not a pair */
function fieldsIn(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
      if (key === undefined) reject(pair, 'it is not a field', 'write key=value, such as task_id=86a1')
      return [key, key === 'id' ? value : readValue(value)]
    }),
  )
}

/** JSON, or text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The mock says which faults there are. */
function faultIn(line: CheckedLine, fault: string) {
  const [times, ms] = [flagValue(line, 'times'), flagValue(line, 'ms')]
  return {
    fault: fault as FaultAsked['fault'],
    times: times === undefined ? undefined : whole(1, 10_000)(times, '--times'),
    ms: ms === undefined ? undefined : readDuration(ms, '--ms'),
    webhook: flagValue(line, 'webhook'),
    event: flagValue(line, 'event'),
  }
}
