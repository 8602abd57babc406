// mock.fetch: fetch without a socket, which takes and gives what fetch does.
import t from 'tap'
import { start } from './help/start.js'

const authorization = 'pk_100001_FAKETOKENANNA0000000000000000001'
const headers = { authorization }

t.test('takes a path, a URL of the mock, one of ClickUp, a URL object and a Request', async (t) => {
  const { mock } = await start(t)
  for (const input of [
    '/api/v2/user',
    'api/v2/user?x=1#y',
    `${mock.apiUrl}/v2/user`,
    'https://api.clickup.com/api/v2/user',
    new URL('https://api.clickup.com/api/v2/user'),
  ]) {
    t.match(await (await mock.fetch(input, { headers })).json(), { user: { id: 100_001 } }, String(input))
  }
  const request = new Request('https://api.clickup.com/api/v2/user', { headers })
  t.equal((await mock.fetch(request)).status, 200, 'a Request')
  t.equal((await mock.fetch(request, { headers: {} })).status, 400, 'whose parts can be overridden')
  t.ok(await mock.fetch('/api/v2/user', { headers: new Headers(headers) }), 'Headers')
  await t.rejects(mock.fetch('http://'), TypeError, 'what is no URL fails as in fetch')
})

t.test('sends bodies of every kind', async (t) => {
  const { mock } = await start(t, { consent: 'accept' })
  const app = mock.apps.dashboard
  const authorize = new URLSearchParams({ client_id: app?.client_id ?? '', redirect_uri: 'http://localhost/' })
  const parts = async () => {
    const { headers } = await mock.fetch(`/api?${authorize}`)
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
    return { client_id: app?.client_id ?? '', client_secret: app?.client_secret ?? '', code }
  }
  const json = { 'content-type': 'application/json' }
  const bytes = (text: string) => new TextEncoder().encode(text)
  const kinds: Readonly<Record<string, (text: string, given: Record<string, string>) => object>> = {
    text: (body) => ({ body, headers: json }),
    bytes: (text) => ({ body: bytes(text), headers: json }),
    'a blob': (text) => ({ body: new Blob([text], { type: 'application/json' }) }),
    'a form': (_text, given) => ({ body: new URLSearchParams(given) }),
    'a stream': (text) => ({ body: new Blob([text]).stream(), duplex: 'half', headers: json }),
  }
  for (const [kind, init] of Object.entries(kinds)) {
    const given = await parts()
    const request = { method: 'POST', ...init(JSON.stringify(given), given) }
    const answer = await mock.fetch('/api/v2/oauth/token', request)
    t.match(await answer.json(), { token_type: 'Bearer' }, kind)
  }

  await t.test('also those that ClickUp does not read', async (t) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(await parts())) form.set(name, value)
    const answer = await mock.fetch('/api/v2/oauth/token', { method: 'POST', body: form })
    t.match(await answer.json(), { ECODE: 'OAUTH_010' })
    t.match(mock.journal().at(-1)?.notes, [/multipart\/form-data/])
  })
})

t.test('gives what fetch gives', async (t) => {
  const { mock } = await start(t, { consent: 'accept' })

  await t.test('a redirect, not followed, with its cookie', async (t) => {
    const query = new URLSearchParams({
      client_id: mock.apps.dashboard?.client_id ?? '',
      redirect_uri: 'http://localhost/',
    })
    const answer = await mock.fetch(`/api?${query}`)
    t.equal(answer.status, 302)
    t.match(answer.headers.getSetCookie(), [/^clickup_mock_user=100001; /])
  })

  await t.test('an empty body where there is none', async (t) => {
    for (const status of [204, 205, 304]) {
      const answer = await mock.fetch('/api/v2/user', { headers: { ...headers, 'x-mock-fault': `:status=${status}` } })
      t.same([answer.status, answer.body, await answer.text()], [status, null, ''])
    }
  })

  await t.test('a failure when the connection breaks', async (t) => {
    const broken = mock.fetch('/api/v2/user', { headers: { ...headers, 'x-mock-fault': 'reset' } })
    await t.rejects(broken, { name: 'TypeError', message: 'fetch failed', cause: Error })
  })
})

t.test('is aborted', async (t) => {
  const { mock } = await start(t)
  const hanging = { headers: { ...headers, 'x-mock-fault': 'hang' } }

  await t.test('before it begins', async (t) => {
    const reason = new Error('no longer wanted')
    await t.rejects(mock.fetch('/api/v2/user', { headers, signal: AbortSignal.abort(reason) }), reason)
  })

  await t.test('while it waits', async (t) => {
    const controller = new AbortController()
    const waiting = mock.fetch('/api/v2/user', { ...hanging, signal: controller.signal })
    controller.abort()
    await t.rejects(waiting, { name: 'AbortError' })
  })

  await t.test('by a Request’s own signal, with its reason', async (t) => {
    const controller = new AbortController()
    const request = new Request('http://localhost/api/v2/user', { ...hanging, signal: controller.signal })
    const waiting = mock.fetch(request)
    controller.abort(new Error('too slow'))
    await t.rejects(waiting, { message: 'too slow' })
  })

  await t.test('without harm to what comes after', async (t) => {
    t.equal((await mock.fetch('/api/v2/user', { headers })).status, 200)
  })
})
