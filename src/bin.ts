#!/usr/bin/env node
// The command `clickup-mock`.
import { main } from './cli/main.js'
import { flushed } from './cli/terminal.js'

// Where nobody reads what is printed, a mock lives on, and other commands end as they would have.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
const code = await main(process.argv.slice(2), process)
await flushed(process)
process.exit(code)
