// Preloaded into every measured server (`node --import`): reports to the bench on request what the process has used so far.
// The channel is unreferenced, so that the server lives exactly as long as it would without us.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send({ cpuSeconds: (user + system) / 1e6, resident: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit()) // the bench itself is gone
process.channel.unref()
