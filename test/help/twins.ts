// Runs one case through both doors, the control API over HTTP and the library's method of the same name, each on a mock of
// its own. The two worlds are twins: every answer, and everything that a client sees, is compared.
import type { Test } from 'tap'
import { Contract } from '../../src/contract/contract.js'
import type { ClickUpMock, ControlMethods, MockOptions, ShownCall } from '../../src/index.js'
import { InputError } from '../../src/index.js'
import { type Started, start, type TestAnswer, type TestClient } from './start.js'

export type ControlOperation = keyof ControlMethods

/** What a door answered: the body, or the problems of a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape; the spec has checked them
type DoorAnswer = { readonly body?: any; readonly problems?: any }

/** A door to the tester's side of one mock. */
export interface Door {
  readonly name: 'HTTP' | 'library'
  readonly mock: ClickUpMock
  ask(operation: ControlOperation, input?: object): Promise<DoorAnswer>
}

/** Two mocks that get the same calls. */
export interface Twins {
  readonly doors: readonly [Door, Door]
  readonly tokens: Readonly<Record<string, string>>
  /** Runs an operation through both doors: the body they agree on. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  ask(operation: ControlOperation, input?: object): Promise<any>
  /** Both doors refuse the input with these problems, as patterns. */
  refuses(operation: ControlOperation, input: object, ...problems: object[]): Promise<void>
  readonly as: Started['as']
  withToken(authorization?: string): TestClient
}

const contract = Contract.load('mock')

/** Starts two mocks with the same options, each with a stopped clock. */
export async function twins(t: Test, options: MockOptions = {}): Promise<Twins> {
  const [one, other] = [await start(t, options), await start(t, options)]
  const doors = [httpDoor(t, one.mock, options.controlToken), libraryDoor(other.mock)] as const
  const both = async (operation: ControlOperation, input?: object): Promise<DoorAnswer> => {
    const [overHttp, inLibrary] = [await doors[0].ask(operation, input), await doors[1].ask(operation, input)]
    t.same(inLibrary, overHttp, `${operation} answers the same through both doors`)
    return overHttp
  }
  const withToken = (authorization?: string) =>
    twinClient(t, one.withToken(authorization), other.withToken(authorization))
  const { anna, ben, chloe, gina } = one.mock.tokens
  return {
    doors,
    tokens: one.mock.tokens,
    ask: async (operation, input) => {
      const { body, problems } = await both(operation, input)
      if (problems) t.fail(`${operation} is refused`, { problems, input })
      return body
    },
    refuses: async (operation, input, ...problems) => {
      const answer = await both(operation, input)
      t.match(answer.problems, problems, `${operation} refuses ${JSON.stringify(input)}`)
      t.equal(answer.problems?.length, problems.length, 'and says nothing else')
    },
    as: { anna: withToken(anna), ben: withToken(ben), chloe: withToken(chloe), gina: withToken(gina) },
    withToken,
  }
}

/** Makes a call that is never answered, and ends it once the journal has it. @returns its entry in the journal */
export async function giveUp({ fetch, onCall }: ClickUpMock, path: string): Promise<ShownCall> {
  const patience = new AbortController()
  const heard = new Promise<ShownCall>((resolve) => onCall(resolve))
  const answer = fetch(path, { signal: patience.signal })
  const call = await heard
  patience.abort(new Error('gave up'))
  await answer.then(
    ({ status }) => {
      throw new Error(`${path} was answered with ${status}`)
    },
    () => undefined,
  )
  return call
}

/** Every answer is checked against the spec. */
function httpDoor(t: Test, mock: ClickUpMock, controlToken: string | undefined): Door {
  const ask: Door['ask'] = async (operationId, input = {}) => {
    const operation = contract.find(operationId)
    if (!operation) throw new Error(`specs/mock has no operation ${operationId}`)
    const { query: declared } = contract.declared(operationId)
    const inPath = (name: string) => operation.path.includes(`{${name}}`)
    const fields = Object.entries(input)
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(Reflect.get(input, name)))
    const query = new URLSearchParams(fields.filter(([name]) => declared.has(name)).map(([k, v]) => [k, String(v)]))
    const body = Object.fromEntries(fields.filter(([name]) => !inPath(name) && !declared.has(name)))
    const response = await mock.fetch(`${path}${query.size ? `?${query}` : ''}`, {
      method: operation.method,
      headers: { 'content-type': 'application/json', ...(controlToken && { 'x-mock-control-token': controlToken }) },
      ...(['POST', 'PUT', 'PATCH'].includes(operation.method) && { body: JSON.stringify(body) }),
    })
    const json = await response.json()
    const complaint = contract.fits(operationId, response.status, json)
    if (complaint) t.fail(`${operationId} answered outside the spec: ${complaint}`)
    return response.ok ? { body: json } : { problems: Reflect.get(Object(json), 'problems') }
  }
  return { name: 'HTTP', mock, ask }
}

function libraryDoor(mock: ClickUpMock): Door {
  const ask: Door['ask'] = async (operation, input = {}) => {
    const method: unknown = mock.control[operation]
    if (typeof method !== 'function') throw new Error(`the library has no method ${operation}`)
    try {
      return { body: await method(input) }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return { problems: error.problems }
    }
  }
  return { name: 'library', mock, ask }
}

/** Sends the same to both mocks, and expects the same answer. */
function twinClient(t: Test, one: TestClient, other: TestClient): TestClient {
  const send: TestClient['send'] = async (method, path, request) => {
    const [answer, twin] = [await one.send(method, path, request), await other.send(method, path, request)]
    t.same(seen(twin), seen(answer), `${method} ${path} is answered the same in both worlds`)
    return answer
  }
  return {
    send,
    get: (path, request) => send('GET', path, request),
    post: (path, body, request) => send('POST', path, { ...request, body }),
  }
}

/** Without the time: where a test makes a sandbox in each world, their clocks run, and not at the same moment. */
const tellTheTime = ['date', 'x-ratelimit-reset']

function seen({ status, headers, body }: TestAnswer) {
  return { status, body, headers: Object.fromEntries([...headers].filter(([name]) => !tellTheTime.includes(name))) }
}
