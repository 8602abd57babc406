// Calls of the control API: each operation with good and spoiled input, and short stories of calls that belong together.
import { bodyFor, spoiled } from './bodies.mjs'
import { pathId, queryOf } from './calls.mjs'
import { deepJson, depth, impossibleDates, meaningful, oddText } from './texts.mjs'

/** How often an operation is called; 10 where nothing stands here. Those that leave little to be tried are rare. */
// biome-ignore format: a table
const weights = {
  addFault: 40, clearFaults: 15, stopScenarios: 10, runScenario: 6, seed: 25, createSandbox: 20, reset: 1, undoReset: 2, exportWorld: 6,
  clearCalls: 2, exportHar: 1, listCalls: 4, deleteSandbox: 8, removeMember: 1, revokeToken: 2, regenerateToken: 2, setGrant: 3,
  exhaustToken: 2, setLimit: 4, restore: 4, waitForDelivery: 25, setConsent: 6, streamCalls: 6, verify: 15, advanceClock: 12,
}

/** Operations that answer when something happens, or never. */
const patient = new Set(['waitForDelivery', 'settleDeliveries', 'streamCalls', 'streamDeliveries'])

/** Parameters of a path called `id`, by the route. */
const idPools = { faults: 'fault', 'delivery-faults': 'delivery_fault', webhooks: 'webhook_id', deliveries: 'delivery' }

/** @param names - of sandboxes that this batch has made up, and where it notes new ones */
export function controlCall(values, api, names) {
  const { random } = values
  const operation = api.find(
    random.weighted(Object.fromEntries(api.operations.map(({ id }) => [id, weights[id] ?? 10]))),
  )
  const ids = {}
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name) => {
    ids[name] =
      name === 'name' ? sandboxName(random, names) : pathId(values, idPools[operation.path.split('/')[2]] ?? name)
    return ids[name]
  })
  const own = special[operation.id]?.(values, names)
  const made =
    own ??
    (operation.bodies.length || random.chance(0.02) ? bodyFor(values, operation.bodies, random.chance(0.01)) : {})
  const headers = random.chance(0.02) ? foreignHeaders(random) : {}
  if (made.type !== undefined) headers['content-type'] = made.type
  return {
    api: 'mock',
    operation,
    ids,
    method: operation.method,
    path: path + queryOf(values, operation),
    headers,
    body: operation.method === 'GET' ? undefined : made.body,
    isChunked: random.chance(0.03) && made.body !== undefined,
    mayHang: patient.has(operation.id),
    mustRefuse: made.mustRefuse,
    next: made.next,
  }
}

function sandboxName(random, names) {
  if (names.length && random.chance(0.6)) return random.pick(names)
  return encodeURIComponent(
    random.pick(['nobody', 'default', 'UPPER', '..', 'a b', 'x'.repeat(65), '__proto__', '-', 'é']),
  )
}

function foreignHeaders(random) {
  return random.pick([
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-mock-control-token': 'x' },
    { 'x-mock-fault': '500' },
    { 'x-forwarded-host': 'evil.example' },
  ])
}

function json(value, more = {}) {
  return { body: Buffer.from(JSON.stringify(value)), type: 'application/json', ...more }
}

