// The answer to whatever stopped a call: a refusal of the catalogue, bad input to the mock itself, an error of Fastify.
import { Answer, noAnswer, page, SCHEMA_VERSION } from '../contract/answer.js'
import { type CatalogueEntry, catalogue, Refusal, type RefusalName } from '../contract/catalogue.js'
import { dialectOf } from '../contract/dialects.js'
import { pageHeaders } from '../features/authorization/consent.js'
import { refusalPage } from '../features/authorization/consent-page.js'
import { InputError, type Problem } from '../input/problems.js'
import { Closing } from '../server/held-replies.js'
import type { Call } from './call.js'

/** What ClickUp would answer, by the code of the error that Fastify or Node raised. */
const byErrorCode: Readonly<Record<string, RefusalName>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'bodyTooLarge',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'requestMalformed',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'requestMalformed',
  HPE_HEADER_OVERFLOW: 'headersTooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'requestTimeout',
}

/** The codes of zlib and of Brotli, for a body that is not what its Content-Encoding says. */
const isInflating = /^(Z_|ERR__ERROR_)/

/** The answer to an error; undefined for a bug of the mock, which the caller logs and answers as `internalError`. */
export function answerTo(call: Call, error: unknown): Answer | undefined {
  if (error instanceof Refusal) return refusalAnswer(call, error.entry, error.value)
  if (error instanceof InputError) return problemsAnswer(error.problems, error.status)
  if (error instanceof Closing) return new Answer(503, { err: error.message, ECODE: 'MOCK_503' })
  if (errorCode(error) === 'ECONNRESET') return unheard(call)
  const name = isInflating.test(errorCode(error)) ? 'requestMalformed' : byErrorCode[errorCode(error)]
  return name && refusalAnswer(call, catalogue[name])
}

/** Nobody is left to be answered. */
function unheard(call: Call): Answer {
  call.network = 'empty'
  call.note('the client went away before its body was whole')
  return noAnswer
}

/** A refusal as ClickUp sends it: JSON, a page for people, or a gateway's answer. */
export function refusalAnswer(call: Call, entry: CatalogueEntry, value?: string, status = entry.status): Answer {
  if (entry.html) return page(status, gatewayPage(status, entry.when))
  if (entry.text) return new Answer(status, `${entry.err}\n`, { 'content-type': 'text/plain; charset=utf-8' })
  const body = dialectOf(call.incoming.path).refusal(entry, { value, status, now: call.world.clock.now() })
  if (!call.operation?.page || wantsJson(call)) return new Answer(status, body)
  call.pageCode = String(body.ECODE)
  const view = { status, err: String(body.err), ECODE: call.pageCode, explanation: explain(call, entry) }
  return page(status, refusalPage(view), pageHeaders)
}

/** The answer to bad input to the mock itself: what was wrong, and what would be right. */
export function problemsAnswer(problems: readonly Problem[], status = 400): Answer {
  return new Answer(status, { schema_version: SCHEMA_VERSION, problems })
}

/** The refusal for an error of Node's HTTP parser, before there is a call. */
export function clientErrorEntry(error: unknown): CatalogueEntry {
  return catalogue[byErrorCode[errorCode(error)] ?? 'requestMalformed']
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function wantsJson({ headers }: Call): boolean {
  const accept = headers.accept ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}

/** Tells the developer which apps this mock knows; ClickUp would not. */
function explain({ incoming, world }: Call, entry: CatalogueEntry): string {
  const clientId = incoming.query.client_id
  const app = world.apps.find(typeof clientId === 'string' ? clientId : '')
  if (app && entry.ECODE === catalogue.redirectMismatch.ECODE) {
    const rule =
      app.redirect_match === 'host' ? 'The host name has to be that of one of these' : 'It has to be one of these'
    return `${entry.when} ${rule}: ${app.redirect_uris.join(', ')}`
  }
  if (entry.ECODE !== catalogue.clientNotFound.ECODE) return entry.when
  const known = world.apps.all().map(({ name, id }) => `${name} (${id})`)
  return `${entry.when} This mock knows ${known.join(', ') || 'no app at all'}.`
}

function gatewayPage(status: number, when: string): string {
  return `<!doctype html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><p>${when}</p></body></html>\n`
}
