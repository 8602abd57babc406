// Step: query and body. What ClickUp refuses is declared beside the field (`x-refusal`); everything else it ignores or
// coerces in silence, which the journal tells.
import type { Contract, DeclaredFields, Operation } from '../contract/contract.js'
import { undeclaredFields, undeclaredQuery } from '../contract/undeclared.js'
import { catalogue, type RefusalName, refuse } from '../errors.js'
import type { Call } from './call.js'

/** Notes what is ignored, then refuses what is refused. @throws Refusal, as the specs name it beside the field */
export function check(call: Call, { operationId }: Operation, contract: Contract): void {
  const { params: path, query } = call.incoming
  const ignored = ignoredBy(contract.declared(operationId), call)
  if (ignored.length) call.ignored = ignored
  const violations = contract.check(operationId, { path, query, requestBody: call.body })
  if (ignored.length || violations.length) {
    // What is not declared was just named.
    const others = violations.filter(({ keyword }) => keyword !== 'additionalProperties')
    call.violations = [
      ...ignored.map((field) => `${field} is ignored by ClickUp`),
      ...others.map(({ at, message }) => `${placeOf(at)} ${message}`),
    ]
  }
  for (const { schema, data } of violations) {
    const refusal = schema['x-refusal']
    if (typeof refusal === 'string' && refusal in catalogue) refuse(refusal as RefusalName, String(data))
  }
}

/** Fields of query and body that no document has: `query page_size`. */
function ignoredBy(declared: DeclaredFields, call: Call): readonly string[] {
  return [
    ...undeclaredQuery(declared.query, call.incoming.query).map((name) => `query ${name}`),
    ...undeclaredFields(declared.body, call.body).map((name) => `body ${name}`),
  ]
}

/** `/requestBody/tags/0` → `body tags.0`, the words of what is ignored. */
function placeOf(at: string): string {
  const [place = '', ...path] = at.slice(1).split('/')
  return [place === 'requestBody' ? 'body' : place, path.join('.')].filter(Boolean).join(' ')
}
