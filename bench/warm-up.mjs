// `node bench/warm-up.mjs`: how long a fresh process must be under load until a call costs what it will go on to cost.
// Microseconds of CPU (user + system) of `GET /user` in each second from the start, bare Fastify and the mock in turn.

import { burst } from './load.mjs'
import { startFastify, startMock, withServers } from './servers.mjs'
import { answerOf, onWire } from './wire.mjs'

const SECONDS = Number(process.argv[2] ?? 10)
const call = { url: '/api/v2/user' }
const micro = (seconds) => (seconds * 1e6).toFixed(1).padStart(6)

await withServers([startMock], async (mock) => {
  const answer = await answerOf(mock, call)
  await withServers([() => startFastify({ routes: [{ method: 'GET', ...call, answer }] })], async (fastify) => {
    for (let second = 1; second <= SECONDS; second++) {
      const [ours, theirs] = [await burst(mock, [onWire(call)], 1), await burst(fastify, [onWire(call)], 1)]
      const shown = [ours, theirs].map(
        ({ cpu, user, system, rate }) =>
          `${micro(cpu)} (${micro(user)} + ${micro(system)}) ${rate.toFixed(0).padStart(6)}/s`,
      )
      process.stdout.write(
        `second ${second}: mock ${shown[0]}, Fastify ${shown[1]}, ${(ours.cpu / theirs.cpu).toFixed(2)}\n`,
      )
    }
  })
})
