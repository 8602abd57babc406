// @ts-check
// Who is behind a token, as far as the mock made it.
import { ask } from './api.js'

/** @type {Map<string, string>} */
let handles = new Map()
/** @type {Set<string>} Tokens of nobody the mock knows, so that they are not asked for again and again. */
const strangers = new Set()
let asked = false

/**
 * The handle of whoever uses a token; the token itself while, or as, nobody is known for it.
 * @param {string | undefined} token
 * @param {() => void} learnt - called when more is known
 */
export function whoIs(token, learnt) {
  if (token === undefined) return ''
  const handle = handles.get(token)
  if (handle === undefined && !strangers.has(token) && !asked) learn(token, learnt)
  return handle ?? (token.length > 14 ? `${token.slice(0, 12)}…` : token)
}

/** @param {string} token @param {() => void} learnt */
async function learn(token, learnt) {
  asked = true
  try {
    const { tokens } = await ask('GET', 'tokens')
    handles = new Map(tokens.map((/** @type {{ token: string, user: string }} */ one) => [one.token, one.user]))
    if (!handles.has(token)) strangers.add(token)
    learnt()
  } catch (error) {
    strangers.add(token) // the token itself is shown
    console.warn('whose tokens these are is not known', error)
  } finally {
    asked = false
  }
}
