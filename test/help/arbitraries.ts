// Calls that nobody thought of, for property tests: any operation of both specs, with anything for ids, query, headers and
// body. Many of them are good enough to get far.
import fc from 'fast-check'
import { Contract } from '../../src/contract/contract.js'
import type { Operation } from '../../src/contract/operation.js'
import { dereference } from '../../src/contract/references.js'
import { isStream } from '../../src/control/context.js'
import { liveCalls, liveFields, liveId } from './live-rows.js'

/** Printed by the tests, so that a failure can be run again. */
export const SEED = 20260105

export const contracts = { clickup: Contract.load('clickup'), mock: Contract.load('mock') }
/** Without the streams, whose answers never end, and without waiting, which takes as long as a call says. */
export const operations = [...contracts.clickup.operations, ...contracts.mock.operations].filter(
  ({ operationId }) => !isStream(operationId) && operationId !== 'waitForDelivery',
)
const examples = new Map<string, Example>([...examplesIn(contracts.mock.source()), ...liveCalls])
/** Ids and a body that fit an operation: for the control API, the examples of its spec. */
interface Example {
  readonly ids: Readonly<Record<string, string>>
  readonly body: unknown
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly example?: string }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> }
}

function examplesIn(document: object): [string, Example][] {
  const { paths } = dereference(document, document) as { paths: Record<string, Record<string, Described>> }
  return Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId, parameters = [], requestBody }): [string, Example] => {
      const ids = parameters.flatMap(({ in: place, name, example }): [string, string][] =>
        place === 'path' && example !== undefined ? [[name, example]] : [],
      )
      return [operationId, { ids: Object.fromEntries(ids), body: requestBody?.content?.['application/json']?.example }]
    }),
  )
}

/** ClickUp's operations that read more than the token and the ids. */
const taking = contracts.clickup.operations.filter(
  ({ operationId, method }) => method !== 'GET' || operationId === 'Authorize',
)

/** The operations of the OAuth flow; each needs the one before. */
const login = contracts.clickup.operations.filter(({ open }) => open)

/** One call. `LIVE-TOKEN` and `LAST-CODE` in it stand for a live token and the last code that was given. */
export interface Sent {
  readonly operation: Operation
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}

/** Text of any characters, also of those with a meaning somewhere. */
export const hostileText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '\ufeff', 'a') }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\0', '<script>', '"><img>', '../..', '%', '$&', '{value}'),
)

/** Text that a header may hold. */
export const headerText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 10 }),
)

function mostly<One, Other>(
  likely: fc.Arbitrary<One>,
  other: fc.Arbitrary<Other>,
  weight = 6,
): fc.Arbitrary<One | Other> {
  return fc.oneof({ weight, arbitrary: likely }, { weight: 1, arbitrary: other })
}

const usual = {
  client_id: mostly(
    fc.constant('FAKECLIENTDASHBOARD0000000000001'),
    fc.constantFrom('FAKECLIENTSYNC000000000000000001', 'nobody'),
  ),
  client_secret: fc.constant('FAKESECRETDASHBOARD000000000000000000000000000000000000000000001'),
  redirect_uri: mostly(
    fc.constantFrom('http://localhost:3/x?y=1#z', 'localhost'),
    fc.constantFrom('https://evil.example', 'a://localhost', ''),
  ),
  code: mostly(fc.constant('LAST-CODE'), hostileText),
  decision: mostly(fc.constant('accept'), fc.constant('reject')),
  user: mostly(fc.constant('100001'), fc.constantFrom('100002', 'anna', '100004')),
  workspaces: fc.constantFrom('100001/9001001', '100001/9001002'),
  state: hostileText,
  mock_consent: mostly(fc.constantFrom('accept', 'reject', 'ask'), hostileText),
  mock_user: fc.constantFrom('anna', 'dev', 'nobody'),
  mock_workspaces: fc.constantFrom('northwind', 'harbor,northwind', ',', 'nothing'),
}
const odd = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(hostileText, fc.integer(), fc.object())), fc.constant(undefined))
/** Those that are looked at first are odd less often. */
const first = ['client_id', 'client_secret', 'redirect_uri', 'decision']
const fields = fc.record(
  Object.fromEntries(
    Object.entries(usual).map(([name, likely]) => [
      name,
      mostly<unknown, unknown>(likely, odd, first.includes(name) ? 20 : 4),
    ]),
  ),
)
const fixture = fc.constantFrom<object>(
  { users: { eve: { email: 'eve@x.example' } }, tokens: [{ user: 'eve' }] },
  { users: { constructor: { email: 'c@x.example' } }, workspaces: { w: { members: { constructor: 'owner' } } } },
  { tokens: [{ user: '__proto__' }] },
  { webhooks: [{ user: 'anna', workspace: 'northwind', endpoint: 'http://localhost:9', events: ['goalCreated'] }] },
)
const pairs = fc.oneof(
  { weight: 5, arbitrary: fields },
  {
    weight: 5,
    arbitrary: fc.constantFrom(liveFields, ...['number', 'message'].map((type) => ({ ...liveFields, type }))),
  },
  { weight: 1, arbitrary: fixture },
  { weight: 2, arbitrary: fc.dictionary(hostileText, fc.jsonValue(), { maxKeys: 5 }) },
)

function asForm(fields: object): string {
  const all = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  )
  return new URLSearchParams(all).toString()
}

