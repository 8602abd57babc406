// A batch: some hundred calls in a sandbox of their own, one after the other. What is sent depends on the seed, the number
// of the batch and the answers, so that a batch alone repeats what it did among others.
import { isBudget } from './checks.mjs'
import { JournalCheck } from './journal.mjs'
import { Known } from './known.mjs'
import { Random } from './random.mjs'
import { piecesOf, repeatable } from './requests.mjs'
import { Script } from './script.mjs'
import { sendShape } from './shapes.mjs'
import { Wire } from './wire.mjs'
import { WorldCheck } from './world.mjs'

/** Calls in a batch: the index of a call tells its batch. */
export const BATCH = 250
/** ms: far more than any call needs on a busy machine. */
const UNTIL = 30_000
/** ms to wait for what may never come. */
const SHORTLY = 60

/** ms in which deliveries have to end: the mock waits 60 ms for a receiver. */
const SETTLED_MS = 3_000

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
    if (this.#run.server.isUp) await this.#finish()
    this.#wire.close()
    return index - first
  }

  async #one(index) {
    const call = this.#script.next()
    if (takesJournal.has(call.operation?.id)) await this.#compareJournal()
    this.#under = `#${index} ${call.method} ${call.path.slice(0, 120)}`
    if (call.api === 'shape') await this.#sendShape(index, call)
    else await this.#sendCall(index, call)
    if (this.#journal.isDue && this.#run.server.isUp) await this.#compareJournal()
    this.#under = ''
  }

  async #sendCall(index, call) {
    const script = this.#script
    const pieces = piecesOf(call, this.sandbox, index)
    const mayBeFaulted = call.asksFault || script.hasRules
    const mayHang = call.mayHang || (call.api !== 'mock' && script.mayHang)
    await this.#world.before(call)
    const outcome = await this.#wire.ask(call.method, pieces, mayHang ? SHORTLY : UNTIL)
    const find = (kind, what) => this.#find(index, call, pieces, { kind, what })
    if (!this.#run.server.isUp) return
    const isEnded = outcome.answer !== undefined
    if (outcome.late && !mayHang) find('hang', `no answer within ${UNTIL} ms`)
    if (outcome.broken && !mayBeFaulted) find('broken', `the connection ended without an answer: ${outcome.broken}`)
    const seen = isEnded ? this.#run.checks.answer(call, outcome.answer, mayBeFaulted) : { findings: [] }
    for (const { kind, what } of seen.findings) find(kind, what)
    this.#note(index, call, outcome)
    const isRefused = isEnded && outcome.answer.status >= 400 && !seen.isFaulted && !call.asksFault
    const complaint = await this.#world.after(call, isRefused)
    if (complaint) find('half', complaint)
    script.heard(call, outcome, seen)
    if (isEnded && isBudget(outcome.answer.status, seen.body)) this.#run.refusedByBudget += 1
    if (outcome.late && !mayHang) await this.#run.restart()
  }

  /** What the journal should say of a call that was sent. */
  #note(index, call, { answer, broken }) {
    if (call.api === 'mock') return
    const id = answer?.headers['x-mock-request-id']
    const bytes = (answer?.bytes ?? 0) + (call.body?.length ?? 0)
    const isIn = id === undefined || id.startsWith(`${this.sandbox}-`)
    if (isIn) this.#journal.sent({ label: String(index), id, status: answer?.status, owed: id !== undefined, bytes, broken })
  }

  async #sendShape(index, call) {
    const { checks, server } = this.#run
    const { port } = server
    const shape = { port, random: this.#script.random, sandbox: this.sandbox, label: index, until: UNTIL }
    const { outcome, owed, labels, asksFault, pieces, isLeaving } = await sendShape(call.shape, shape)
    if (!server.isUp) return
    const find = (kind, what) => this.#find(index, call, pieces, { kind, what })
    const mayBeFaulted = asksFault || this.#script.hasRules
    if (outcome.late && !this.#script.mayHang) find('hang', `no end within ${UNTIL} ms`)
    const isClosed = /close/i.test(outcome.answers.at(-1)?.headers.connection ?? '')
    if (outcome.answers.length < owed && !mayBeFaulted && !isClosed)
      find('broken', `${outcome.answers.length} of ${owed} answers, then: ${outcome.broken ?? 'nothing'}`)
    for (const answer of outcome.answers)
      for (const { kind, what } of checks.answer(call, answer, mayBeFaulted).findings) find(kind, what)
    const inOrder = outcome.answers.length === labels.length && !isLeaving
    for (const [at, label] of labels.entries()) {
      const answer = inOrder ? outcome.answers[at] : undefined
      const id = answer?.headers['x-mock-request-id']
      this.#journal.sent({ label, id, status: id && answer.status, owed: id?.startsWith(`${this.sandbox}-`) ?? false })
    }
  }

  async #compareJournal() {
    const { answer } = await this.#own('GET', '/__mock/calls')
    if (!answer) return
    for (const { label, what } of this.#journal.compare(JSON.parse(answer.text)))
      this.#run.find({ index: Number.parseInt(label, 10), kind: 'journal', what, call: this.#script.shown(label) })
  }

  /** What holds at the end: the journal, the world, its export, the webhooks. Then the sandboxes go. */
  async #finish() {
    const at = this.#number * BATCH + BATCH - 1
    this.#under = `the end of batch ${this.#number}`
    await this.#compareJournal()
    for (const { label, what } of await this.#world.finish(this.#script.refusedMarks, this.#number % 4 === 0))
      this.#run.find({ index: label ?? at, kind: 'world', what, call: this.#script.shown(label) })
    if (this.#script.hasWebhooks) await this.#settle(at)
    for (const name of [...this.#script.names, this.sandbox, `${this.sandbox}-again`])
      await this.#own('DELETE', `/__mock/sandboxes/${name}`)
  }

  /** No receiver keeps a webhook waiting: what is under way ends soon. */
  async #settle(at) {
    await this.#own('POST', '/__mock/deliveries/resume', {})
    await this.#own('DELETE', '/__mock/delivery-faults')
    const { answer } = await this.#own('POST', '/__mock/deliveries/settle', { timeout: SETTLED_MS })
    if (answer && answer.status !== 200)
      this.#run.find({ index: at, kind: 'webhooks', what: `deliveries do not end: ${answer.text.slice(0, 400)}` })
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
