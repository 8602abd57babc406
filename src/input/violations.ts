// What a validator found → problems that say what would be right.
import type { Violation } from '../contract/contract.js'
import { suggestion } from './nearest.js'
import { plainText } from './plain-text.js'
import type { Problem } from './problems.js'

/** Problems with a request body; `where` is a JSON pointer into it. */
export function problemsOf(violations: readonly Violation[]): Problem[] {
  const choices = violations.filter(({ keyword }) => keyword === 'oneOf')
  const outermostFirst = choices.sort((one, other) => one.at.length - other.at.length)
  return outermostFirst.reduce(withoutOtherChoices, violations).map(toProblem)
}

/** A key, as a step of a JSON pointer. */
export function pointerStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Of the violations of a `oneOf`, only those of the alternative that was meant are worth reading. */
function withoutOtherChoices(all: readonly Violation[], choice: Violation): readonly Violation[] {
  const own = all.filter(({ at }) => at === choice.at)
  const deeper = all.filter(({ at }) => at.startsWith(`${choice.at}/`))
  const meant = isMap(choice.data)
    ? meantMap(choice, own, deeper)
    : (meantItems(choice, deeper) ?? [meantWord(choice, own)])
  return all.filter((one) => meant.includes(one) || (!own.includes(one) && !deeper.includes(one)))
}

/** The violations in a list: no choice is between two kinds of list. */
function meantItems({ data }: Violation, deeper: readonly Violation[]): readonly Violation[] | undefined {
  return Array.isArray(data) && deeper.length ? deeper : undefined
}

/** The schema's own description, else the words to choose from. */
function meantWord(choice: Violation, own: readonly Violation[]): Violation {
  return (choice.schema.description ? undefined : own.find(({ keyword }) => keyword === 'enum')) ?? choice
}

/** The violations of the alternative whose keys the map has: its keys would be wrong for any other. */
function meantMap(choice: Violation, own: readonly Violation[], deeper: readonly Violation[]): readonly Violation[] {
  const aboutKeys = own.filter(({ keyword }) => keyword === 'required' || keyword === 'additionalProperties')
  const alternatives = [...new Set(aboutKeys.map(keysOf))].map((keys) => ({
    keys: aboutKeys.filter((one) => keysOf(one) === keys),
    values: deeper.filter(({ at }) => keys.split('\n').includes(String(at.slice(choice.at.length + 1).split('/')[0]))),
  }))
  const ofOthers = deeper.filter((one) => !alternatives.some(({ values }) => values.includes(one)))
  if (ofOthers.length) return ofOthers
  const [best] = alternatives.sort((one, other) => one.keys.length - other.keys.length)
  return best ? [...best.keys, ...best.values] : [choice]
}

/** The keys of the map that a violation is about, as steps of a JSON pointer. */
function keysOf({ schema }: Violation): string {
  return Object.keys(Object(schema.properties)).map(pointerStep).join('\n')
}

function toProblem({ at, message, keyword, params, data, schema }: Violation): Problem {
  const field = at.replace(/^\/requestBody/, '')
  const where = field || '/'
  const own = typeof schema.description === 'string' ? firstLower(schema.description) : undefined
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const right = suggestion(key, Object.keys({ ...(schema.properties as object | undefined) }))
      return { where: `${field}/${pointerStep(key)}`, what: `there is no key "${key}" here`, right }
    }
    case 'required': {
      const missing = String(params.missingProperty)
      if (missing === 'requestBody') return { where: 'body', what: 'it is missing', right: 'send application/json' }
      return { where, what: `${missing} is missing`, right: `add ${missing}` }
    }
    case 'enum': {
      const words = (params.allowedValues as unknown[]).map(String)
      return { where, what: `${shown(data)} is not one of its values`, right: suggestion(plainText(data), words) }
    }
    case 'type':
      return { where, what: `it is ${shown(data)}`, right: `it has to be ${typeWords(String(params.type), data)}` }
    case 'oneOf':
    case 'pattern':
      return { where, what: `${shown(data)} has the wrong form`, right: `write ${own ?? `it as ${params.pattern}`}` }
    case 'minItems':
      return { where, what: 'the list is too short', right: `write at least ${params.limit}` }
    default:
      return { where, what: `${shown(data)} is not right`, right: message.replace(/^must/, 'it has to') }
  }
}

/** A value in a message: never a whole document. */
function shown(data: unknown): string {
  if (data === null) return 'empty'
  if (Array.isArray(data)) return 'a list'
  if (isMap(data)) return 'a map'
  const text = JSON.stringify(data)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const wordsOfTypes: Readonly<Record<string, string>> = {
  object: 'a map ({} for none)',
  array: 'a list ([] for none)',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

/** Ids look like numbers in YAML: quotes make them text. */
function typeWords(type: string, data: unknown): string {
  const quoted = type === 'string' && (typeof data === 'number' || typeof data === 'boolean')
  return `${wordsOfTypes[type] ?? type}${quoted ? `, in quotes: "${data}"` : ''}`
}

function isMap(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function firstLower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`
}
