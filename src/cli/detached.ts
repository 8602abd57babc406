// The process in the background of `clickup-mock start --detach`: started by detach.ts, ended by a signal.
import { rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { problemLine, problemsIn } from '../input/problems.js'
import type { Order, Report } from './detach.js'
import { serveUntil } from './serving.js'
import { writeState } from './state-files.js'
import { flushed, stopSignal } from './terminal.js'

for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined) // a full disk
const stopped = stopSignal(process)
void run()

async function run(): Promise<never> {
  const code = await serve(JSON.parse(await text(process.stdin)))
  await flushed(process)
  process.exit(code)
}

/** Serves until a signal. What goes wrong before is reported and logged. */
async function serve({ given, log }: Order): Promise<number> {
  let file: string | undefined
  try {
    await serveUntil(stopped, given, process, (mock, { closeTimeout }) => {
      const { url, apiUrl, authorizeUrl, env, apps, address = url } = mock
      file = writeState(process.env, { pid: process.pid, url, address, log, closeTimeout })
      report({ mock: { url, apiUrl, authorizeUrl, env, apps }, address })
    })
    if (file !== undefined) rmSync(file, { force: true }) // last: stop waits for it
    return 0
  } catch (error) {
    const problems = problemsIn(error)
    for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`)
    report({ problems })
    return 1
  }
}

/** The command that started us may have been ended meanwhile. */
function report(message: Report): void {
  if (process.connected) process.send?.(message, () => process.connected && process.disconnect())
}
