// The load, in a process of its own: keeps a number of connections busy with one request and counts the answers.
// Raw sockets rather than an HTTP client: on two cores the client must cost far less than the server it measures.
import { connect } from 'node:net'

const MARK = 'HTTP/1.1 200'
const DRAIN_MS = 5_000

process.on('message', async (order) => {
  try {
    process.send({ result: await load(order) })
  } catch (error) {
    process.send({ error: error.message })
  }
})

/** Runs until `requests` were sent or `seconds` have passed, whichever is given; then waits for the last answers. */
async function load({ port, head, connections, pipelining, requests = Infinity, seconds = Infinity }) {
  const request = Buffer.from(head, 'latin1')
  const began = process.hrtime.bigint()
  const before = process.cpuUsage()
  const run = { left: requests, answers: 0, over: false, request, pipelining }
  const timer = seconds === Infinity ? undefined : setTimeout(() => (run.over = true), seconds * 1000)
  await Promise.all(Array.from({ length: connections }, () => converse(port, run)))
  clearTimeout(timer)
  const { user, system } = process.cpuUsage(before)
  return {
    answers: run.answers,
    seconds: Number(process.hrtime.bigint() - began) / 1e9,
    cpuSeconds: (user + system) / 1e6,
  }
}

/** One connection: as many requests under way as are allowed, a new one for every answer. */
function converse(port, run) {
  return new Promise((resolve, reject) => {
    let open = 0
    let tail = ''
    let deadline
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const send = (wanted) => {
      const count = run.over ? 0 : Math.min(wanted, run.left)
      run.left -= count
      open += count
      if (count === 1) socket.write(run.request)
      else if (count > 1) socket.write(Buffer.concat(Array.from({ length: count }, () => run.request)))
      if (open === 0) socket.destroy()
      else if (count < wanted) deadline ??= setTimeout(() => socket.destroy(), DRAIN_MS)
    }
    socket.setEncoding('latin1')
    socket.on('connect', () => send(run.pipelining))
    socket.on('data', (chunk) => {
      const text = tail + chunk
      let count = 0
      for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, at + MARK.length)) count += 1
      tail = text.slice(1 - MARK.length) // a mark may be cut in two
      run.answers += count
      open -= count
      if (count) send(count)
    })
    socket.on('error', reject)
    socket.on('close', () => {
      clearTimeout(deadline)
      if (open === 0) resolve()
      else reject(new Error(`port ${port}: ${open} requests on one connection were not answered with 200`))
    })
  })
}
