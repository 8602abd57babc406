// What a validator found → problems that say what would be right.
import type { Violation } from '../contract/contract.js'
import type { Problem } from '../errors.js'
import { suggestion } from '../nearest.js'

/** Problems with a request body; `where` is a JSON pointer into it. */
export function problemsOf(violations: readonly Violation[]): Problem[] {
  return violations.filter((violation) => isTelling(violation, violations)).map(toProblem)
}

/** Of the alternatives of a `oneOf`, only the complaints about the one that was meant are worth reading. */
function isTelling(violation: Violation, all: readonly Violation[]): boolean {
  if (violation.keyword === 'oneOf')
    return !all.some((other) => other !== violation && other.at.startsWith(violation.at))
  const isObject = typeof violation.data === 'object' && violation.data !== null
  const alternatives = all.some((other) => other.keyword === 'oneOf' && other.at === violation.at)
  if (!alternatives) return true
  return isObject ? violation.keyword !== 'type' && violation.keyword !== 'enum' : violation.params.type !== 'object'
}

function toProblem({ at, message, keyword, params, data, schema }: Violation): Problem {
  const where = at.replace(/^\/requestBody/, '')
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const right = suggestion(key, Object.keys((schema.properties as object | undefined) ?? {}))
      return { where: `${where}/${key}`, what: `there is no key "${key}" here`, right }
    }
    case 'required':
      return { where: where || '/', what: `${params.missingProperty} is missing` }
    case 'enum': {
      const words = (params.allowedValues as unknown[]).map(String)
      return { where, what: `${JSON.stringify(data)} is none of its values`, right: suggestion(String(data), words) }
    }
    case 'type':
      return {
        where: where || '/',
        what: `${JSON.stringify(data)} is of the wrong type`,
        right: `it has to be ${params.type}`,
      }
    case 'pattern':
      return { where, what: `${JSON.stringify(data)} has the wrong form`, right: `it has to match ${params.pattern}` }
    default:
      return { where: where || '/', what: `${JSON.stringify(data)} ${message}` }
  }
}
