// Connections to the mock, in bytes: an HTTP client would mend or refuse what is to be tried, and costs too much.
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as connectSecurely } from 'node:tls'
import { AnswerReader } from './answers.mjs'

/** The ports that speak TLS. */
export const secure = new Set()

function dial(port) {
  const address = { port, host: '127.0.0.1', noDelay: true }
  return secure.has(port) ? connectSecurely({ ...address, rejectUnauthorized: false }) : connect(address)
}

/** One connection. It is opened with the first request, and anew when it was closed. */
export class Wire {
  #port
  #socket
  #reader
  #methods = []
  #settle
  #used = 0

  constructor(port) {
    this.#port = port
  }

  /** How many requests this connection had already. */
  get used() {
    return this.#used
  }

  /**
   * Sends a request and waits for its answer.
   * @param pieces - buffers, and numbers for ms to wait between them; 'end' closes our side
   * @param until - ms to wait for the answer
   * @returns one of: `answer`; `broken`, why the connection ended without a whole one; `late`, that none came in time
   */
  ask(method, pieces, until) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const head = this.#reader?.head
        this.close()
        resolve({ late: true, head })
      }, until)
      this.#settle = (outcome) => {
        clearTimeout(timer)
        this.#settle = undefined
        resolve(outcome)
      }
      if (!this.#socket) this.#open()
      this.#methods.push(method)
      this.#used += 1
      send(this.#socket, pieces)
    })
  }

  close() {
    this.#socket?.destroy()
    this.#forget()
  }

  #forget() {
    this.#socket = undefined
    this.#methods = []
    this.#used = 0
  }

  #open() {
    const socket = dial(this.#port)
    const reader = new AnswerReader(this.#methods, (answer) => {
      if (/close/i.test(answer.headers.connection ?? '') || answer.status === 101) this.close()
      this.#settle?.({ answer })
    })
    this.#socket = socket
    this.#reader = reader
    let failure
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk)
      } catch (error) {
        this.close()
        this.#settle?.({ broken: error.message })
      }
    })
    socket.on('error', (error) => {
      failure = error.code ?? error.message
    })
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#forget()
      reader.end()
      this.#settle?.({ broken: `${failure ?? 'closed'}${reader.isPartial ? ', in the middle of an answer' : ''}` })
    })
    socket.on('end', () => socket.end())
  }
}

/**
 * Opens a connection, sends, and gives all answers that come until it is closed or the time is over.
 * @param leave - does not wait for any answer
 * @param isReadLater - reads when all is sent, as simple clients do
 */
export function converse(port, { methods, pieces, until, leave = false, isReadLater = false }) {
  return new Promise((resolve) => {
    const socket = dial(port)
    const answers = []
    const wanted = methods.length
    let failure
    const finish = (extra) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ answers, ...extra })
    }
    const timer = setTimeout(() => finish({ late: true, head: reader.head }), until)
    const reader = new AnswerReader(methods, (answer) => {
      answers.push(answer)
      if (answers.length === wanted) finish({})
    })
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk)
      } catch (error) {
        finish({ broken: error.message })
      }
    })
    socket.on('error', (error) => {
      failure = error.code ?? error.message
    })
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      reader.end()
      finish({ broken: failure ?? 'closed' })
    })
    if (isReadLater) {
      socket.pause()
      socket.once('drain', () => socket.resume())
    }
    send(socket, pieces).then(() => leave && finish({ left: true }))
  })
}

/** Buffers are written, numbers are waited for; 'end' closes our side, 'reset' breaks the connection. */
async function send(socket, pieces) {
  for (const piece of pieces) {
    if (socket.destroyed) return
    if (typeof piece === 'number') await wait(piece)
    else if (piece === 'end') socket.end()
    else if (piece === 'reset') socket.encrypted ? socket.destroy() : socket.resetAndDestroy()
    else socket.write(piece)
  }
}
