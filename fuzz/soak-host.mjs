// A process that hosts the mock and, when asked, collects its garbage and says what it still holds.
import { createClickUpMock } from '../dist/index.js'
import { optionNames } from '../dist/settings/options.js'

/** A small budget is reached soon: what happens then is part of what is watched. */
const budget = optionNames.includes('memory') ? { memory: process.argv[2] } : {}
const mock = await createClickUpMock({ rateLimit: 'off', webhookTimeout: '500ms', ...budget })

process.on('message', async (message) => {
  if (message === 'end') {
    await mock.close()
    process.disconnect()
    return
  }
  for (let times = 0; times < 3; times++) {
    globalThis.gc()
    await new Promise((resolve) => setImmediate(resolve)) // what finalizers let go is collected the next time
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({ held: heapUsed + external, rss })
})
process.send({ port: Number(new URL(mock.address).port) })
