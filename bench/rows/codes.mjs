// The exchange of a code for a token. A code is good once, so every burst gets new ones, which the mock has given before.
import { Agent, request } from 'node:http'
import { CONNECTIONS } from '../load.mjs'
import { answerOf, onWire } from '../wire.mjs'

const CODES = 5_000
/** Making codes takes CPU too, so that CPU does not say when the exchange is warm: 25,000 of them were seen to do. */
const WARM_UP_BURSTS = 6

/** The call of a mock that accepts every login: it is made with a code that is still good. */
export async function exchanges(mock) {
  await answerOf(mock, { method: 'PUT', url: '/__mock/consent', body: { mode: 'accept', user: 'anna' } })
  const [app] = (await answerOf(mock, { url: '/__mock/apps' })).apps
  const callWith = (code) => {
    const { client_id, client_secret } = app
    return { method: 'POST', url: '/api/v2/oauth/token', body: { client_id, client_secret, code } }
  }
  return {
    ...callWith((await codes(mock, app, 1))[0]),
    warmUpBursts: WARM_UP_BURSTS,
    next: async () => (await codes(mock, app, CODES)).map((code) => onWire(callWith(code))),
  }
}

async function codes({ port }, { client_id, redirect_uris }, count) {
  const path = `/api?${new URLSearchParams({ client_id, redirect_uri: redirect_uris[0] })}`
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const one = () =>
    new Promise((resolve, reject) => {
      const asked = request({ agent, port, host: '127.0.0.1', path }, (response) => {
        response.resume().on('end', () => resolve(new URL(response.headers.location).searchParams.get('code')))
      })
      asked.on('error', reject)
      asked.end()
    })
  try {
    return await Promise.all(Array.from({ length: count }, one))
  } finally {
    agent.destroy()
  }
}
