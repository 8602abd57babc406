// The load where wrk is not installed, with the same file and the same last line as wrk.lua: keeps connections busy and
// counts answers. `node own-load.mjs <port> <seconds> <connections> <file>`. It costs more CPU than wrk.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const ANSWER = /HTTP\/1\.1 (\d)\d\d/g
const OVERLAP = 'HTTP/1.1 200'.length - 1
const [port, seconds, connections] = process.argv.slice(2).map(Number)
const requests = readFileSync(process.argv[5], 'latin1').split('\f')
const count = { answers: 0, refused: 0, broken: 0 }
const began = performance.now()
let next = 0

await Promise.all(Array.from({ length: connections }, converse))
process.stdout.write(`${JSON.stringify({ ...count, seconds: (performance.now() - began) / 1000 })}\n`)

/** One connection: the next request as soon as the one before is answered. */
function converse() {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let tail = ''
    const send = () => {
      const over = performance.now() - began > seconds * 1000 || (requests.length > 1 && next >= requests.length)
      if (over) return socket.destroy()
      socket.write(requests[next++ % requests.length], 'latin1')
    }
    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('data', (chunk) => {
      const text = tail + chunk
      tail = text.slice(-OVERLAP) // a first line may be cut in two
      for (const [, hundreds] of text.matchAll(ANSWER)) {
        tail = ''
        count.answers += 1
        if (Number(hundreds) > 2) count.refused += 1
        send()
      }
    })
    socket.on('error', () => (count.broken += 1))
    socket.on('close', resolve)
  })
}
