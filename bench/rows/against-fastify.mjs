// A call: the CPU time that one costs the mock, and how many it answers, as multiples of bare Fastify's that is sent the
// same and answers the same JSON.
import { isDeepStrictEqual } from 'node:util'
import { burst, warm, warmUp } from '../load.mjs'
import { sandwich } from '../numbers.mjs'
import { startFastify, startMock, withServers } from '../servers.mjs'
import { answerOf, onWire } from '../wire.mjs'

/**
 * A row for a call.
 * @param cpu the target of its CPU time, `rate` that of its calls per second
 * @param seed gives the fixture's path, if it is not the default one
 * @param callOf given a mock, what is asked: `{ method, url, body, schema }`, the schema for Fastify to serialise by
 * @param once whether each request is good once; then `callOf` gives `next` and `warmUpBursts` too (see codes.mjs), and calls per second
 *   mean nothing, as a burst ends when they are used up
 * @param noise whether a second Fastify is measured like the mock, to show the ratio of like and like
 */
export function rowOf({ what, rounds, cpu, rate, once = false, noise = false, seed, callOf }) {
  const lines = {
    cpu: { what: `${what}: CPU of a call`, ...cpu },
    ...(!once && { rate: { what: `${what}: calls per second`, ...rate } }),
    ...(noise && { noiseCpu: { what: 'Noise, Fastify against Fastify: CPU of a call' } }),
    ...(noise && { noiseRate: { what: 'Noise, Fastify against Fastify: calls per second' } }),
  }
  const mock = () => startMock({ flags: seed ? ['--seed', seed()] : [] })
  return {
    rounds,
    lines,
    round: () => withServers([mock], async (server) => compare(server, await callOf(server), noise)),
  }
}

/** A round in fresh processes. */
async function compare(mock, call, noise) {
  const { method = 'GET', url, schema } = call
  const answer = await answerOf(mock, call)
  const routes = [{ method, url: url.split('?')[0], schema, answer }]
  const requests = [onWire(call)]
  const fastify = warm(
    () => startFastify({ routes }),
    () => requests,
  )
  await warmUp(mock, call.next ?? (() => requests), call.warmUpBursts)
  return withServers(noise ? [fastify, fastify] : [fastify], async (unit, ...others) => {
    if (!isDeepStrictEqual(await answerOf(unit, call), answer)) throw new Error(`Fastify answers ${url} differently`)
    const sent = call.next ? await call.next() : requests // the same to all: many requests cost more than one repeated
    const measure = (server) => burst(server, sent, 1)
    const [ours, noises] = await sandwich(unit, [mock, ...others], measure)
    return { cpu: ours.cpu, rate: ours.rate, noiseCpu: noises?.cpu, noiseRate: noises?.rate }
  })
}
