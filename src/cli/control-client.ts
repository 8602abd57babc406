// The control API from outside: an operationId and its input → the HTTP call that specs/mock says. All commands that speak
// to a running mock use this, so that their words are those of the control API.
import { readDocument } from '../contract/contract.js'
import type { ShownCall } from '../control/calls.js'
import type { StreamOperation } from '../control/context.js'
import type { ShownDelivery } from '../control/deliveries.js'
import type { ControlMethods } from '../control/methods.js'
import { InputError, type Problem, reject } from '../input/problems.js'
import { uriText } from '../input/uri-text.js'
import type { CommandName } from './commands.js'
import { inOwnWords } from './own-words.js'

type Input<Id extends keyof ControlMethods> = NonNullable<Parameters<ControlMethods[Id]>[0]>
/** Values may be the words of a command line: the mock reads and checks them. */
type Worded<Fields> = Fields extends unknown
  ? { readonly [Name in keyof Fields]: Fields[Name] | string | undefined }
  : never

/** What each stream consists of, and the operation that takes the same filter. */
interface Streamed {
  readonly streamCalls: { readonly item: ShownCall; readonly filter: Input<'listCalls'> }
  readonly streamDeliveries: { readonly item: ShownDelivery; readonly filter: Input<'listDeliveries'> }
}

/** How long (ms) one answer may take; a mock answers each of these calls at once. */
const PATIENCE = 10_000
/** The same when we ask whether a mock is there at all: what holds a port may never answer. */
const SHORT_PATIENCE = 3_000

/** Where a mock is and what it asks for. */
export interface Target {
  readonly url: string
  readonly sandbox?: string | undefined
  readonly controlToken?: string | undefined
  /** The command in whose words it is said what the mock refuses; who only asks whether one is there names none. */
  readonly command?: CommandName | undefined
}

/** A running mock, asked over HTTP. */
export class ControlClient {
  readonly url: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #command: CommandName

  constructor({ url, sandbox, controlToken, command = 'status' }: Target) {
    this.url = url
    this.#command = command
    this.#headers = {
      ...(sandbox !== undefined && { 'x-mock-sandbox': sandbox }),
      ...(controlToken !== undefined && { 'x-mock-control-token': controlToken }),
    }
  }

  /** Calls a control operation. @throws InputError with its problems when it refuses, or when no mock answers */
  async call<Id extends keyof ControlMethods>(
    operationId: Id,
    ...[input]: object extends Input<Id> ? [input?: Worded<Input<Id>>] : [input: Worded<Input<Id>>]
  ): Promise<Awaited<ReturnType<ControlMethods[Id]>>> {
    const response = await this.#send(operationId, input ?? {}, AbortSignal.timeout(PATIENCE))
    return (await this.#read(response)) as Awaited<ReturnType<ControlMethods[Id]>> // as the specs say; a mock answers what fits them
  }

  /** The answer; undefined when the mock refuses, or none answers. */
  ask<Id extends 'health' | 'listSandboxes'>(operationId: Id): Promise<ReturnType<ControlMethods[Id]> | undefined> {
    return this.#send(operationId, {}, AbortSignal.timeout(SHORT_PATIENCE))
      .then((response) => this.#read(response) as Promise<ReturnType<ControlMethods[Id]>>) // as in `call`
      .catch(() => undefined)
  }

  /**
   * Calls or deliveries as they happen, until `signal` or the end of the mock. @throws InputError as `call` does
   * @param replaced - called when the world may be another one: when the stream begins, and, of deliveries, after a reset
   */
  async *stream<Id extends StreamOperation>(
    operationId: Id,
    input: Worded<Streamed[Id]['filter']>,
    signal: AbortSignal,
    replaced: () => void = () => undefined,
  ): AsyncGenerator<Streamed[Id]['item']> {
    const response = await this.#send(operationId, input, signal)
    if (!response.ok) this.#refuse(response.status, await response.text())
    replaced()
    let unread = ''
    let dropped: string | undefined
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const [rest = '', ...events] = `${unread}${chunk}`.split('\n\n').reverse()
        unread = rest
        for (const { name, data } of events.reverse().flatMap(eventIn)) {
          if (name === 'replaced') replaced()
          else if (name === 'dropped') dropped = data.reason
          else yield data
        }
      }
    } catch {
      // aborted, or the mock has ended: either way there is no more
    }
    if (dropped !== undefined) reject(this.url, 'the mock ended the stream', dropped)
  }

  async #send(operationId: string, input: object, signal: AbortSignal): Promise<Response> {
    const { method, path, rest } = routeOf(operationId, input)
    const inBody = method !== 'GET' && method !== 'DELETE'
    const query = inBody
      ? ''
      : new URLSearchParams(rest.map(([name, value]): [string, string] => [name, String(value)])).toString()
    try {
      return await fetch(`${this.url}${path}${query && `?${query}`}`, {
        method,
        signal,
        headers: { ...this.#headers, ...(inBody && { 'content-type': 'application/json' }) },
        ...(inBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
      })
    } catch (error) {
      throw this.#unreachable(error)
    }
  }

  async #read(response: Response): Promise<unknown> {
    const text = await response.text().catch((error: unknown) => {
      throw this.#unreachable(error)
    })
    const answer = readJson(text)
    if (response.ok && answer !== undefined) return answer
    return this.#refuse(response.status, text)
  }

  #refuse(status: number, text: string): never {
    const answer = readJson(text)
    if (status === 404 && hasProblems(answer)) {
      reject(this.url, 'the mock there does not know this command', 'it may be of another version')
    }
    if (hasProblems(answer))
      throw new InputError(answer.problems.map((one) => inOwnWords(one, this.#command, this.url)))
    const what = `what answers there is not clickup-mock (status ${status})`
    reject(this.url, what, 'name the mock with --url or --port')
  }

  #unreachable(error: unknown): InputError {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const why = cause instanceof Error && 'code' in cause ? cause.code : cause
    const right = 'start one with clickup-mock start --detach, or name another with --url or --port'
    return new Unreachable([{ where: this.url, what: `no mock answers there (${why})`, right }])
  }
}

/** Nothing answers where a mock was expected. */
export class Unreachable extends InputError {}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** What stands in the path is taken from the input; the rest goes into the query, or into the body where there is one. */
function routeOf(operationId: string, input: object) {
  const { paths = {} } = readDocument('mock')
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  for (const [template, item] of Object.entries(paths)) {
    for (const method of methods) {
      if (item?.[method]?.operationId !== operationId) continue
      const path = given.reduce((text, [name, value]) => text.replaceAll(`{${name}}`, uriText(String(value))), template)
      return { method: method.toUpperCase(), path, rest: given.filter(([name]) => !template.includes(`{${name}}`)) }
    }
  }
  /* c8 ignore next 2 -- the compiler knows the names */
  throw new Error(`specs/mock has no operation ${operationId}`)
}

/** An event of a stream; none in a comment. */
function eventIn(text: string) {
  const [, name, json] = /^event: (.*)\ndata: (.*)$/m.exec(text) ?? []
  return json === undefined ? [] : [{ name, data: JSON.parse(json) }]
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a page: no mock of ours
  }
}

function hasProblems(answer: unknown): answer is { problems: Problem[] } {
  return typeof answer === 'object' && answer !== null && 'problems' in answer && Array.isArray(answer.problems)
}
