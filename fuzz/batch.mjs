// A batch: some hundred calls in a sandbox of their own, one after the other. What is sent depends on the seed, the number
// of the batch and the answers, so that a batch alone repeats what it did among others.
import { setTimeout as wait } from 'node:timers/promises'
import { JournalCheck } from './journal.mjs'
import { Known } from './known.mjs'
import { Random } from './random.mjs'
import { piecesOf, repeatable } from './requests.mjs'
import { Script } from './script.mjs'
import { sendShape } from './shapes.mjs'
import { nest, storyOf } from './stories.mjs'
import { Wire } from './wire.mjs'
import { WorldCheck } from './world.mjs'

/** Calls in a batch: the index of a call tells its batch. */
export const BATCH = 250
/** ms: far more than any call needs on a busy machine. */
const UNTIL = 30_000
/** ms to wait for what may never come. */
const SHORTLY = 60

/** ms in which deliveries have to end: the mock waits 400 ms for a receiver. */
const SETTLED_MS = 3_000
/** So many calls after a client left, the mock may still be at what it had sent. */
const LEFT_WORK = 20

/** Before these the journal is compared: they take it away. */
const takesJournal = new Set(['reset', 'undoReset', 'clearCalls', 'deleteSandbox'])

/** One batch of a run. */
export class Batch {
  #run
  #number
  #wire
  #journal
  #script
  #world
  #under = ''
  #leftAt = Number.NEGATIVE_INFINITY

  /** @param run - what all batches share: see run.mjs */
  constructor(run, number) {
    this.#run = run
    this.#number = number
    this.sandbox = `f${number}`
    const random = new Random(run.seed, number)
    this.#wire = new Wire(run.server.port)
    this.#journal = new JournalCheck(run.checks)
    this.#script = new Script({ known: new Known(run.pools), run, number })
    this.#world = new WorldCheck(random, this.sandbox, (method, path, body) => this.#own(method, path, body))
  }

  /** What is under way, for whoever wants to know what the mock was doing. */
  get under() {
    return this.#under
  }

  /** Sends its calls up to an index, which it does not reach if the mock ends. @returns how many */
  async send(end) {
    const first = this.#number * BATCH
    await this.#own('POST', '/__mock/clock/freeze', { at: '2026-01-05T09:00Z' })
    let index = first
    for (; index < Math.min(first + BATCH, end) && this.#run.server.isUp; index++) await this.#one(index)
    if (this.#run.server.isUp) await this.#finish(index - 1)
    this.#wire.close()
    return index - first
  }

  async #one(index) {
    const call = this.#script.next()
    if (takesJournal.has(call.operation?.id)) await this.#compareJournal()
    this.#under = `#${index} ${call.method} ${call.path.slice(0, 120)}`
    if (call.api === 'shape') await this.#sendShape(index, call)
    else if (call.api === 'nest') await this.#nest(index)
    else await this.#sendCall(index, call)
    if (this.#journal.isDue && this.#run.server.isUp) await this.#compareJournal()
    this.#under = ''
  }

  async #sendCall(index, call) {
    const { checks, server } = this.#run
    const { steering } = this.#script
    const pieces = piecesOf(call, this.sandbox, index)
    const mayBeFaulted = call.asksFault || steering.hasRules
    const mayHang = call.mayHang || (call.api !== 'mock' && steering.mayHang)
    await this.#world.before(call)
    const outcome = await this.#wire.ask(call.method, pieces, mayHang ? SHORTLY : UNTIL)
    if (outcome.broken) await wait(SHORTLY) // if the mock has ended, that is the finding, and this its victim
    if (!server.isUp) return
    const { answer } = outcome
    const seen = answer
      ? checks.answer(call, answer, mayBeFaulted)
      : { findings: missing(outcome, mayHang, mayBeFaulted || checks.isProxied) }
    this.#note(index, call, answer)
    if (seen.isFaulted && answer.headers['x-mock-request-id'] === undefined) this.#wire.close() // it was broken off
    const isRefused = answer?.status >= 400 && !seen.isFaulted && !call.asksFault
    // What a client that left had sent may still be done now.
    const half = await this.#world.after(isRefused && index > this.#leftAt + LEFT_WORK)
    for (const { kind, what } of [...seen.findings, ...half]) this.#find(index, call, pieces, { kind, what })
    this.#script.heard(call, outcome, seen)
    if (outcome.late && !mayHang) await server.kill()
  }

  /** What the journal should say of a call that was sent. */
  #note(index, call, answer) {
    if (call.api === 'mock') return
    const id = answer?.headers['x-mock-request-id']
    const bytes = (answer?.bytes ?? 0) + (call.body?.length ?? 0)
    const isIn = id === undefined || id.startsWith(`${this.sandbox}-`)
    if (isIn)
      this.#journal.sent({ label: String(index), id, status: id && answer.status, owed: id !== undefined, bytes })
  }

