// Starts a mock for one test and speaks to it as a client does. Every answer is checked against the spec.
import type { Test } from 'tap'
import { catalogue, type RefusalName } from '../../src/contract/catalogue.js'
import { Contract } from '../../src/contract/contract.js'
import {
  type ClickUpMock,
  type ControlMethods,
  createClickUpMock,
  type MockOptions,
  type MockSandbox,
} from '../../src/index.js'

/** An answer, its body parsed when it is JSON. */
export interface TestAnswer {
  readonly status: number
  readonly headers: Response['headers']
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape; the spec has checked them
  readonly body: any
}

/** What to send besides method and path. A body that is an object is sent as JSON, URLSearchParams as a form. */
export interface TestRequest {
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** A client with a token (or none). */
export interface TestClient {
  get(path: string, request?: TestRequest): Promise<TestAnswer>
  post(path: string, body?: unknown, request?: TestRequest): Promise<TestAnswer>
  send(method: string, path: string, request?: TestRequest): Promise<TestAnswer>
}

/** A started mock, closed when the test ends. */
export interface Started {
  readonly mock: ClickUpMock
  /** A client for each user of the default seed who has a personal token. */
  readonly as: Readonly<Record<'anna' | 'ben' | 'chloe' | 'gina', TestClient>>
  /** A client with any Authorization header, or with none. */
  withToken(authorization?: string): TestClient
}

const contracts = { clickup: Contract.load('clickup'), mock: Contract.load('mock') }
const controlRoutes = contracts.mock.operations.map(({ method, path, operationId }) => {
  return { method, operationId, shape: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`) }
})

/** Starts a mock with a stopped clock, so that every date and window is known. `listen: false` unless asked otherwise. */
export async function start(t: Test, options: MockOptions = {}): Promise<Started> {
  const mock = checkedMock(t, await createClickUpMock({ listen: false, ...options }))
  t.teardown(() => mock.close())
  mock.clock.freeze(Date.UTC(2026, 0, 5, 9))
  const withToken = (authorization?: string) => testClient(t, mock, authorization)
  const { anna, ben, chloe, gina } = mock.tokens
  const as = { anna: withToken(anna), ben: withToken(ben), chloe: withToken(chloe), gina: withToken(gina) }
  return { mock, as, withToken }
}

/** Asserts that an answer is this refusal of the catalogue, status, text and code, in the form of its dialect. */
export function refused(t: Test, answer: TestAnswer, name: RefusalName, value = ''): void {
  const { status, err, ECODE, dialect } = catalogue[name]
  if (dialect === 'v3') {
    refusedByService(t, answer, name, value)
    return
  }
  t.same(
    { status: answer.status, body: answer.body },
    { status, body: { err: err?.replace('{value}', value), ...(ECODE !== null && { ECODE }) } },
    `is refused with ${name}`,
  )
}

/** Asserts that a service of version 3 refuses: the documented form, without a code. */
export function refusedByService(t: Test, { status, body }: TestAnswer, name: RefusalName, value = ''): void {
  const { status: expected, err } = catalogue[name]
  t.match(Object.entries(body), [
    ['status', expected],
    ['message', err?.replace('{value}', value)],
    ['trace_id', null],
    ['timestamp', Number],
  ])
  t.equal(status, expected, `is refused with ${name}`)
}

/** A client of a mock, which checks each answer against the spec. */
export function testClient(t: Test, mock: Pick<ClickUpMock, 'fetch'>, authorization: string | undefined): TestClient {
  const send: TestClient['send'] = async (method, path, { headers = {}, body } = {}) => {
    const response = await mock.fetch(path, {
      method,
      redirect: 'manual',
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(isPlain(body) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isPlain(body) ? JSON.stringify(body) : (body as RequestInit['body']) }),
    } as RequestInit)
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') ?? false
    const answer = { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text }
    fitsSpec(t, method, path, answer)
    return answer
  }
  return {
    send,
    get: (path, request) => send('GET', path, request),
    post: (path, body, request) => send('POST', path, { ...request, body }),
  }
}

/** A fault may answer anything; everything else is declared. */
function fitsSpec(t: Test, method: string, path: string, { status, headers, body }: TestAnswer): void {
  const control = controlOperation(method, path)
  const complaint = control ? contracts.mock.fits(control, status, body) : clickupComplaint(status, headers, body)
  if (complaint) t.fail(`${method} ${path} answered outside the spec: ${complaint}`)
}

function clickupComplaint(status: number, headers: TestAnswer['headers'], body: unknown): string | undefined {
  const operation = headers.get('x-mock-operation')
  const isPage = status === 302 || headers.get('content-type')?.includes('text/html')
  if (operation === null || headers.has('x-mock-fault') || headers.has('x-mock-unbuilt') || isPage) return undefined
  if (isPlain(body) && 'problems' in body) return undefined // the mock's problem with an X-Mock header
  return contracts.clickup.fits(operation, status, status === 204 ? null : body)
}

/** The control operation of a call, if it has one. */
function controlOperation(method: string, url: string): string | undefined {
  const path = new URL(url, 'http://mock').pathname.replace(/^\/s\/[^/]+/, '')
  return controlRoutes.find((route) => route.method === method && route.shape.test(path))?.operationId
}

/** The mock with every answer of its control methods checked against the spec, in each of its sandboxes. */
function checkedMock(t: Test, mock: ClickUpMock): ClickUpMock {
  const checkedControl = (control: ControlMethods) =>
    new Proxy(control, {
      get: (methods, name) => {
        const method: unknown = Reflect.get(methods, name)
        return typeof method === 'function' ? (...input: unknown[]) => checked(name, method(...input)) : method
      },
    })
  const checked = (name: string | symbol, answer: unknown): unknown => {
    if (answer instanceof Promise) return answer.then((later) => checked(name, later))
    const complaint = contracts.mock.fits(String(name), 200, answer)
    if (complaint) t.fail(`control.${String(name)} answered outside the spec: ${complaint}`)
    return answer
  }
  const checkedSandbox = <Of extends MockSandbox>(sandbox: Of): Of =>
    new Proxy(sandbox, {
      get: (members, name) => {
        if (name === 'control') return checkedControl(members.control)
        if (name === 'sandbox') return (named: string) => checkedSandbox(mock.sandbox(named))
        return Reflect.get(members, name)
      },
    })
  return checkedSandbox(mock)
}

function isPlain(body: unknown): body is object {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
}
