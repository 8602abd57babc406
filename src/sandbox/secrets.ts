// Which secrets of a call may be shown. A secret that this world made opens nothing elsewhere, and is shown. Any other may
// open a real account, and is shortened wherever it stands: in its own field, or repeated in a path, a text or an answer.
import type { World } from '../model/world.js'

/** Where a call may carry secrets. */
export interface SecretPlaces {
  readonly token?: string | undefined
  readonly query?: unknown
  readonly requestHeaders?: unknown
  readonly requestBody?: unknown
  /** The text of a body that is too long to be looked through field by field. */
  readonly requestText?: string | undefined
}

/** Names of fields and headers with secrets, in lower case and reduced to letters. */
const secretName =
  /^(code|codeverifier|auth|pass|pwd|credentials?)$|(authorization|cookie|token|secret|password|passwd|apikey|signature|session|sessionid|assertion|jwt)$/

/** What looks like a secret anywhere: ClickUp's tokens and client secrets. */
const secretShape = /\bpk_\d+_\w{8,}|\b\d+_[0-9a-f]{32,}\b|\b[A-Z0-9]{64}\b/g
/** Where JSON web tokens may stand. They are sought in parts, since a token may begin at every dash of one that never ends. */
const dotted = /[\w.-]{14,}/g
const schemeAndSecret = /\b(bearer|basic)\s+([\w.~+/-]{16,}=*)/gi
/** Finds `=` first and looks back for the name: the other way round, every character of a long text costs 64 steps. */
const nameAndValue = /=(?<=([\w.[\]-]{1,64})=)([^&#;,\s"'<>]+)/g
/** The colon between the name of a field and its value, in JSON and in what was meant to be JSON. */
const fieldColon = /:\s{0,8}(?<=(?:"([^"\\]{1,64})"|'([^'\\]{1,64})'|[{,]\s{0,8}([\w-]{1,64}))\s{0,8}:\s{0,8})/g
/** What stands behind it: a text, also one that does not end, or a word. */
const fieldValue = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(?!(?:null|true|false)\b)[^\s,}\]]+/y
/** Node's JSON parser quotes the text around an error. */
const quotedJson = /(?:\.{3})?"[\s\S]{0,80}"(?:\.{3})? is not valid JSON/g

const SHORTEST_SHOWN_IN_PART = 20
/** Shorter secrets, and further ones, are hidden in their own fields only. */
const SHORTEST_SOUGHT = 8
const MOST_SOUGHT = 50
const DEEPEST = 32
/** In characters: a secret that begins before the end of what is shown is seen whole, and so recognised. */
export const LOOK_AHEAD = 1_024

/** How many characters of a value may still be shown. */
interface Room {
  left: number
}

/** Shortens the secrets of one call, and whatever looks like a secret. */
export class Redactor {
  readonly #world: World
  /** The foreign secrets of the call's fields, the longest first: one may be part of another. */
  readonly #foreign: readonly string[]

  constructor(world: World, { token, query, requestHeaders, requestBody, requestText }: SecretPlaces = {}) {
    this.#world = world
    const found = new Set<string>()
    if (token !== undefined) this.#collect(token, found)
    this.#collectIn({ query, requestHeaders, requestBody }, false, found)
    for (const { value } of secretFieldsIn(requestText ?? '')) this.#collect(unquoted(value), found)
    this.#foreign = [...found].sort((one, other) => other.length - one.length)
  }

  /** A secret as it may be shown: whole if this world made it, else its scheme and first characters; HTTP Basic not at all. */
  secret(given: string): string {
    const { scheme, rest } = splitScheme(given)
    if (isBasic(scheme)) return `${scheme} …`
    if (this.#isOwn(rest)) return given
    const begin = rest.length >= SHORTEST_SHOWN_IN_PART ? rest.slice(0, 6) : ''
    return rest === '' ? given : `${scheme}${scheme && ' '}${begin}…`
  }

  /** A text that may contain secrets. */
  text(given: string): string {
    let text = given
    for (const secret of this.#foreign) if (text.includes(secret)) text = text.replaceAll(secret, this.secret(secret))
    return this.#withoutFields(text)
      .replace(dotted, (all) => withoutWebTokens(all, (secret) => this.secret(secret)))
      .replace(secretShape, (secret) => this.secret(secret))
      .replace(schemeAndSecret, (all) => this.secret(all))
      .replace(nameAndValue, (all, name: string, value: string) =>
        isSecretName(name) && !isStatus(value) ? `=${this.#encoded(value)}` : all,
      )
      .replace(quotedJson, '"…" is not valid JSON')
  }

  /** A value of any shape, as far as so many characters go. The names of its fields tell what is secret. */
  beginning(given: unknown, characters: number): unknown {
    return this.#value(given, { left: characters }, false, 0)
  }

  /** The fields of an object: a query, headers. */
  fields(given: object): Record<string, unknown> {
    return this.#fields(given, { left: Number.POSITIVE_INFINITY }, false, 0)
  }

  #value(given: unknown, room: Room, secret: boolean, depth: number): unknown {
    if (typeof given === 'string') {
      const shown = given.length > room.left ? given.slice(0, room.left + LOOK_AHEAD) : given
      room.left -= given.length + 2
      return secret ? this.secret(given) : this.text(shown)
    }
    room.left -= 1
    if (typeof given === 'number') return secret ? this.secret(String(given)) : given
    if (typeof given !== 'object' || given === null) return given
    if (depth > DEEPEST) return '…'
    return Array.isArray(given) ? this.#items(given, room, secret, depth) : this.#fields(given, room, secret, depth)
  }

  #items(given: readonly unknown[], room: Room, secret: boolean, depth: number): unknown[] {
    const items: unknown[] = []
    for (const item of given) {
      if (room.left < 0) break
      items.push(this.#value(item, room, secret, depth + 1))
    }
    return items
  }

  #fields(given: object, room: Room, secret: boolean, depth: number): Record<string, unknown> {
    const fields: [name: string, value: unknown][] = []
    for (const [name, value] of Object.entries(given)) {
      if (room.left < 0) break
      room.left -= name.length + 3
      fields.push([this.text(name), this.#value(value, room, secret || isSecretName(name), depth + 1)])
    }
    return Object.fromEntries(fields)
  }

  /** A text with the secrets in its fields shortened. */
  #withoutFields(text: string): string {
    let shown = ''
    let end = 0
    for (const { at, value } of secretFieldsIn(text)) {
      shown += `${text.slice(end, at)}"${this.secret(unquoted(value))}"`
      end = at + value.length
    }
    return shown + text.slice(end)
  }

  /** A value in a URL, where a secret of this world may be encoded. */
  #encoded(value: string): string {
    return this.#isOwn(decoded(value)) ? value : this.secret(value)
  }

