// The process in the background of `clickup-mock start --detach`: started by detach.ts, ended by a signal.
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { problemLine, problemsIn } from '../input/problems.js'
import { prepareMock } from '../library/prepare.js'
import type { Order, Report } from './detach.js'
import { listening } from './listen.js'
import { writeState } from './state-files.js'
import { stopSignal } from './terminal.js'

process.exitCode = await serve(JSON.parse(await text(process.stdin)))

/** Serves until a signal. What goes wrong before is reported and logged. */
async function serve({ given, log }: Order): Promise<number> {
  const ended = once(stopSignal(process), 'abort')
  try {
    const mock = await listening(await prepareMock(given))
    const { url, apiUrl, authorizeUrl, env, apps, address = url } = mock
    const file = writeState(process.env, { pid: process.pid, url, address, log })
    report({ mock: { url, apiUrl, authorizeUrl, env, apps }, address })
    await ended
    await mock.close()
    rmSync(file, { force: true }) // last: stop waits for it
    return 0
  } catch (error) {
    const problems = problemsIn(error)
    for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`)
    report({ problems })
    return 1
  }
}

/** Nobody listens when the command that started us does not wait. */
function report(message: Report): void {
  if (process.connected) process.send?.(message, () => process.connected && process.disconnect())
}
