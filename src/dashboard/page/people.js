// @ts-check
// Whose token it is, where the mock made it.
import { ask } from './api.js'

/** @type {Map<string, string>} */
let handles = new Map()
/** @type {Set<string>} Tokens the mock does not know: they are not asked for again. */
const strangers = new Set()
/** @type {{ token: string, learnt: () => void }[]} The tokens of the question under way, and whom to notify. */
let asked = []

/**
 * The handle of the user of a token; the token itself while its user is not known, or if there is none.
 * @param {string | undefined} token
 * @param {() => void} learnt - called when more is known
 */
export function whoIs(token, learnt) {
  if (token === undefined) return ''
  const handle = handles.get(token)
  if (handle === undefined && !strangers.has(token)) learn(token, learnt)
  return handle ?? (token.length > 14 ? `${token.slice(0, 12)}…` : token)
}

/** @param {string} token @param {() => void} learnt */
async function learn(token, learnt) {
  asked.push({ token, learnt })
  if (asked.length > 1) return // the first asks for all
  try {
    const { tokens } = await ask('GET', 'tokens')
    handles = new Map(tokens.map(({ token, user }) => [token, user]))
  } catch (error) {
    console.warn('whose tokens these are is not known', error)
  }
  const answered = asked
  asked = []
  for (const one of answered) if (!handles.has(one.token)) strangers.add(one.token)
  for (const one of answered) one.learnt()
}
