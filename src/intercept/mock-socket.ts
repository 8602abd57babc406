// The connection a client gets in place of one to ClickUp: a real one to the mock, which looks like the one it asked for.
import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import { ADDRESS_VARIABLE, type MockAddress } from './address.js'
import type { Wanted } from './hosts.js'
import { RequestHeads } from './request-heads.js'

/** Why a request to ClickUp was not sent. Nothing has left when it is seen. */
export class InterceptError extends Error {
  readonly code = 'ERR_CLICKUP_MOCK'

  constructor(wanted: Wanted, why: string, cause?: unknown) {
    const host = String(wanted.host ?? wanted.servername)
    super(`clickup-mock stopped a request to ${host}: ${why}. Nothing was sent to ClickUp.`, { cause })
    this.name = 'InterceptError'
  }
}

/** Connects to the mock. `wanted` is what the client asked for, `asTls` whether it believes that it speaks TLS. */
export function connectToMock(wanted: Wanted, asTls: boolean, address: MockAddress): Socket {
  if (asTls && speaksOnlyHttp2(wanted)) {
    return failedSocket(new InterceptError(wanted, 'it is HTTP/2, and the mock speaks HTTP/1.1 only'))
  }
  const options = { ...keptOptions(wanted), host: address.host, port: address.port }
  const named = net.isIP(address.host) === 0 && { servername: address.host }
  const socket: Socket = address.secure
    ? tls.connect({ ...options, ...named, ALPNProtocols: ['http/1.1'] })
    : net.connect(options)
  explainFailure(socket, wanted, address)
  rewriteRequests(socket, new RequestHeads(address))
  if (asTls && !address.secure) dressAsTls(socket, wanted)
  if (wanted.socket instanceof net.Socket) endWith(socket, wanted.socket)
  return socket
}

/** A socket whose connecting fails with this error, when the caller has had the time to listen. */
export function failedSocket(error: InterceptError): Socket {
  const socket = new net.Socket()
  Object.assign(socket, { connecting: true }) // writes then wait, as they do for a connection that is being made
  fail(socket, error)
  return socket
}

/** Ends a socket before any input or output. `http` listens one tick after it is given a socket, hence the second. */
export function fail(socket: Socket, error: InterceptError): void {
  process.nextTick(() => process.nextTick(() => socket.destroy(error)))
}

/** The options that concern the socket, not how to reach its host. */
function keptOptions(wanted: Wanted): object {
  const names = ['allowHalfOpen', 'highWaterMark', 'keepAlive', 'keepAliveInitialDelay', 'noDelay', 'signal', 'timeout']
  return Object.fromEntries(names.filter((name) => wanted[name] != null).map((name) => [name, wanted[name]]))
}

function speaksOnlyHttp2({ ALPNProtocols: protocols }: Wanted): boolean {
  return Array.isArray(protocols) && protocols.length > 0 && !protocols.includes('http/1.1')
}

/** Names the mock and the variable when there is no connection. Later errors, and those of the client, stay as they are. */
function explainFailure(socket: Socket, wanted: Wanted, { url, secure }: MockAddress): void {
  let connected = false
  socket.once(secure ? 'secureConnect' : 'connect', () => {
    connected = true
  })
  const destroy = socket.destroy
  socket.destroy = (error, ...rest) => {
    const explained = connected || !isFailure(error, secure) ? error : unreachable(error, wanted, url)
    return Reflect.apply(destroy, socket, [explained, ...rest])
  }
}

function unreachable(error: Error, wanted: Wanted, url: string): InterceptError {
  const reason = error instanceof AggregateError ? error.errors.map(({ message }) => message).join(', ') : error.message
  const right = `start one with "clickup-mock start", or set ${ADDRESS_VARIABLE} (or the option url of intercept) to where it is`
  return new InterceptError(wanted, `no mock answers at ${url} (${reason}); ${right}`, error)
}

/** Whether an error is of the system or of TLS; an error with which the client ends a connection is neither. */
function isFailure(error: Error | undefined, secure: boolean): error is Error {
  if (error === undefined) return false
  if (error instanceof AggregateError || 'syscall' in error) return true
  const code = 'code' in error ? String(error.code) : ''
  return secure && /^(ECONN|EPROTO|ERR_SSL|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/.test(code)
}

/** Every write of a net.Socket goes through these two methods. */
function rewriteRequests(socket: Socket, heads: RequestHeads): void {
  const write = socket._write
  const writeRewritten = (bytes: Buffer, done: (error?: Error | null) => void) => {
    const rewritten = heads.push(bytes)
    if (rewritten.length) Reflect.apply(write, socket, [rewritten, 'buffer', done])
    else done()
  }
  socket._write = (chunk, encoding, done) => writeRewritten(bytesOf(chunk, encoding), done)
  socket._writev = (chunks, done) =>
    writeRewritten(Buffer.concat(chunks.map(({ chunk, encoding }) => bytesOf(chunk, encoding))), done)
}

function bytesOf(chunk: string | Uint8Array, encoding: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding)
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}

/** What http, undici and got ask of a TLSSocket. The socket is not an instance of one: nothing is encrypted. */
function dressAsTls(socket: Socket, { servername, host, ALPNProtocols: protocols }: Wanted): void {
  Object.assign(socket, {
    encrypted: true,
    secureConnecting: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: Array.isArray(protocols) && 'http/1.1',
    servername: servername ?? host,
    getPeerCertificate: () => ({}),
    getPeerX509Certificate: () => undefined,
    getCertificate: () => null,
    getCipher: () => ({}),
    getProtocol: () => null,
    getSession: () => undefined,
    isSessionReused: () => false,
  })
  // As with TLS, "secureConnect" comes after everybody has heard "connect".
  socket.once('connect', () => {
    process.nextTick(() => {
      Object.assign(socket, { secureConnecting: false })
      if (!socket.destroyed) socket.emit('secureConnect')
    })
  })
}

/** A tunnel that a client opened through a proxy is not used, and closes as it would have closed. */
function endWith(socket: Socket, tunnel: Socket): void {
  socket.once('close', () => tunnel.destroy())
}
