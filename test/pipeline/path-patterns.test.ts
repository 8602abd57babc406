// Patterns of paths: what they fit, and that no pattern and no path makes the mock slow.
import fc from 'fast-check'
import t from 'tap'
import { InputError } from '../../src/index.js'
import { PathPattern } from '../../src/settings/path-pattern.js'
import { SEED } from '../help/arbitraries.js'
import { start } from '../help/start.js'

/** The same as a regular expression, which is right and, for some patterns, never done. */
function expression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.{}]/g, '\\$&')
    .replace(/\\\{[^}]*\\\}/g, '[^/]+')
    .replaceAll('*', '.*')
  return new RegExp(`^${source}$`)
}

t.test('a pattern fits what its regular expression fits', async (t) => {
  const patterns = fc.array(fc.constantFrom('/', 'a', 'b', '*', '{x}', '{', '}', '.'), { maxLength: 9 })
  const paths = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '{', '}', '.'), maxLength: 9 })
  fc.assert(
    fc.property(patterns, paths, (parts, path) => {
      const pattern = `/${parts.join('')}`
      return new PathPattern(pattern).test(`/${path}`) === expression(pattern).test(`/${path}`)
    }),
    { seed: SEED, numRuns: 2_000 },
  )
  t.pass('no counterexample')
})

t.test('a short path is that of its version', async (t) => {
  t.ok(new PathPattern('/v2/team').test('/api/v2/team'))
  t.notOk(new PathPattern('/v2/team').test('/v2/team'))
})

t.test('many stars and a long path', async (t) => {
  const stars = `/v2/${'*a'.repeat(30)}*b`
  const { mock, as, withToken } = await start(t, { faults: [`503@${stars}`, `503@/v2/${'{x}'.repeat(100)}b`] })
  const path = `/api/v2/${'a'.repeat(15_000)}`

  await t.test('do not fit as a fault', async (t) => {
    t.equal((await as.anna.get(path)).headers.has('x-mock-fault'), false)
  })
  await t.test('fit where they do', async (t) => {
    t.equal((await as.anna.get(`${path}b`)).status, 503)
  })
  await t.test('do not fit as a filter of calls', async (t) => {
    const { body } = await withToken().get(`/__mock/calls?path=${stars}`)
    t.equal(body.calls.length, 1)
  })
  await t.test('are refused where the pattern is longer than any path needs', async (t) => {
    const pattern = `/${'*a'.repeat(500)}`
    t.equal((await withToken().get(`/__mock/calls?path=${pattern}`)).status, 400)
    t.throws(() => mock.faults.add({ fault: '503', path: pattern }), InputError)
    t.throws(() => mock.faults.add({ fault: '503', path: pattern }), {
      message: /^\/: path is "\/\*a.{75,80}…; it has to be a path that starts with \/, of up to 1000 characters$/,
    })
  })
})
