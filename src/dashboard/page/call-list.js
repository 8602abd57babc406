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
let lastNotified = 0

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
  const { calls: journal } = await ask('GET', 'calls')
  forget()
  for (const call of journal) add(JSON.stringify(call))
  notify()
}

/** Follows the mock for as long as the page is open. */
export async function follow() {
  let shown = ''
  for (;;) {
    try {
      await followOnce()
      shown = ''
    } catch (error) {
      shown = showOnce(error, shown)
    }
    for (const watch of watchers) watch('lost')
    await new Promise((resolve) => setTimeout(resolve, AGAIN))
  }
}

/** Until the stream ends. @throws Refused; Error when the mock does not answer */
async function followOnce() {
  const stream = await request('events')
  const { calls: journal } = await ask('GET', 'calls') // now that nothing is missed in between
  for (const call of journal) add(JSON.stringify(call))
  notify()
  for (const watch of watchers) watch('live')
  await readEvents(stream, add, notify)
}

/**
 * When nothing answers, the top of the page says so. A refusal is shown in its own words, once for all tries.
 * @param {unknown} error
 * @param {string} shown
 */
function showOnce(error, shown) {
  console.warn('the stream of calls ended', error)
  if (!(error instanceof Refused)) return ''
  if (error.message !== shown) tellError(error)
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

function notify() {
  if (scheduled) return
  scheduled = true
  setTimeout(() => requestAnimationFrame(notifyNow), Math.max(0, lastNotified + AT_MOST_EVERY - performance.now()))
}

function notifyNow() {
  scheduled = false
  lastNotified = performance.now()
  for (const listener of listeners) listener()
}
