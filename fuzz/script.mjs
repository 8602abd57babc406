// What a batch sends next, and what it remembers of what it heard.
import { clickupCall } from './calls.mjs'
import { controlCall } from './control-calls.mjs'
import { loginCalls } from './logins.mjs'
import { Random } from './random.mjs'
import { shapeCall } from './shapes.mjs'
import { Steering } from './steering.mjs'
import { deepCalls, fillCalls, headerCalls, receiverCalls, repeatCalls, storyOf } from './stories.mjs'
import { Values } from './values.mjs'

const weights = { clickup: 83, mock: 12, shape: 2.5, login: 0.7 }

/** The calls of one batch. */
export class Script {
  #run
  #number
  #count = 0
  #queue = []
  #said = []
  #values

  constructor({ known, run, number }) {
    this.#run = run
    this.#number = number
    this.known = known
    this.#values = new Values(undefined, known, undefined, () => this.#endpoint())
    const story = storyOf(number)
    const [list] = known.of('list_id')
    if (story === 'deep') this.#queue.push(...deepCalls(run.apis, list))
    if (story === 'headers') this.#queue.push(...headerCalls(run.apis))
    if (story === 'receivers') this.#queue.push(...receiverCalls(run.apis, run.receiver, known.of('task_id')[0]))
    if (story === 'fill') this.#queue.push(...fillCalls(run.apis.clickup, list))
    if (story === 'repeat') this.#queue.push(...repeatCalls(run.apis, known.of('task_id')[0]))
    if (story === 'nest') this.#queue.push({ api: 'nest', method: 'POST', path: 'nest' })
  }

  /** Sandboxes that were made up. */
  names = []
  /** Marks of calls that were refused, and the index of each. */
  refusedMarks = new Map()
  /** What control calls have set up. */
  steering = new Steering()
  hasWebhooks = false

  /** The choices of the present call: each call has its own, so that they depend on nothing that went before. */
  get random() {
    return this.#values.random
  }

  next() {
    const { apis, seed, operations } = this.#run
    const values = this.#values
    values.random = new Random(seed, `${this.#number}/${this.#count}`)
    values.mark = `fz${this.#number}x${this.#count}q`
    this.#count += 1
    const call = this.#queued() ?? this.#relief() ?? this.#made(values, apis, operations)
    call.mark = values.mark
    this.#said.push(`${call.operation?.id ?? call.shape ?? ''}: ${call.method} ${call.path.slice(0, 200)}`)
    if (call.next) this.#queue.push(...call.next)
    return call
  }

  #made(values, apis, operations) {
    const kind = values.random.weighted(weights)
    values.api = kind === 'mock' ? apis.mock : apis.clickup
    if (kind === 'mock') return controlCall(values, apis.mock, this.names)
    if (kind === 'shape') return shapeCall(values.random)
    if (kind === 'clickup') return clickupCall(values, operations)
    this.#queue.push(...loginCalls(values, apis.clickup))
    return this.#queued()
  }

  /** What a story goes on with: a call, or what makes one of what was heard last. */
  #queued() {
    const next = this.#queue.shift()
    if (next === undefined) return undefined
    const call = typeof next === 'function' ? next(this.#last ?? {}, this.#values.mark) : next
    if (call === undefined) return undefined
    const { anna } = this.#run
    return { api: 'clickup', ids: {}, isChunked: false, ...call, headers: { authorization: anna, ...call.headers } }
  }

  /** Rules that stand for long leave little else to be seen. */
  #relief() {
    if (!this.steering.hasRules || !this.#values.random.chance(0.12)) return undefined
    const { mock } = this.#run.apis
    const operation = mock.find(this.#values.random.pick(['clearFaults', 'clearFaults', 'stopScenarios']))
    return {
      api: 'mock',
      operation,
      ids: {},
      method: operation.method,
      path: operation.path,
      headers: {},
      isChunked: false,
    }
  }

  #last

  /** Remembers what an answer tells. @param seen - what the checks made of it */
  heard(call, { answer }, { body, isFaulted }) {
    this.#last = { call, answer, body }
    if (!answer || isFaulted) return
    const isGood = answer.status < 400
    if (!isGood && !call.asksFault) this.refusedMarks.set(call.mark, this.#number * this.#run.batch + this.#count - 1)
    if (!isGood || !call.operation || call.method !== call.operation.method) return
    this.known.learn(call.operation.id, call.ids, body)
    if (call.api === 'mock') this.steering.done(call.operation.id, String(call.body ?? ''))
    else if (call.operation.id === 'CreateWebhook') this.hasWebhooks = true
  }

  /** What was sent under this index of the run, for a report. */
  shown(label) {
    return this.#said[Number.parseInt(label, 10) % this.#run.batch]
  }

  #endpoint() {
    const { port, paths } = this.#run.receiver
    const { random } = this
    if (random.chance(0.9)) return `http://127.0.0.1:${port}/${random.pick(paths)}`
    return random.pick([
      'http://127.0.0.1:1/',
      'x',
      '',
      'ftp://127.0.0.1/x',
      'http://[fd00:ec2::254]/',
      'http://169.254.169.254/',
      'https://127.0.0.1:1/',
    ])
  }
}
