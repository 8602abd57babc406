// `clickup-mock run -- <command>`: a mock for as long as one command runs.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { ClickUpMock } from '../library/mock.js'
import { prepareMock } from '../library/prepare.js'
import { linesTo } from '../settings/lines-to.js'
import { chosenConfig } from './config-file.js'
import { givenOptions, unknownVariables } from './given-options.js'
import { listening } from './listen.js'
import { withProgress } from './progress.js'
import { lastResort } from './serving.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** More violations than anybody reads are only counted. */
const MOST_LISTED = 100

/** Ends with the command's exit code; in strict mode with 1 when the command was content but its calls were not. */
export async function run(line: CheckedLine, terminal: Terminal): Promise<number> {
  for (const warning of unknownVariables(terminal.env)) terminal.stderr.write(`clickup-mock: ${warning}\n`)
  const given = await givenOptions(line, terminal.env)
  const config = chosenConfig(line, terminal.env)
  if (config?.isFound) terminal.stderr.write(`clickup-mock: options from ${config.file}; --no-config leaves it alone\n`)
  // A port in the environment or the config file belongs to a mock that somebody else starts.
  if (line.values.port === undefined) given.port = { value: 0, where: 'run' }
  given.logLevel ??= { value: 'warn', where: 'run' } // each call in the log would bury what the command says
  given.log = { value: linesTo(() => terminal.stderr), where: 'run' }
  const prepared = await withProgress(terminal, (tell) => prepareMock(given, tell))
  const { strict, controlToken } = prepared.settings
  const mock = await listening(prepared)
  lastResort(terminal, mock.close)
  const violations = strict ? listViolations(mock) : undefined
  const env = {
    ...terminal.env,
    ...mock.env,
    ...(controlToken !== undefined && { CLICKUP_MOCK_CONTROL_TOKEN: controlToken }),
  }
  try {
    const code = await execute(line.operands, env, terminal)
    return violations?.report(terminal) && code === 0 ? 1 : code
  } finally {
    await mock.close()
  }
}

/** The command's exit code, as a shell gives it: 128 and the number of the signal that ended it, 127 when it is not there. */
function execute([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal) {
  return new Promise<number>((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env })
    const pass = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
      terminal.once(signal, () => {
        // Ctrl-C in a terminal has reached the command already; a second one means "at once" to many programs.
        if (signal !== 'SIGINT' || !terminal.stdin?.isTTY) child.kill(signal)
        pass(signal)
      })
    }
    pass('SIGINT')
    pass('SIGTERM')
    pass('SIGHUP')
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT'
      const why = missing ? 'there is no such command' : `it cannot be run (${error.code})`
      terminal.stderr.write(`clickup-mock: ${command}: ${why}\n`)
      resolve(missing ? 127 : 126)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + Number(signal && constants.signals[signal])))
  })
}

/** Listens from the start, since the command may reset the mock or forget its sandboxes. */
function listViolations(mock: ClickUpMock) {
  const listed: string[] = []
  let count = 0
  mock.onAnyCall(({ id, method, path, violations }) => {
    count += violations.length
    for (const text of violations.slice(0, MOST_LISTED - listed.length)) listed.push(`${id} ${method} ${path}: ${text}`)
  })
  return {
    /** Prints what was found; false when nothing was. */
    report: ({ stderr }: Terminal): boolean => {
      if (count === 0) return false
      stderr.write(`clickup-mock: the client sent what ClickUp ignores (violations: ${count})\n`)
      for (const text of listed) stderr.write(`  ${text}\n`)
      if (count > listed.length) stderr.write(`  and ${count - listed.length} more\n`)
      return true
    },
  }
}
