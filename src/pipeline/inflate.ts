// Compressed bodies: inflated while they are read, as Express does (assumed). What a body may have is counted inflated.
import type { Readable } from 'node:stream'
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  type Gunzip,
  type Inflate,
} from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../contract/catalogue.js'

const inflaters = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** The stream of the body as its client meant it; a hook of Fastify's. @throws Refusal for an encoding that there is not */
export function inflated(
  request: FastifyRequest,
  _reply: unknown,
  payload: Readable,
  done: (error: Error | null, payload?: Readable) => void,
): void {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const create = inflaters.get(encoding)
  if (create) done(null, inflating(payload, create(), request.routeOptions.bodyLimit))
  else if (encoding === 'identity') done(null, payload)
  else done(new Refusal('requestMalformed'))
}

function inflating(payload: Readable, stream: Gunzip | Inflate | BrotliDecompress, bodyLimit: number): Readable {
  let size = 0
  // Fastify refuses a body that is too large, but would let the rest of it be inflated.
  stream.on('data', ({ length }: Buffer) => {
    size += length
    if (size > bodyLimit) stream.destroy()
  })
  payload.on('error', (error) => stream.destroy(error))
  // Fastify compares what the client has announced with what was read before it was inflated.
  Object.defineProperty(stream, 'receivedEncodedLength', { get: () => stream.bytesWritten })
  return payload.pipe(stream)
}
