// What a mock refuses, in the words of the command line: the control API speaks of fields and routes, nobody here typed one.
import { readDocument } from '../contract/contract.js'
import type { Problem } from '../input/problems.js'
import { type CommandName, flagsOf } from './commands.js'

/** The commands that do what an operation of the control API does, as far as there are some. */
const commandOf: ReadonlyMap<string, CommandName> = new Map([
  ['listFaults', 'fault list'],
  ['listWebhooks', 'webhooks list'],
  ['listDeliveries', 'webhooks deliveries'],
  ['resumeDeliveries', 'webhooks resume'],
  ['advanceClock', 'clock advance'],
  ['stopScenarios', 'scenarios stop'],
  ['reset', 'reset'],
])

/** A problem of the control API as the command says it that asked. @param url - the mock that was asked */
export function inOwnWords({ where, what, right }: Problem, command: CommandName, url: string): Problem {
  return {
    where: placeOf(where, command, url),
    what: withCommands(what),
    ...(right !== undefined && { right: withCommands(right) }),
  }
}

/** `/query/status` → `--status`; a field that no flag gives is what stands behind the command. */
function placeOf(where: string, command: CommandName, url: string): string {
  if (where === 'header Host') return url
  const flag = where
    .replace(/^(header X-Mock-|\/query\/|\/)/, '')
    .replace(/\/.*/, '')
    .toLowerCase()
  return flagsOf(command).includes(flag) ? `--${flag}` : command
}

/** Names the command in place of a route, or the operation where no command does it. */
function withCommands(text: string): string {
  return text.replace(/\b([A-Z]+) (?:\/s\/[^/\s]+)?(\/__mock\/[^\s?),]+)\S*?(?=[\s),]|$)/g, (_, method, path) => {
    const operation = operationAt(method, path)
    const command = commandOf.get(operation ?? '')
    if (command !== undefined) return `clickup-mock ${command}`
    return operation === undefined ? 'the control API' : `${operation} of the control API`
  })
}

/** The operationId; undefined for a route that another version may have. */
function operationAt(method: string, path: string): string | undefined {
  const { paths = {} } = readDocument('mock')
  const [, item] = Object.entries(paths).find(([template]) => shapeOf(template) === shapeOf(path)) ?? []
  return Reflect.get(Object(item), method.toLowerCase())?.operationId
}

/** `/__mock/sandboxes/{name}` and `/__mock/sandboxes/<name>` alike. */
function shapeOf(path: string): string {
  return path.replaceAll(/[{<][^/]+[>}]/g, '*')
}
