// Step: what a browser asks before it calls. ClickUp does not support calls from browsers and answers OPTIONS with 405
// (measured once, 2026); with the option `cors` browsers are let in.
import { Answer } from '../contract/answer.js'
import { catalogue } from '../contract/catalogue.js'
import type { Call } from './call.js'
import { refusalAnswer } from './refusals.js'

/** The answer to OPTIONS of a path that there is; another path is refused as with any other method. */
export function preflight(call: Call): Answer | undefined {
  if (call.incoming.method !== 'OPTIONS') return undefined
  const methods = methodsOf(call)
  if (methods === '') return undefined
  if (!call.settings.cors) return notAllowed(call)
  return new Answer(204, '', {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': String(
      call.headers['access-control-request-headers'] ?? 'authorization, content-type',
    ),
  })
}

/** 405, with the methods that the path has. */
export function notAllowed(call: Call): Answer {
  const { status, body, headers } = refusalAnswer(call, catalogue.methodNotAllowedText)
  return new Answer(status, body, { ...headers, allow: methodsOf(call) })
}

function methodsOf({ parts, incoming }: Call): string {
  return parts.service
    .at(incoming.path)
    .map(({ method }) => method)
    .join(', ')
}
