// A process of its own that makes sandboxes of the default seed, as first use does, and says how many bytes they took.
import { createClickUpMock } from 'clickup-mock'

const count = Number(process.argv[2])
const mock = await createClickUpMock({ listen: false })
make('warm-up', 100)
for (const { name } of mock.control.listSandboxes().sandboxes)
  if (name !== 'default') mock.control.deleteSandbox({ name })
globalThis.gc()
const before = process.memoryUsage.rss()
make('worker', count)
process.send(process.memoryUsage.rss() - before)

function make(name, many) {
  for (let number = 0; number < many; number++) mock.sandbox(`${name}-${number}`)
}
