// A process of its own that makes sandboxes of the default seed, as first use does, and reports what they took.
import { createClickUpMock } from '../dist/index.js'

const count = Number(process.argv[2])
const mock = await createClickUpMock({ listen: false })
make('warm-up', 100)
for (const { name } of mock.control.listSandboxes().sandboxes)
  if (name !== 'default') mock.control.deleteSandbox({ name })
globalThis.gc()
const before = process.memoryUsage.rss()
const began = performance.now()
make('worker', count)
const took = performance.now() - began
process.send({ bytes: process.memoryUsage.rss() - before, msEach: took / count })
await mock.close()

function make(name, many) {
  for (let number = 0; number < many; number++) mock.sandbox(`${name}-${number}`)
}