const query = fc.oneof(
  fc.constant(''),
  pairs.map((all) => `?${asForm(all)}`),
  fc.string({ unit: fc.constantFrom(...'abc&=%[]+;?#/.\\\'"<>{}0123456789') }).map((text) => `?${text}`),
)
const strange = ['0', '-1', '1e3', '.', '..', '%', '%2F', '%00', '%C3%28', '__proto__', '1'.repeat(2_000)]
const id = mostly(
  fc.constantFrom('9001001', '9001002'),
  fc.oneof(
    fc.constantFrom(...strange),
    hostileText.map((text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))),
  ),
  1,
)
const form = fc.constantFrom<(path: string) => string>(
  (path) => path.replace(/^\/api\/v2\//, '/v2/'),
  (path) => `${path}/`,
  (path) => path.replaceAll('/', '//'),
  (path) => `${path}/%`,
  (path) => path.toUpperCase(),
  (path) => `http://elsewhere${path}`,
)
const same = fc.constant((path: string) => path)

const authorization = mostly(
  fc.constantFrom('LIVE-TOKEN', 'Bearer 100001_fa4e000000000000000000000000000000000000000000000000000000005717'),
  mostly(fc.constantFrom('', 'Bearer', 'Bearer LIVE-TOKEN', 'Basic Og==', 'pk_fault_', 'pk_1_X'), headerText, 2),
  2,
)
const types = ['application/json; charset=utf-8', 'text/plain', 'multipart/form-data; boundary=x', 'a/b/c', '']
// Those that ask for a fault have a property of their own; those of the framing are Node's.
const notThese = new Set(['x-mock-fault', 'prefer', 'content-length', 'transfer-encoding', 'connection', 'expect'])
const anyHeader = fc
  .tuple(fc.stringMatching(/^[!#$%&'*+.^_`|~0-9a-z-]{1,20}$/), headerText)
  .filter(([name]) => !notThese.has(name))
const oddHeaders = fc.record(
  {
    'content-type': fc.oneof(fc.constantFrom(...types), headerText),
    accept: fc.oneof(fc.constantFrom('application/json', 'text/html', '*/*'), headerText),
    cookie: fc.oneof(fc.constantFrom('clickup_mock_user=100002', 'clickup_mock_user=9999999999999999'), headerText),
    'x-mock-consent': fc.oneof(fc.constantFrom('accept', 'accept; user=dev', 'accept:user=:'), headerText),
    'x-mock-operation': headerText,
    origin: fc.oneof(fc.constantFrom('http://localhost', 'https://evil.example'), headerText),
    host: fc.constantFrom('evil.example', '', '[::1]:80', '???'),
  },
  { requiredKeys: [] },
)
const headers = fc
  .tuple(authorization, mostly(fc.constant({}), oddHeaders, 2), fc.array(anyHeader, { maxLength: 3 }))
  .map(
    ([token, known, more]): Record<string, string> => ({
      ...Object.fromEntries(more),
      authorization: token,
      host: 'localhost',
      ...known,
    }),
  )

const json = pairs.map((body) => ({ type: 'application/json', payload: JSON.stringify(body) }))
const urlencoded = pairs.map((body) => ({ type: 'application/x-www-form-urlencoded', payload: asForm(body) }))
const broken = fc
  .tuple(
    fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
    fc.oneof(
      fc.json(),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('', '{', '{}', '[]', 'null', '{"__proto__":{"a":1}}', '{"code":'.repeat(2_000)),
    ),
  )
  .map(([type, payload]) => ({ type, payload }))
const body = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: undefined, payload: undefined }) },
  { weight: 3, arbitrary: json },
  { weight: 2, arbitrary: urlencoded },
  { weight: 1, arbitrary: broken },
)

function asBody(body: unknown): { type: string | undefined; payload: string | undefined } {
  return body === undefined
    ? { type: undefined, payload: undefined }
    : { type: 'application/json', payload: JSON.stringify(body) }
}

/** Any call of one of these operations, or of another of their paths. */
export const sentTo = (operation: fc.Arbitrary<Operation>): fc.Arbitrary<Sent> =>
  fc
    .record({
      likeExample: mostly(fc.constant(true), fc.constant(false), 1),
      live: mostly(fc.constant(true), fc.constant(false), 3),
      operation,
      method: mostly(
        fc.constant(undefined),
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'),
        8,
      ),
      id,
      change: mostly(same, form),
      query,
      headers,
      body,
    })
    .map(({ operation, method, id, change, query, headers, likeExample, live, body: anyBody }) => {
      const example = likeExample ? examples.get(operation.operationId) : undefined
      const liveOr = (name: string) => (live ? liveId(operation.path, name) : undefined) ?? id
      const idOf = (_: string, name: string) => example?.ids[name] ?? liveOr(name)
      const { type, payload } = example ? asBody(example.body) : anyBody
      // Another method may be another operation of the same path.
      const meant = operations.find((one) => one.path === operation.path && one.method === method) ?? operation
      return {
        operation: meant,
        method: method ?? operation.method,
        url: `${change(operation.path.replace(/\{([^}]+)\}/g, idOf))}${example ? '' : query}`,
        headers: { ...(type && { 'content-type': type }), ...headers },
        payload,
      }
    })

/** Any call. */
export const sent = sentTo(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...operations) },
    { weight: 2, arbitrary: fc.constantFrom(...taking) },
    { weight: 1, arbitrary: fc.constantFrom(...login) },
  ),
)
