// A mock that a process lives for: from its start to a signal, or to an error that nothing else caught.
import { once } from 'node:events'
import type { ClickUpMock } from '../library/mock.js'
import type { GivenOptions, Settings } from '../settings/settings.js'
import { withProgress } from './progress.js'
import type { Terminal } from './terminal.js'

/** The exit code of a process that a bug of the mock has ended: EX_SOFTWARE of sysexits.h. */
export const BUG = 70

/** What a mock needs of the process that lives for it. */
export type ServingTerminal = Pick<Terminal, 'once' | 'exit' | 'stderr'>

/**
 * Starts a mock, serves until `stopped` is aborted, which may be before it listens, and closes it.
 * @param ready - called when it listens
 * @throws InputError when it cannot start
 */
export async function serveUntil(
  stopped: AbortSignal,
  given: GivenOptions,
  terminal: ServingTerminal,
  ready: (mock: ClickUpMock, settings: Settings) => void,
): Promise<void> {
  let mock: ClickUpMock | undefined
  lastResort(terminal, async () => mock?.close())
  // Loading the server takes longest, and a signal may come meanwhile.
  const { prepareMock } = await import('../library/prepare.js')
  const { listening } = await import('./listen.js')
  const prepared = await withProgress(terminal, (tell) => prepareMock(given, tell))
  if (stopped.aborted) return
  mock = await listening(prepared)
  try {
    ready(mock, prepared.settings)
    if (!stopped.aborted) await once(stopped, 'abort')
  } finally {
    await mock.close()
  }
}

/**
 * Takes care of an error that nothing caught, which is a bug of the mock: the log has its stack, calls under way are
 * answered by `close`, and the process ends with a code of its own.
 */
export function lastResort(terminal: ServingTerminal, close: () => Promise<void>): void {
  const end = () => terminal.exit(BUG)
  terminal.once('uncaughtException', (error) => {
    terminal.once('uncaughtException', end) // where it cannot even close
    const what = error instanceof Error ? error.stack : String(error)
    terminal.stderr.write(`clickup-mock: it ends by a bug of its own, which is worth a report: ${what}\n`)
    close().then(end, end)
  })
}
