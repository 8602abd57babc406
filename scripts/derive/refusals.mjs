// Which refusals each operation gives by cause, read from its declaration.
import { resolve } from './defaults.mjs'

/** What the pipeline refuses before an operation that needs a token; the steps of these names in src/pipeline/. */
export const pipelineRefusals = {
  authenticate: ['tokenMissing', 'personalTokenInvalid', 'oauthTokenNotFound'],
  limit: ['rateLimited'],
}

/** Names of the catalogue, in the order of checks: token, ids, limit, access, body, what was deleted, the operation's own. */
export function refusalsOf(document, catalogue, operation) {
  const { security, requestBody, parameters = [], 'x-refusals': own = [], 'x-serves-deleted': serves = [] } = operation
  const open = security?.length === 0
  const ids = parameters.map((parameter) => resolve(document, parameter)).filter((parameter) => parameter['x-row'])
  const gone = ids.filter(({ name }) => !serves.includes(name)).map((id) => id['x-deleted'])
  // Rights come before the body, and a body that is wrong on its own is refused before anything is looked up.
  const depth = (name) => ({ admit: 0, check: 1 })[catalogue[name]?.step] ?? 2
  return [
    ...new Set([
      ...(open ? [] : pipelineRefusals.authenticate),
      ...ids.flatMap((id) => [id['x-malformed'], id['x-unknown']]),
      ...(open ? [] : pipelineRefusals.limit),
      ...ids.flatMap((id) => [id['x-foreign'], id['x-hidden']]),
      ...[...fieldRefusals(document, [requestBody, parameters]), ...gone, ...own].sort(
        (one, other) => depth(one) - depth(other),
      ),
    ]),
  ].filter(Boolean)
}

/** The `x-refusal` of fields, wherever they are nested. */
function fieldRefusals(document, part, seen = new Set()) {
  if (typeof part !== 'object' || part === null || seen.has(part)) return []
  seen.add(part)
  if (part.$ref) return fieldRefusals(document, resolve(document, part), seen)
  const own = typeof part['x-refusal'] === 'string' ? [part['x-refusal']] : []
  return [...own, ...Object.values(part).flatMap((child) => fieldRefusals(document, child, seen))]
}
