// What a mock with much to do answers, as a multiple of one with little: fault rules and a journal, webhooks that hang.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { burst, warmUp } from '../load.mjs'
import { sandwich } from '../numbers.mjs'
import { startFromModules, startMock, withServers } from '../servers.mjs'
import { answerOf, onWire } from '../wire.mjs'

const WEBHOOKS = 100
const TEAM = '/api/v2/team/9001001'
const LIST = '/api/v2/list/901200000002'

/** Rules that are compared with every request and fit none: by operation, path, method and token in turn. */
const rules = Array.from(
  { length: 100 },
  (_, number) =>
    [
      'OAUTH_027@GetAuthorizedTeams',
      `503@/v2/team/${number}/*`,
      '500@POST /v2/user',
      `OAUTH_025:token=pk_1_NOBODY${number}`,
    ][number % 4],
)

export const burden = {
  rounds: [3, 1],
  lines: linesOf('with 100 fault rules and a full journal / with neither'),
  round: () => {
    const flags = rules.flatMap((rule) => ['--fault', rule])
    const starts = [{ journal: false }, { journal: true, flags }].map((one) => () => startFromModules(one))
    return withServers(starts, async (unit, filling) => {
      const ratios = await compare(unit, filling)
      await checkBurden(unit, filling)
      return ratios
    })
  },
}

export const webhooks = {
  rounds: [3, 1],
  lines: linesOf(`with ${WEBHOOKS} webhooks whose receiver hangs / with none`),
  round: async () => {
    const receiver = createServer((request) => request.resume()).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    try {
      return await withServers([startMock, startMock], async (unit, filling) => {
        await occupy(filling, `http://127.0.0.1:${receiver.address().port}`)
        return compare(unit, filling)
      })
    } finally {
      receiver.close()
      receiver.closeAllConnections()
    }
  },
}

function linesOf(what) {
  return {
    cpu: { what: `GET /user ${what}: CPU of a call` },
    rate: { what: `GET /user ${what}: calls per second`, least: 0.9 },
  }
}

async function compare(unit, filling) {
  const next = () => [onWire({ url: '/api/v2/user' })]
  for (const server of [unit, filling]) await warmUp(server, next)
  const [{ cpu, rate }] = await sandwich(unit, [filling], (server) => burst(server, next(), 1))
  return { cpu, rate }
}

/** What was to be compared is what was compared: rules that fitted nothing, a journal that is full, and none. */
async function checkBurden(unit, filling) {
  const { faults } = await answerOf(filling, { url: '/__mock/faults' })
  if (faults.length !== 100 || faults.some(({ matched }) => matched > 0)) throw new Error('the rules are not as meant')
  const kept = async (server) => (await answerOf(server, { url: '/__mock/calls?limit=1' })).count
  if ((await kept(filling)) !== 1_000 || (await kept(unit)) !== 0) throw new Error('the journals are not as meant')
}

/** A hundred events for each of a hundred webhooks, none of which is ever answered. */
async function occupy(server, url) {
  for (let index = 0; index < WEBHOOKS; index++) {
    const body = { endpoint: `${url}/${index}`, events: ['taskUpdated'] }
    await answerOf(server, { method: 'POST', url: `${TEAM}/webhook`, body })
  }
  const task = await answerOf(server, { method: 'POST', url: `${LIST}/task`, body: { name: 'Measured' } })
  for (let count = 0; count < WEBHOOKS; count++) {
    await answerOf(server, { method: 'PUT', url: `/api/v2/task/${task.id}`, body: { name: `Name ${count}` } })
  }
}
