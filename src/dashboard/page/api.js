// @ts-check
// Calls of the control API, the only thing of the mock that this page knows. Addresses are relative to the page: below
// `/s/<name>/` they are those of that sandbox.
import { element } from './element.js'

/** @import { Ask, Schemas } from '../api-types.js' */

const here = new URL('.', location.href).href
const [, prefix = '', named] = /^(.*?)(?:\/s\/([^/]+))?\/__mock\/$/.exec(location.pathname) ?? []

/** The sandbox this page shows. */
export const sandbox = named ?? 'default'
/** Where clients reach it: before `/api/v2`. */
export const mockUrl = here.replace(/\/__mock\/$/, '')

/** The page of another sandbox. @param {string} name */
export function pageOf(name) {
  return `${prefix}${name === 'default' ? '' : `/s/${encodeURIComponent(name)}`}/__mock/`
}

const TOKEN = 'clickup-mock-control-token'

/** What the control API found wrong, in its own words. */
export class Refused extends Error {
  /** @param {Schemas['Problem'][]} problems */
  constructor(problems) {
    super(problems.map(({ where, what, right }) => `${where}: ${what}${right ? `; ${right}` : ''}`).join('\n'))
    this.problems = problems
  }
}

/**
 * Calls the control API. When the mock asks for a control token, the person at this page enters it.
 * @type {Ask}
 * @throws Refused with its problems; Error when it cannot be reached
 */
export async function ask(method, path, ...[{ body, ...places } = {}]) {
  const response = await request(addressOf(path, places), {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return response.json()
}

/**
 * @param {string} path
 * @param {{ path?: Record<string, string>, query?: Record<string, unknown> }} places - in the query, undefined is left out
 */
function addressOf(path, { path: parts = {}, query = {} }) {
  let address = path
  for (const [name, value] of Object.entries(parts)) address = address.replace(`{${name}}`, encodeURIComponent(value))
  const fields = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return fields.length ? `${address}?${new URLSearchParams(fields)}` : address
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} an answer that is good
 */
export async function request(path, init = {}) {
  for (;;) {
    const token = sessionStorage.getItem(TOKEN)
    const headers = { ...init.headers, ...(token && { 'x-mock-control-token': token }) }
    const response = await reach(path, { ...init, headers })
    if (response.ok) return response
    const problems = await problemsIn(response)
    if (!problems.some(({ where }) => /control-token/i.test(where))) throw new Refused(problems)
    await tokenFromPerson(token)
  }
}

/** @param {string} path @param {RequestInit} init */
async function reach(path, init) {
  try {
    return await fetch(here + path, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Error('The mock does not answer. Is it still running?')
  }
}

/** @param {Response} response @returns {Promise<Schemas['Problem'][]>} */
async function problemsIn(response) {
  const text = await response.text()
  try {
    const { problems } = JSON.parse(text)
    if (Array.isArray(problems)) return problems
  } catch {
    // Not an answer of the control API: show the text itself.
  }
  return [{ where: `status ${response.status}`, what: text.slice(0, 300) || response.statusText }]
}

/** @type {Promise<void> | undefined} */
let asking

/**
 * Asks once, however many calls wait for it.
 * @param {string | null} refused - the token that was not right
 */
function tokenFromPerson(refused) {
  if (refused !== null && refused !== sessionStorage.getItem(TOKEN)) return Promise.resolve() // meanwhile there is a new one
  asking ??= new Promise((resolve) => {
    const field = element('input', { type: 'password', required: true, autocomplete: 'off', id: 'control-token' })
    const dialog = element(
      'dialog',
      { class: 'dialog', 'aria-labelledby': 'token-title' },
      element(
        'form',
        { method: 'dialog' },
        element('h2', { id: 'token-title' }, 'This mock asks for its control token'),
        element(
          'p',
          {},
          refused === null
            ? 'It was started with --control-token. The token stays in this tab until you close it.'
            : 'That was not the token it was started with. Try again.',
        ),
        element('label', { for: 'control-token' }, 'Control token'),
        field,
        element('div', { class: 'buttons' }, element('button', { class: 'primary' }, 'Open the dashboard')),
      ),
    )
    dialog.addEventListener('cancel', (event) => event.preventDefault())
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(TOKEN, field.value)
      asking = undefined
      dialog.remove()
      resolve()
    })
    document.body.append(dialog)
    dialog.showModal()
  })
  return asking
}
