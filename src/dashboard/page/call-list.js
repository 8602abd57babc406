// @ts-check
// The calls this page knows: those the journal kept when it was opened, and all that came since, as they happen.
import { ask, Refused, request } from './api.js'
import { tellError } from './parts.js'
import { readEvents } from './stream.js'

/** @typedef {import('../api-types.js').Schemas['Call']} Call */

/** More than the journal itself keeps, so that a long run can be looked at. */
const MOST = 10_000
/** ms until the stream is opened again. */
const AGAIN = 1_000
/** ms between two drawings while many calls come. */
const AT_MOST_EVERY = 100

/**
 * What is asked of a call in a list; `text` is the whole of it.
 * @typedef {Omit<Call, 'limit' | 'request' | 'response' | 'violations' | 'notes'> & { text: string }} ShortCall
 */

/** @type {ShortCall[]} Oldest first. */
let calls = []
/** @type {Map<string, ShortCall>} */
let byId = new Map()
/** @type {Set<() => void>} */
const listeners = new Set()
/** @type {Set<(state: 'live' | 'lost') => void>} */
const watchers = new Set()
let scheduled = false
let lastTold = 0

/** Oldest first. */
export function allCalls() {
  return calls
}

/** @param {string} id */
export function callOf(id) {
  return byId.get(id)
}

/** The last call that changed anything. */
export function lastChange() {
  return calls.findLast(({ changed }) => changed.length > 0)
}

/**
 * Hears when there are other calls, a few times a second at most, until the function that is returned is called.
 * @param {() => void} listener
 */
export function onCalls(listener) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** @param {(state: 'live' | 'lost') => void} watcher */
export function onConnection(watcher) {
  watchers.add(watcher)
}

/** Forgets all and reads the journal anew. */
export async function reloadCalls() {
  const { calls: kept } = await ask('GET', 'calls')
  forget()
  for (const call of kept) add(JSON.stringify(call))
  tell()
}

/** Follows the mock for as long as the page is open. */
export async function follow() {
  let told = ''
  for (;;) {
    try {
      await followOnce()
      told = ''
    } catch (error) {
      told = tellOnce(error, told)
    }
    for (const watch of watchers) watch('lost')
    await new Promise((resolve) => setTimeout(resolve, AGAIN))
  }
}

/** Until the stream ends. @throws Refused; Error when the mock does not answer */
async function followOnce() {
  const stream = await request('events')
  const { calls: kept } = await ask('GET', 'calls') // now that nothing is missed in between
  for (const call of kept) add(JSON.stringify(call))
  tell()
  for (const watch of watchers) watch('live')
  await readEvents(stream, add, tell)
}

/**
 * That nothing answers is shown at the top; a refusal is told in its words, and not again each time it is tried.
 * @param {unknown} error
 * @param {string} told
 */
function tellOnce(error, told) {
  console.warn('the stream of calls ended', error)
  if (!(error instanceof Refused)) return ''
  if (error.message !== told) tellError(error)
  return error.message
}

/** @param {string} text @returns {Call} */
export function readCall(text) {
  return JSON.parse(text)
}

/** @param {string} text - the JSON of a call */
function add(text) {
  const { limit, request, response, violations, notes, ...short } = readCall(text)
  const known = byId.get(short.id)
  if (known?.text === text) return
  if (known) forget() // ids begin anew after a reset
  const call = { ...short, text }
  calls.push(call)
  byId.set(call.id, call)
  if (calls.length > MOST) byId.delete(/** @type {ShortCall} */ (calls.shift()).id)
}

function forget() {
  calls = []
  byId = new Map()
}

function tell() {
  if (scheduled) return
  scheduled = true
  setTimeout(() => requestAnimationFrame(tellNow), Math.max(0, lastTold + AT_MOST_EVERY - performance.now()))
}

function tellNow() {
  scheduled = false
  lastTold = performance.now()
  for (const listener of listeners) listener()
}