/** Bodies that a schema alone would hardly ever lead to. @returns undefined where the usual body will do */
const special = {
  addFault: (values) => (values.random.chance(0.6) ? faultRule(values) : undefined),
  freezeClock: ({ random }) => impossible(random),
  runClock: ({ random }) => impossible(random),
  seed: (values) => fixture(values, (body) => body),
  createSandbox: (values, names) => {
    const { random, mark } = values
    const name = random.chance(0.9) ? `${mark.toLowerCase()}-${names.length}` : oddText(random)
    names.push(encodeURIComponent(name.replace(/[\ud800-\udfff]/g, '')))
    return random.chance(0.5) ? json({ name }) : fixture(values, (seed) => ({ name, seed }))
  },
  waitForDelivery: (values) => {
    const { random } = values
    if (random.chance(0.1)) return undefined
    const where = random.chance(0.5) ? { task_id: random.pick(values.known.of('task_id')) } : { a: values.wrong() }
    if (random.chance(0.1))
      return {
        body: Buffer.from(`{"timeout":5,"where":{"a":${deepJson(random, depth(random))}}}`),
        type: 'application/json',
      }
    return json({ timeout: random.pick([0, 1, 10, 30]), ...(random.chance(0.5) && { where }) })
  },
  settleDeliveries: ({ random }) => (random.chance(0.2) ? undefined : json({ timeout: random.pick([0, 1, 20]) })),
  setLimit: ({ random }) => json({ limit: random.pick(['off', 999_999_999, 100, '50/1', '0', -1, '1/0', 'x', null]) }),
  reset: ({ random }) => json(random.chance(0.1) ? { hard: true } : random.chance(0.8) ? {} : { hard: 'x' }),
}

function impossible(random) {
  return random.chance(0.3)
    ? json({ at: random.pick(impossibleDates) }, { mustRefuse: 'a date that no calendar has' })
    : undefined
}

/** A rule that a client's call meets at once: the story goes on with such a call. */
function faultRule({ random }) {
  const kind = random.weighted({ headers: 4, path: 4, text: 6, network: 2, body: 2 })
  const delay = random.chance(0.5) ? { delay: random.pick(['1', '1-3', '0']) } : {}
  const when = random.chance(0.4) ? { when: random.pick(['before', 'after']) } : {}
  const common = { times: random.pick([1, 1, 2, 3]), ...delay, ...when }
  const call = { method: 'GET', path: '/api/v2/user' }
  const path = `/v2/${'*a'.repeat(random.pick([1, 3, 6, 9, 16]))}${random.pick(['b', '', '*', '{x}{y}'])}`
  const rules = {
    headers: () => ({
      fault: '503',
      headers: { [random.pick(meaningful)]: random.pick(['x', '', '0', 'chunked', 'close', 'é', '5']) },
    }),
    path: () => ({ fault: '503', path }),
    text: () => ({
      rule: random.pick([
        '503',
        'OAUTH_027@GetAuthorizedUser:times=2',
        '500@/v2/*:times=1',
        'x',
        '503:rate=0.5,seed=7,times=3',
      ]),
    }),
    network: () => ({ fault: random.pick(['reset', 'empty', 'cut', 'garbage']) }),
    body: () => ({
      status: random.pick([200, 204, 304, 503, 599]),
      body: random.pick(['', 'text', { a: 1 }, [], null, 7]),
    }),
  }
  const rule = rules[kind]()
  if (kind === 'path') call.path = `/api/v2/list/${'a'.repeat(random.pick([30, 300, 3_000]))}/task`
  return json(kind === 'text' ? rule : { ...rule, ...common }, { next: [call] })
}

/** A small fixture, good or spoiled in one place. @param wrap - puts it into the body */
function fixture(values, wrap) {
  const { random, mark } = values
  const who = `u${mark}`.toLowerCase()
  const isImpossible = random.chance(0.1)
  const due = isImpossible ? random.pick(impossibleDates) : '2026-02-03'
  const task = { name: `${mark} task`, due_date: due, description: values.text(), subtasks: [{ name: `${mark} sub` }] }
  const many = { generate: { tasks: random.pick([1, 40, 1_000]) } }
  const list = { name: `${mark} list`, tasks: [task], ...(random.chance(0.1) && many) }
  const space = {
    name: `${mark} space`,
    lists: [list],
    folders: [{ name: `${mark} folder`, lists: [{ name: 'inner' }] }],
  }
  const body = {
    users: { [who]: { email: `${who}@fuzz.example` } },
    workspaces: { [`w${mark}`.toLowerCase()]: { members: { [who]: 'owner' }, spaces: [space] } },
    tokens: [{ user: who }],
  }
  if (random.chance(0.4)) return json(wrap(spoiled(values, body)))
  return json(wrap(body), isImpossible ? { mustRefuse: `a date that no calendar has (${due})` } : {})
}
