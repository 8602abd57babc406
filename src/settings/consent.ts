// How the consent page is answered, as somebody writes it.
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'

/** How the consent page is answered: by a person, or at once. */
export interface Consent {
  /** `wait`: the page never answers. */
  readonly mode: 'ask' | 'accept' | 'reject' | 'wait'
  /** A handle, an id or an email; the first user when left out. */
  readonly user?: string | undefined
  /** Handles or ids; all of the user's when left out. */
  readonly workspaces?: readonly string[] | undefined
}

const consentModes = ['ask', 'accept', 'reject', 'wait'] as const

/**
 * Reads `ask`, `reject`, `wait` or `accept[; user=<handle>][; workspaces=<handle>,<handle>]`; a colon separates as well.
 * @throws InputError naming `where`
 */
export function parseConsent(text: string, where: string): Consent {
  const [word = '', ...settings] = text.split(/[;:]/).map((part) => part.trim())
  const mode = consentModes.find((name) => name === word)
  if (!mode) reject(where, `there is no consent "${word}"`, suggestion(word, consentModes))
  const named: Record<string, string> = {}
  for (const setting of settings.filter(Boolean)) {
    const [, key = setting, value = ''] = /^(\w+)=(.+)$/.exec(setting) ?? []
    if (value === '' || !['user', 'workspaces'].includes(key)) {
      reject(where, `"${setting}" is not a setting of a consent`, 'write user=<handle> or workspaces=<handle>,<handle>')
    }
    named[key] = value
  }
  return { mode, user: named.user, workspaces: named.workspaces?.split(',').map((name) => name.trim()) }
}
