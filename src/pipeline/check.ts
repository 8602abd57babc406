// Step: query and body. Texts become the values they stand for. The specs declare beside a field what ClickUp refuses
// (`x-refusal`). Everything else ClickUp ignores in silence; the journal says so.

import { catalogue, type RefusalName, refuse } from '../contract/catalogue.js'
import { dialectOf } from '../contract/dialects.js'
import type { DeclaredFields } from '../contract/fields.js'
import type { Operation } from '../contract/operation.js'
import { undeclaredFields, undeclaredQuery } from '../contract/undeclared.js'
import { readValues } from '../contract/values.js'
import { beginningOf } from '../store/texts.js'
import { type Call, noBody } from './call.js'

/** What is ignored or wrong is named so many times, each in so many characters: a body may have a hundred thousand such fields. */
const MOST_NAMED = 50
const LONGEST_NAME = 200
const AND_MORE = 'and '

/** Notes what is ignored, then refuses what is refused. @throws Refusal, as the specs name it beside the field */
export function check(call: Call): void {
  const { operationId, path, isChecked } = call.operation as Operation // `route` has refused a call without one
  if (!isChecked && call.body === noBody && isEmpty(call.query)) return
  const { readsTexts, unfit } = dialectOf(path)
  const { clickup } = call.parts
  const declared = clickup.declared(operationId)
  const ignored = firstOf(ignoredBy(declared, call))
  if (ignored.length) call.ignored = ignored
  call.query = arranged(declared, call.query)
  if (call.body !== noBody && readsTexts) call.body = readValues(declared.body, call.body)
  const violations = clickup.check(operationId, {
    path: call.incoming.params,
    query: call.query,
    requestBody: call.body,
  })
  if (ignored.length || violations.length) {
    // Fields that are not declared were named just before.
    const others = violations.filter(({ keyword }) => keyword !== 'additionalProperties')
    call.violations = [
      ...ignored.map((field) => `${field} ${field.startsWith(AND_MORE) ? 'are' : 'is'} ignored by ClickUp`),
      ...firstOf(others.map(({ at, message }) => `${placeOf(at)} ${message}`)),
    ]
  }
  for (const { schema, data } of violations) {
    const refusal = schema['x-refusal'] ?? unfit
    if (typeof refusal !== 'string' || !(refusal in catalogue)) continue
    refuse(refusal as RefusalName, typeof data === 'object' ? JSON.stringify(data) : String(data))
  }
}

/**
 * A copy of the query: the check turns its texts into the declared types, while the journal keeps what was sent. Lists get
 * their declared names, however they were sent: `statuses[]=a`, `statuses[0]=a` or `statuses=a&statuses=b`. One plain value
 * is not a list, and ClickUp refuses it.
 */
function arranged({ lists }: DeclaredFields, query: Call['query']): Call['query'] {
  if (isEmpty(query)) return query
  const fields = new Map<string, unknown>()
  for (const [name, value] of Object.entries(query)) {
    const plain = name.replace(/\[\d*\]$/, '')
    const list = [`${plain}[]`, plain].find((one) => lists.has(one))
    const before = list === undefined ? undefined : fields.get(list)
    const isList = list !== undefined && (name !== plain || before !== undefined)
    fields.set(list ?? name, isList ? [before ?? [], value].flat(2) : value)
  }
  return Object.fromEntries(fields)
}

function isEmpty(fields: object): boolean {
  for (const _ in fields) return false
  return true
}

/** Fields of query and body that the specs do not have: `query page_size`. */
function* ignoredBy(declared: DeclaredFields, call: Call): Generator<string> {
  for (const name of undeclaredQuery(declared.query, call.incoming.query)) yield `query ${name}`
  for (const name of undeclaredFields(declared.body, call.body)) yield `body ${name}`
}

/** The first of these texts, each as far as it is worth reading; then how many more there are. */
function firstOf(texts: Iterable<string>): string[] {
  const first: string[] = []
  let count = 0
  for (const text of texts) {
    count += 1
    if (count <= MOST_NAMED) first.push(text.length > LONGEST_NAME ? `${beginningOf(text, LONGEST_NAME)}…` : text)
  }
  return count > MOST_NAMED ? [...first, `${AND_MORE}${count - MOST_NAMED} more`] : first
}

/** `/requestBody/tags/0` → `body tags.0`, in the words that `ignoredBy` uses. */
function placeOf(at: string): string {
  const [place = '', ...path] = at.slice(1).split('/')
  return [place === 'requestBody' ? 'body' : place, path.join('.')].filter(Boolean).join(' ')
}
