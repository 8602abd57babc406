// The commands that are one operation of the control API: reset, fault, clock, scenarios, sandboxes. Each says what to ask
// and what to print of the answer.
import { readDuration } from '../input/durations.js'
import type { CommandName } from './commands.js'
import type { ControlClient } from './control-client.js'
import { type Paint, paintFor } from './paint.js'
import { clockLine, faultTable, ruleText, sandboxTable, scenarioText } from './show.js'
import { clientOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** What came of a command: the answer for `--json`, and the same for people. */
interface Result {
  readonly answer: object
  readonly text: (paint: Paint) => string
}

/** Asks a mock for what a line says. */
export type ControlCommand = (mock: ControlClient, line: CheckedLine) => Promise<Result>

type ControlName = Extract<CommandName, 'reset' | 'sandboxes' | `${'fault' | 'clock' | 'scenarios'} ${string}`>

const controlCommands: Readonly<Record<ControlName, ControlCommand>> = {
  reset: async (mock, { values }) => {
    const hard = values.hard === true
    const text = hard ? 'reset; the world is empty\n' : 'reset; everything is as it was at the start\n'
    return shown(await mock.call('reset', { hard }), () => text)
  },

  'fault list': async (mock) => shown(await mock.call('listFaults'), faultTable),
  'fault add': async (mock, { operands: [rule = ''] }) =>
    shown(await mock.call('addFault', { rule }), ({ fault }) => `${fault.id}  ${ruleText(fault.rule)}\n`),
  'fault remove': async (mock, { operands: [id = ''] }) =>
    shown(await mock.call('removeFault', { id }), () => `removed ${id}\n`),
  'fault clear': async (mock) => shown(await mock.call('clearFaults'), () => 'no fault rules any more\n'),

  'clock show': async (mock) => shown(await mock.call('getClock'), clockLine),
  'clock advance': async (mock, { operands: [text = ''] }) =>
    shown(await mock.call('advanceClock', { ms: readDuration(text, 'clock advance') }), clockLine),
  'clock freeze': async (mock, { operands: [at] }) =>
    shown(await mock.call('freezeClock', { at: readMoment(at) }), clockLine),
  'clock run': async (mock, { operands: [at] }) =>
    shown(await mock.call('runClock', { at: readMoment(at) }), clockLine),
  'clock reset': async (mock) => shown(await mock.call('resetClock'), clockLine),

  'scenarios list': async (mock) =>
    shown(await mock.call('listScenarios'), ({ scenarios, running }, paint) => scenarioText(scenarios, running, paint)),
  'scenarios run': async (mock, { operands: [name = ''] }) =>
    shown(await mock.call('runScenario', { name }), () => `${name} runs until: clickup-mock scenarios stop\n`),
  'scenarios stop': async (mock) => shown(await mock.call('stopScenarios'), () => 'no scenario runs any more\n'),

  sandboxes: async (mock) => shown(await mock.call('listSandboxes'), sandboxTable),
}

/** Does what the line says with the mock it means. @throws InputError with the mock's own problems */
export async function runControlCommand(line: CheckedLine, terminal: Terminal): Promise<number> {
  return perform(controlCommands[line.name as ControlName], line, terminal) // main.ts calls this for no others
}

/** The same for a command of another table. */
export async function perform(command: ControlCommand, line: CheckedLine, terminal: Terminal): Promise<number> {
  return print(await command(await clientOf(line, terminal), line), line, terminal)
}

/** Prints an answer as JSON or as text; exit 0. */
export function print({ answer, text }: Result, { values }: CheckedLine, { stdout, env }: Terminal): number {
  stdout.write(values.json ? `${JSON.stringify(answer, null, 2)}\n` : text(paintFor(stdout, env)))
  return 0
}

/** An answer with what is printed of it. */
export function shown<Answer extends object>(answer: Answer, show: (answer: Answer, paint: Paint) => string): Result {
  return { answer, text: (paint) => show(answer, paint) }
}

/** ms, or an ISO 8601 date, which the mock reads and checks. */
function readMoment(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
