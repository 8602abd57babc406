// @ts-check
// Who is behind a token, as far as the mock made it.
import { ask } from './api.js'

/** @type {Map<string, string>} */
let handles = new Map()
/** @type {Set<string>} Tokens of nobody the mock knows, so that they are not asked for again and again. */
const strangers = new Set()
/** @type {{ token: string, learnt: () => void }[]} Who waits for more to be known. */
let waiting = []

/**
 * The handle of whoever uses a token; the token itself while, or as, nobody is known for it.
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
  waiting.push({ token, learnt })
  if (waiting.length > 1) return // whoever came first asks for all
  try {
    const { tokens } = await ask('GET', 'tokens')
    handles = new Map(tokens.map(({ token, user }) => [token, user]))
  } catch (error) {
    console.warn('whose tokens these are is not known', error)
  }
  const told = waiting
  waiting = []
  for (const one of told) if (!handles.has(one.token)) strangers.add(one.token)
  for (const one of told) one.learnt()
}
