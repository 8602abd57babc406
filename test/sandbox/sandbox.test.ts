// What a sandbox remembers besides its world: random numbers that repeat, and the counts of its rules.
import t from 'tap'
import { World } from '../../src/model/world.js'
import { Faults } from '../../src/sandbox/faults.js'
import { randomFrom } from '../../src/sandbox/random.js'
import { compileFault, parseFault } from '../../src/settings/fault-rule.js'
import { testApp } from '../help/parts.js'

const call = { operationId: 'GetAuthorizedUser', method: 'GET', path: '/api/v2/user', token: 'pk_1' }

t.test('between', async (t) => {
  const { sandbox } = await testApp(t, () => ({}))
  const draw = (range: readonly [number, number]) => Array.from({ length: 200 }, () => sandbox.between(range))

  await t.test('gives every whole number of the range and no other', async (t) =>
    t.same([...new Set(draw([5, 8]))].sort(), [5, 6, 7, 8]),
  )
  await t.test('gives the one number of a range of one', async (t) => t.same(new Set(draw([7, 7])), new Set([7])))
  await t.test('gives the same numbers again after a reset', async (t) => {
    sandbox.reset()
    const before = draw([0, 1_000])
    sandbox.reset()
    t.same(draw([0, 1_000]), before)
  })
})

t.test('randomFrom gives numbers from 0 up to 1, spread evenly', async (t) => {
  const random = randomFrom(42)
  const tenths = new Array<number>(10).fill(0)
  for (let count = 0; count < 10_000; count += 1) {
    const number = random()
    if (number < 0 || number >= 1) t.fail(`${number} is out of bounds`)
    const tenth = Math.floor(number * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  for (const share of tenths) t.ok(share > 900 && share < 1_100, `about a tenth: ${share}`)
})

t.test('Faults', async (t) => {
  await t.test('lists each rule with the calls it was right for and those it answered', async (t) => {
    const faults = new Faults([parseFault('OAUTH_027@GetAuthorizedUser:every=2', 'x', ['GetAuthorizedUser'])])
    faults.add(compileFault({ fault: '500', times: 1 }, 'x', []))
    for (let count = 0; count < 4; count += 1) faults.match(call)
    t.match(faults.list(), [
      { rule: { fault: 'OAUTH_027', operation: 'GetAuthorizedUser', every: 2 }, matched: 4, hits: 2 },
      { rule: { fault: '500', times: 1 }, matched: 1, hits: 1 },
    ])
  })

  await t.test('fit the calls they are for, however many paths are asked for, again and again', async (t) => {
    const faults = new Faults([compileFault({ fault: '500', path: '/v2/list/{id}', nth: 3_000 }, 'x', [])])
    const ask = (path: string) => faults.match({ operationId: undefined, method: 'GET', path, token: undefined })
    for (let id = 0; id < 2_999; id++) {
      ask(`/api/v2/list/${id % 1_500}`)
      ask(`/api/v2/task/${id}`)
    }
    t.equal(faults.list()[0]?.matched, 2_999)
    t.match(ask('/api/v2/list/7'), { rule: { fault: '500' } })
  })

  await t.test('a path pattern takes the characters of a regular expression as they are', async (t) => {
    const faults = new Faults([compileFault({ fault: '500', path: '/a.b+(c)[d]^$|?\\{x}*' }, 'x', [])])
    t.ok(faults.match({ ...call, path: '/a.b+(c)[d]^$|?\\segment/and/more' }))
    t.notOk(faults.match({ ...call, path: '/aXb+(c)[d]^$|?\\segment' }))
  })
})

t.test('an empty world has a first user for nobody', async (t) => {
  const { fetch } = await testApp(t, ({ settings, sandboxes }) => {
    sandboxes.default.world.restore(new World().snapshot())
    return { settings: { ...settings, auth: 'any' } }
  })
  const response = await fetch('/api/v2/user', { headers: { authorization: 'pk_1_X' } })
  t.equal(response.status, 401)
})
