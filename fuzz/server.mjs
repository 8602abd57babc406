// The mock under test, in a process of its own: started, watched, and started anew when it has ended or hangs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { optionNames } from '../dist/settings/options.js'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const START_MS = 20_000
/** Who blocks for so many times what is allowed will not end. */
const HANG = 5
const FLAGS = [
  '--port',
  '0',
  '--json',
  '--log-level',
  'error',
  '--rate-limit',
  '999999999',
  '--webhook-timeout',
  '400ms',
]

/** However the fuzzer ends, no mock stays behind. */
const leftovers = new Set()
process.on('exit', () => {
  for (const child of leftovers) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

/** One child. Its log is at level error, so a line on its stderr is a bug of the mock, or the end of it. */
export class Server {
  #child
  #pulse
  #stderr = ''
  #onFinding
  #preload
  #memory
  #way
  #isEnding = false
  /** Whether it still answers, as far as is known. */
  isUp = false
  port = 0
  #ownPort = 0

  /**
   * @param onFinding - called with what was seen: the end of the process, a line on its stderr, a block, too much memory
   * @param preload - a module that the child imports first; a test plants its faults there
   * @param way - what stands before or behind it
   * @param memory - bytes that the process may use; a third is its budget for what it is sent
   */
  constructor({ onFinding, preload, memory, way }) {
    this.#way = way
    this.#onFinding = onFinding
    this.#preload = preload
    this.#memory = memory
  }

  get pid() {
    return this.#child.pid
  }

  async start(blockMs) {
    const budget = optionNames.includes('memory') ? ['--memory', `${Math.floor(this.#memory / 3 / 1_048_576)}MB`] : []
    const args = [
      ...(this.#preload ? ['--import', this.#preload] : []),
      BIN,
      'start',
      ...FLAGS,
      ...this.#way.flags,
      ...budget,
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    leftovers.add(child)
    this.#stderr = ''
    this.#isEnding = false
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (text) => this.#heard(text))
    child.on('exit', (code, signal) => {
      leftovers.delete(child)
      this.#ended(code ?? signal)
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
    const [line] = await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => ['']),
    ])
    clearTimeout(timer)
    if (!line) throw new Error(`the mock did not start: ${this.#stderr}`)
    const told = JSON.parse(line)
    this.#ownPort = Number(new URL(told.url).port)
    this.port = await this.#way.portTo(told)
    this.isUp = true
    this.#watch(blockMs)
  }

  /** Ends it at once; what it says from now on is no finding. */
  async kill() {
    this.#isEnding = true
    this.isUp = false
    await this.#pulse?.terminate()
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }

  /** Resident memory in bytes. */
  resident() {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1_024
  }

  /** A thread of its own feels the pulse: this one may be busy itself. */
  #watch(blockMs) {
    this.#pulse = new Worker(new URL('pulse.mjs', import.meta.url), {
      workerData: { pid: this.pid, port: this.#ownPort, blockMs, hangMs: blockMs * HANG, memory: this.#memory },
    })
    this.#pulse.on('message', (finding) => {
      if (this.#isEnding) return
      this.#onFinding(finding)
      if (finding.kind === 'hang') void this.kill()
    })
    this.#pulse.on('error', (error) => {
      if (!this.#isEnding && this.isUp) this.#onFinding({ kind: 'pulse', what: error.message })
    })
  }

  #heard(text) {
    this.#stderr = (this.#stderr + text).slice(-8_000)
    if (this.#isEnding || !this.isUp || text.trim() === '') return
    const line = text.split('\n').find((one) => /Error|error/.test(one)) ?? text.split('\n')[0]
    this.#onFinding({ kind: 'stderr', what: line.slice(0, 400), more: text.slice(0, 3_000) })
  }

  #ended(code) {
    const wasUp = this.isUp
    this.isUp = false
    if (this.#isEnding || !wasUp) return
    this.#onFinding({ kind: 'dead', what: `the mock ended with ${code}`, more: this.#stderr.slice(-2_000) })
  }
}