  async #sendShape(index, call) {
    const { checks, server } = this.#run
    const { random, steering } = this.#script
    const shape = { port: server.port, random, sandbox: this.sandbox, label: index, until: UNTIL }
    const { outcome, owed, labels, asksFault, pieces, isLeaving } = await sendShape(call.shape, shape)
    if (outcome.broken) await wait(SHORTLY)
    if (isLeaving) this.#leftAt = index
    if (!server.isUp) return
    const mayBeFaulted = asksFault || steering.hasRules
    const { answers } = outcome
    const isClosed = /close/i.test(answers.at(-1)?.headers.connection ?? '')
    const isShort = answers.length < owed && !isClosed
    const findings = isShort || outcome.late ? missing(outcome, steering.mayHang, mayBeFaulted) : []
    for (const answer of answers) findings.push(...checks.answer(call, answer, mayBeFaulted).findings)
    for (const finding of findings) this.#find(index, call, pieces, finding)
    const areOurs = answers.length === labels.length && !isLeaving && !checks.isProxied // a proxy drops and refuses, too
    this.#noteShape(labels, areOurs ? answers : [])
  }

  #noteShape(labels, answers) {
    for (const [at, label] of labels.entries()) {
      const id = answers[at]?.headers['x-mock-request-id']
      const isIn = id?.startsWith(`${this.sandbox}-`) ?? false
      // A fault may give its answer an id of its own.
      const seen = isIn ? { id, status: answers[at].status } : {}
      this.#journal.sent({ label, ...seen, owed: isIn })
    }
  }

  /** Three thousand tasks, each below the other: too many for the journal, which begins anew. */
  async #nest(index) {
    const wire = new Wire(this.#run.server.port)
    await nest(wire, this.sandbox, {
      list: this.#run.pools.list_id[0],
      token: this.#run.anna,
      label: `nest of ${index}`,
    })
    wire.close()
    await this.#own('DELETE', '/__mock/calls')
  }

  async #compareJournal() {
    const { answer } = await this.#own('GET', '/__mock/calls')
    if (!answer) return
    for (const { label, what } of this.#journal.compare(JSON.parse(answer.text)))
      this.#run.find({ index: Number.parseInt(label, 10), kind: 'journal', what, call: this.#script.shown(label) })
  }

  /** What holds at the end: the journal, the world, its export, the webhooks. Then the sandboxes go. */
  async #finish(at) {
    this.#under = `the end of batch ${this.#number}`
    await this.#compareJournal()
    for (const { label, what } of await this.#world.finish(
      this.#script.refusedMarks,
      this.#number % 4 === 0 || storyOf(this.#number) === 'nest',
    ))
      this.#run.find({ index: label ?? at, kind: 'world', what, call: this.#script.shown(label) })
    if (this.#script.hasWebhooks) await this.#settle(at)
    for (const name of [...this.#script.names, this.sandbox, `${this.sandbox}-again`])
      await this.#own('DELETE', `/__mock/sandboxes/${name}`)
  }

  /** No receiver keeps a webhook waiting: what is under way ends soon. */
  async #settle(at) {
    await this.#own('POST', '/__mock/deliveries/resume', {})
    await this.#own('DELETE', '/__mock/delivery-faults')
    // Many tries in a row may take longer, each up to the mock's limit: as long as they go on, nobody waits for ever.
    for (let before = ''; ; ) {
      const { answer } = await this.#own('POST', '/__mock/deliveries/settle', { timeout: SETTLED_MS })
      if (!answer || answer.status === 200) return
      const now = (await this.#own('GET', '/__mock/deliveries')).answer?.text
      if (now === before) return this.#run.find({ index: at, kind: 'webhooks', what: `deliveries do not end: ${now}` })
      before = now
    }
  }

  /** A control call of the fuzzer's own. */
  #own(method, path, body) {
    const call = { method, path, headers: {}, body: body && Buffer.from(JSON.stringify(body)), isChunked: false }
    if (body) call.headers['content-type'] = 'application/json'
    return this.#wire.ask(method, piecesOf(call, this.sandbox, 'own'), UNTIL)
  }

  #find(index, call, pieces, finding) {
    const how = repeatable(this.#run.server.port, call.method, pieces)
    const name = call.operation?.id ?? call.shape ?? 'stray'
    this.#run.find({ index, ...finding, call: `${name}: ${call.method} ${call.path.slice(0, 200)}`, how })
  }
}

/** What is wrong when there is no answer, or fewer than there should be. */
function missing({ late, broken }, mayHang, mayBeFaulted) {
  if (late) return mayHang ? [] : [{ kind: 'hang', what: `no answer within ${UNTIL} ms` }]
  if (mayBeFaulted) return []
  return [{ kind: 'broken', what: `the connection ended without an answer: ${broken ?? 'closed'}` }]
}
