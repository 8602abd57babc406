// Bodies, read as ClickUp's parser reads them (Express; assumed from its errors): an empty body counts as no body, only
// objects and arrays are JSON, and a body of an unknown content type is not read.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../contract/catalogue.js'
import { readJson } from '../input/json.js'
import { readForm } from './form.js'

/** Makes Fastify read bodies this way. */
export function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, ({ call }, text, done) => {
    if (call) call.sentText = String(text)
    try {
      done(null, parseJson(String(text)))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done) => {
      if (!request.call?.operation?.files) return done(null, unread(request))
      const form = readForm(String(request.headers['content-type']), bytes)
      if (!form) request.call?.note('the multipart form cannot be read: does its boundary stand in the Content-Type?')
      done(null, form)
    },
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, _bytes, done) => done(null, unread(request)))
}

/** A body that ClickUp has no parser for counts as no body. */
function unread({ call, headers }: FastifyRequest): undefined {
  call?.note(`a body of type ${headers['content-type']} is not read by ClickUp: send application/json`)
}

/** @throws Refusal JSON_001 with the parser's own words */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    const value: unknown = readJson(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    throw new Refusal('jsonMalformed', String(error).replace(/^SyntaxError: /, ''))
  }
  throw new Refusal('jsonMalformed', `Unexpected token ${text.trim()[0]} in JSON at position 0`)
}
