#!/usr/bin/env node
// The command `clickup-mock`.
import module from 'node:module'

/** Until the process is asked to end. */
export const ended = run()

async function run(): Promise<void> {
  // Node 22 and later keep what they compiled for the next start, in the folder for temporary files. Before anything else is loaded.
  /* c8 ignore next -- Node 20, on which coverage is counted, has none */
  Reflect.get(module, 'enableCompileCache')?.call(module)
  const { main } = await import('./cli/main.js')
  const { flushed } = await import('./cli/terminal.js')

  // Where nobody reads what is printed, a mock lives on, and other commands end as they would have.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const code = await main(process.argv.slice(2), process)
  await flushed(process)
  process.exit(code)
}