  #isOwn(secret: string): boolean {
    const { tokens, codes, apps, webhooks } = this.#world
    if (tokens.find(secret) ?? codes.find(secret) ?? apps.find(secret)) return true
    if (webhooks.count('secret', secret) > 0) return true
    return isTestToken.test(secret) || apps.all().some(({ client_secret }) => client_secret === secret)
  }

  #collectIn(given: unknown, secret: boolean, found: Set<string>, depth = 0): void {
    if (typeof given === 'string' && secret) this.#collect(given, found)
    if (typeof given !== 'object' || given === null || depth > DEEPEST) return
    for (const [name, value] of Object.entries(given)) {
      this.#collectIn(value, secret || (!Array.isArray(given) && isSecretName(name)), found, depth + 1)
    }
  }

  /** Collects the secret in the forms in which it may be repeated elsewhere: without scheme, decoded, encoded. */
  #collect(given: string, found: Set<string>): void {
    const { scheme, rest } = splitScheme(given)
    const cookies = [...given.matchAll(/=([^;]+)/g)].map(([, value = '']) => value)
    const parts = [rest, ...cookies, ...(isBasic(scheme) ? [passwordIn(rest)] : [])]
    for (const part of parts.flatMap((one) => [one, encoded(one)])) {
      if (found.size < MOST_SOUGHT && part.length >= SHORTEST_SOUGHT && !this.#isOwn(part)) found.add(part)
    }
  }
}

/** The values of fields with secret names in a text that holds JSON, or what was meant to be JSON. */
function* secretFieldsIn(text: string): Generator<{ readonly at: number; readonly value: string }> {
  let end = 0
  for (const { 0: colon, 1: double, 2: single, 3: bare, index } of text.matchAll(fieldColon)) {
    const at = index + colon.length
    if (index < end || !isSecretName(String(double ?? single ?? bare))) continue
    fieldValue.lastIndex = at
    const [value] = fieldValue.exec(text) ?? []
    if (value === undefined) continue
    yield { at, value }
    end = at + value.length
  }
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*?)\1?$/s, '$2')
}

/** A text of letters, digits, dashes and dots, with its JSON web tokens (three parts, of which the last may be empty) shortened. */
function withoutWebTokens(text: string, shortened: (secret: string) => string): string {
  const parts = text.split('.')
  const shown: string[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const [header = '', payload, signature] = parts.slice(at, at + 3)
    const start = header.search(/\beyJ[\w-]{8}/)
    if (start !== -1 && payload && signature !== undefined) {
      shown.push(header.slice(0, start) + shortened(`${header.slice(start)}.${payload}.${signature}`))
      at += 2
    } else shown.push(header)
  }
  return shown.join('.')
}

const isTestToken = /^pk_fault_\w{1,36}$/ // fault words are shorter than tokens

/** `Prefer: code=429` is not an authorization code. */
function isStatus(value: string): boolean {
  return /^\d{3}$/.test(value)
}

function isSecretName(name: string): boolean {
  return secretName.test(name.toLowerCase().replace(/[^a-z]/g, ''))
}

function isBasic(scheme: string): boolean {
  return scheme.toLowerCase() === 'basic'
}

function splitScheme(given: string): { scheme: string; rest: string } {
  const [, scheme = '', rest = given] = /^(bearer|basic)\s+(.*)$/is.exec(given) ?? []
  return { scheme, rest }
}

/** The part behind the colon of an HTTP Basic header. */
function passwordIn(encoded: string): string {
  return Buffer.from(encoded, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:?/, '')
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // not encoded, then
  }
}
