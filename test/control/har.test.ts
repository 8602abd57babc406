// HAR: the journal as other tools read it. http://www.softwareishard.com/blog/har-12-spec/
import t, { type Test } from 'tap'
import { appOf, codeFor, exchange } from '../help/oauth.js'
import { start } from '../help/start.js'

const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isTime = (value: unknown) => isNumber(value) && Number(value) >= 0
const isSize = (value: unknown) => Number.isInteger(value) && Number(value) >= -1
const isPairs = (value: unknown) =>
  Array.isArray(value) &&
  value.every((pair) => isText(pair.name) && isText(pair.value) && Object.keys(pair).length === 2)

/** What HAR 1.2 requires of an entry, by path. */
const required: Readonly<Record<string, (value: unknown) => boolean>> = {
  startedDateTime: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value)),
  time: isTime,
  'request.method': isText,
  'request.url': (value) => URL.canParse(String(value)) && !String(value).includes('#'),
  'request.httpVersion': isText,
  'request.cookies': isPairs,
  'request.headers': isPairs,
  'request.queryString': isPairs,
  'request.headersSize': isSize,
  'request.bodySize': isSize,
  'response.status': (value) => Number.isInteger(value),
  'response.statusText': isText,
  'response.httpVersion': isText,
  'response.cookies': isPairs,
  'response.headers': isPairs,
  'response.content.size': isSize,
  'response.content.mimeType': isText,
  'response.content.text': isText,
  'response.redirectURL': isText,
  'response.headersSize': isSize,
  'response.bodySize': isSize,
  cache: (value) => typeof value === 'object' && value !== null,
  'timings.send': isTime,
  'timings.wait': isTime,
  'timings.receive': isTime,
}
/** Keys that may be there besides. */
const optional = ['request.postData', 'comment']

function isEntry(t: Test, entry: object): void {
  const at = (path: string) => path.split('.').reduce((part: unknown, key) => Reflect.get(Object(part), key), entry)
  for (const [path, fits] of Object.entries(required)) t.ok(fits(at(path)), `${path} is ${JSON.stringify(at(path))}`)
  const known = [...Object.keys(required), ...optional]
  for (const part of ['', 'request', 'response', 'timings']) {
    const keys = Object.keys(Object(part ? at(part) : entry)).map((key) => (part ? `${part}.${key}` : key))
    const strange = keys.filter((key) => !known.some((path) => path === key || path.startsWith(`${key}.`)))
    t.same(strange, [], `${part || 'the entry'} has no other key`)
  }
  const data = at('request.postData')
  if (data === undefined) return
  const { mimeType, text, params } = Object(data)
  t.ok(isText(mimeType), 'postData has a type')
  t.equal(isText(text), !isPairs(params), 'postData is either text or fields')
}

t.test('exportHar', async (t) => {
  const started = await start(t)
  const { mock, as, withToken } = started
  const code = await codeFor(started)
  const token = exchange(appOf(mock), code)
  const TOKEN = '/api/v2/oauth/token'
  await as.anna.get('/api/v2/user?page_size=5&id=1&id=2&note=a%20b%26c')
  await withToken().post(TOKEN, token)
  await withToken().post(TOKEN, new URLSearchParams([...Object.entries(token), ['a', '1'], ['a', '2']]))
  await withToken().send('POST', TOKEN, { headers: { 'content-type': 'text/xml' }, body: '<a/>' })
  await as.anna.get('/api/v2/nothing')
  await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'html' } })
  await t.rejects(as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'reset' } }))
  const { log } = mock.control.exportHar() as { log: { version: string; creator: object; entries: Entry[] } }
  const last = (count: number) => {
    const entry = log.entries.at(count)
    if (!entry) throw new Error('there is no such entry')
    return entry
  }

  await t.test('is HAR 1.2, of our making', async (t) => {
    t.match(log, { version: '1.2', creator: { name: 'clickup-mock', version: /^\d+\.\d+\.\d+/ } })
    t.same(Object.keys(log), ['version', 'creator', 'entries'])
  })

  for (const [index, call] of mock.journal().entries()) {
    await t.test(`has an entry for ${call.method} ${call.path}, ${call.status}`, async (t) => {
      const entry = last(index)
      isEntry(t, entry)
      t.equal(entry.startedDateTime, new Date(call.at).toISOString())
      t.match(entry, {
        time: call.duration,
        request: { method: call.method },
        response: { status: call.status, statusText: call.ECODE ?? '' },
      })
      t.match(entry.comment, `${call.id}; ${call.operation ?? 'unknown route'}; answered by ${call.step}`)
    })
  }

  await t.test('has the whole address, with every value of the query', async (t) => {
    const { request } = last(2)
    t.equal(request.url, `${mock.url}/api/v2/user?page_size=5&id=1&id=2&note=a+b%26c`)
    t.same(request.queryString, [
      { name: 'page_size', value: '5' },
      { name: 'id', value: '1' },
      { name: 'id', value: '2' },
      { name: 'note', value: 'a b&c' },
    ])
    t.match(request.headers, [{ name: 'host' }, { name: 'authorization', value: mock.tokens.anna }])
  })
  await t.test('has bodies as they were: JSON as text, a form by its fields, none where none was read', async (t) => {
    const { request, response } = last(3)
    t.same(request.postData, { mimeType: 'application/json', text: JSON.stringify(token) })
    t.equal(request.bodySize, JSON.stringify(token).length)
    t.match(JSON.parse(response.content.text), { token_type: 'Bearer' })
    t.equal(response.content.mimeType, 'application/json; charset=utf-8')
    const fields = [...Object.entries(token), ['a', '1'], ['a', '2']].map(([name, value]) => ({ name, value }))
    t.match(last(4).request.postData, { mimeType: /urlencoded/, params: fields })
    t.notOk('postData' in last(5).request)
    t.notOk('postData' in last(2).request)
  })
  await t.test('has where a redirect goes, a page as text, and status 0 for a broken connection', async (t) => {
    t.match(last(1).response, { status: 302, redirectURL: `code=${code}` })
    t.match(last(-2).response, { status: 502, content: { mimeType: /html/, text: /<!doctype html>/ } })
    t.match(last(-1).response, { status: 0, headers: [], content: { size: 0, text: '' } })
  })
  await t.test('does not know the size of a body that came in pieces', async (t) => {
    const { mock } = await start(t, { listen: true })
    const body = new Blob(['{"client_id":"x"}']).stream()
    const headers = { 'content-type': 'application/json' }
    await fetch(`${mock.url}${TOKEN}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    t.match(mock.control.exportHar(), {
      log: { entries: [{ request: { bodySize: -1, postData: { text: '{"client_id":"x"}' } } }] },
    })
  })
  await t.test('has the notes of a call', async (t) => {
    t.match(last(5).comment, 'a body of type text/xml is not read by ClickUp')
  })
  await t.test('of a sandbox has its address and its calls', async (t) => {
    await as.anna.get('/s/one/api/v2/user')
    t.match(mock.sandbox('one').control.exportHar(), {
      log: { entries: [{ request: { url: `${mock.url}/s/one/api/v2/user` } }] },
    })
  })
  await t.test('is empty when the journal is', async (t) => {
    mock.control.clearCalls()
    t.match(mock.control.exportHar(), { log: { version: '1.2', entries: [] } })
  })
})

interface Entry {
  readonly startedDateTime: string
  readonly comment: string
  readonly request: {
    readonly url: string
    readonly headers: object[]
    readonly queryString: object[]
    readonly bodySize: number
    readonly postData?: object
  }
  readonly response: { readonly content: { readonly text: string; readonly mimeType: string } }
}
