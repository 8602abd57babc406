// Preloaded into every server whose CPU or memory is measured (`node --import`): says what the process has used so far.
// The channel is unreferenced, so that the server lives exactly as long as it would without us.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

process.on('message', (what) => {
  const { user, system } = process.cpuUsage()
  process.send({
    user: user / 1e6,
    system: system / 1e6,
    resident: process.memoryUsage.rss(),
    ...(what === 'heap' && heap()),
  })
})
process.on('disconnect', () => process.exit()) // the bench itself is gone
process.channel.unref()

/** Bytes that are alive: of the heap, and of what stands outside it for the heap. */
function heap() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return { heap: heapUsed + external }
}
