// Properties of the small functions that take what anybody may send.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { matchRedirect, withParameters } from '../../src/features/authorization/redirect.js'
import { InputError } from '../../src/input/problems.js'
import { RateLimiter } from '../../src/sandbox/rate-limiter.js'
import { canonicalUrl } from '../../src/server/urls.js'
import { parseConsent } from '../../src/settings/consent.js'
import { parseFault } from '../../src/settings/fault-rule.js'
import { parseLimit } from '../../src/settings/limits.js'
import { hostileText, SEED } from '../help/arbitraries.js'

const parameters = { seed: SEED, numRuns: 2_000 }
t.comment(`fast-check seed ${SEED}`)

/** Texts put together from pieces that mean something. */
const from = (...pieces: string[]) =>
  fc
    .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: hostileText }), {
      maxLength: 9,
    })
    .map((parts) => parts.join(''))

t.test('parsers of what a tester writes understand it or throw InputError naming where', async () => {
  const rules = from(
    'OAUTH_027',
    '503',
    'html',
    'slow',
    '@',
    ':',
    ',',
    '=',
    'GET ',
    '/v2/user',
    '*',
    '{id}',
    'GetAuthorizedUser',
    'times',
    'nth',
    'rate',
    'delay',
    '1-2',
    '0.5',
    'headers',
    'body',
    'valueOf',
    '__proto__',
  )
  const consents = from('accept', 'reject', 'ask', ';', ':', ' user=', 'workspaces=', 'anna', ',', '=')
  const limits = from('off', '1', '0', '/', '60', '-', '.', 'e')
  const parsers: [fc.Arbitrary<string>, (text: string) => unknown][] = [
    [rules, (text) => parseFault(text, 'here', ['GetAuthorizedUser'])],
    [consents, (text) => parseConsent(text, 'here')],
    [limits, (text) => parseLimit(text, 'here')],
  ]
  for (const [texts, parse] of parsers) {
    let understood = 0
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text)
          understood += 1
        } catch (error) {
          return (
            error instanceof InputError && error.problems.every(({ where, what }) => where === 'here' && what !== '')
          )
        }
        return true
      }),
      parameters,
    )
    if (understood < 20) throw new Error(`only ${understood} texts were understood: the property proves little`)
  }
})

t.test('canonicalUrl', async () => {
  const urls = from(
    '/',
    '//',
    'v2',
    'v3',
    'api',
    'user',
    '%',
    '%2F',
    '%zz',
    '?',
    '#',
    'http://',
    'HTTPS://',
    'host',
    ':80',
    '..',
    '*',
    '__mock',
  )
  fc.assert(
    fc.property(urls, (url) => {
      const { url: once } = canonicalUrl(url)
      return once.startsWith('/s/') || canonicalUrl(once).url === once
    }),
    parameters,
  )
  fc.assert(
    fc.property(urls, (rest) => {
      const { url } = canonicalUrl(`/${rest}`)
      const [path = ''] = url.split('?')
      decodeURIComponent(path)
      return (
        path.startsWith('/') &&
        !path.includes('//') &&
        (path === '/' || !path.endsWith('/')) &&
        !path.startsWith('/v2/')
      )
    }),
    parameters,
  )
  fc.assert(
    fc.property(urls, urls, (path, query) =>
      canonicalUrl(`/${path.replaceAll('?', '')}?${query}`).url.endsWith(`?${query}`),
    ),
    parameters,
  )
})

t.test('RateLimiter counts as a plain list of requests does', async () => {
  const limits = fc.record({ requests: fc.integer({ min: 1, max: 4 }), seconds: fc.integer({ min: 1, max: 3 }) })
  const request = fc.record({
    token: fc.constantFrom('a', 'b', 'x'.repeat(200)),
    wait: fc.constantFrom(0, 1, 500, 999, 1_000, 2_000),
  })
  fc.assert(
    fc.property(limits, fc.array(request, { maxLength: 40 }), (limit, requests) => {
      const limiter = new RateLimiter()
      const windows = new Map<string, { opened: number; count: number }>()
      let now = 1_000_000_007
      for (const { token, wait } of requests) {
        now += wait
        const last = windows.get(token)
        const open = last !== undefined && now - last.opened < limit.seconds * 1000
        const { opened, count } = open ? { ...last, count: last.count + 1 } : { opened: now, count: 1 }
        windows.set(token, { opened, count })
        const { allowed, remaining, reset } = limiter.take(token, limit, now)
        const left = limit.requests - count
        const expected = [left >= 0, Math.max(0, left), Math.ceil(opened / 1000 + limit.seconds)]
        assert.deepEqual([allowed, remaining, reset], expected)
      }
      assert.equal(limiter.size, windows.size)
    }),
    { ...parameters, numRuns: 500 },
  )
})

t.test('a redirect', async (t) => {
  const hosts = ['localhost', 'app.example']
  const given = from(
    'http://',
    'https://',
    'javascript:',
    '//',
    'localhost',
    'app.example',
    'evil.example',
    '@',
    '\\',
    '/',
    ':3000',
    '?a=1',
    '#f',
    '.',
    '%2f',
    '\t',
    ' ',
    '&',
  )
  const app = (redirect_match: 'host' | 'exact') => ({
    id: 'A',
    handle: 'a',
    name: 'A',
    client_secret: 'S',
    redirect_uris: ['http://localhost/', 'https://app.example/oauth?x=1'],
    redirect_match,
  })

  await t.test('never leads to a host that is not registered, whatever was asked for', async () => {
    let led = 0
    fc.assert(
      fc.property(given, fc.constantFrom('host' as const, 'exact' as const), hostileText, (uri, match, state) => {
        const destination = matchRedirect(app(match), uri)
        if (destination === undefined) return true
        led += 1
        const target = new URL(withParameters(destination, { code: 'C', state }))
        return hosts.includes(target.hostname) && /^https?:$/.test(target.protocol)
      }),
      { ...parameters, numRuns: 5_000 },
    )
    if (led < 100) throw new Error(`only ${led} led anywhere: the property proves little`)
  })

  await t.test('carries code and state to the letter, and keeps what was there', async () => {
    const state = hostileText.map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd'))
    const rest = from('/', 'path', '?a=1', '&b=2', '&', '#f', '%20', '=')
    fc.assert(
      fc.property(rest, state, (rest, state) => {
        const destination = matchRedirect(app('host'), `http://localhost/${rest}`)
        if (destination === undefined) return false
        const before = new URL(destination)
        const after = new URL(withParameters(destination, { code: 'C', state, error: undefined }))
        const kept = [...before.searchParams].every(([name, value]) => after.searchParams.getAll(name).includes(value))
        const told =
          after.searchParams.getAll('state').at(-1) === state && after.searchParams.getAll('code').at(-1) === 'C'
        return kept && told && after.hash === before.hash && after.pathname === before.pathname
      }),
      parameters,
    )
  })
})
