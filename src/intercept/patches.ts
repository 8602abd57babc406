// Doors: the functions that every connection of Node passes, led to the mock. Guards: they refuse what passed no door.
import http, { type ClientRequest } from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net, { type Socket } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { isClickUp, leadsToClickUp, type Wanted, wantedOf } from './hosts.js'
import { fail, failedSocket, InterceptError } from './mock-socket.js'

// biome-ignore lint/suspicious/noExplicitAny: functions of Node, of every shape; they are passed through as they come
type AnyFunction = (this: any, ...args: any[]) => unknown

/** What the patches ask when a connection is wanted. */
export interface Switchboard {
  /** Patches that somebody has patched over stay, and do nothing once this is false. */
  isOn(): boolean
  /** A connection in place of the one to ClickUp. */
  connect(wanted: Wanted, asTls: boolean): Socket
}

/** Puts the patches in place; the function that is returned takes them out. */
export function patchNode(board: Switchboard): () => void {
  const undo = [...doors(board), ...guards(board)]
  syncBuiltinESMExports() // for `import { connect } from 'node:tls'`
  return () => {
    for (const one of undo.reverse()) one()
    syncBuiltinESMExports()
  }
}

/** `http`, `https`, `fetch` and undici look these up each time they connect, however and whenever they were made. */
function doors(board: Switchboard): (() => void)[] {
  const door = (holder: object, name: string, asTls: boolean, takesListener: boolean) =>
    replace(holder, name, (original) => {
      return function (...args) {
        const wanted = wantedOf(args)
        if (!board.isOn() || !leadsToClickUp(wanted)) return Reflect.apply(original, this, args)
        const socket = board.connect(wanted, asTls)
        const listener = args.at(-1)
        if (takesListener && typeof listener === 'function') {
          socket.once(asTls ? 'secureConnect' : 'connect', () => Reflect.apply(listener, socket, []))
        }
        return socket
      }
    })
  return [
    door(tls, 'connect', true, true),
    door(net, 'connect', false, true),
    door(net, 'createConnection', false, true),
    door(http.Agent.prototype, 'createConnection', false, false),
    door(https.Agent.prototype, 'createConnection', true, false), // in Node 24 it would ask a proxy first
  ]
}

/** Against a door's function that a program saved before, a connection that was open before, a proxy asked by name. */
function guards(board: Switchboard): (() => void)[] {
  const guard = (holder: object, name: string, stops: (subject: unknown, args: readonly unknown[]) => boolean) =>
    replace(holder, name, (original) => {
      return function (...args) {
        return board.isOn() && stops(this, args) ? this : Reflect.apply(original, this, args)
      }
    })
  return [
    guard(net.Socket.prototype, 'connect', (socket, args) => {
      const wanted = wantedOf(args)
      if (!leadsToClickUp(wanted)) return false
      fail(socket as Socket, new InterceptError(wanted, SAVED))
      Object.assign(socket as Socket, { connecting: true })
      return true
    }),
    guard(tls.TLSSocket.prototype, 'setServername', (socket, [servername]) => {
      if (!isClickUp(servername)) return false
      fail(socket as Socket, new InterceptError({ servername }, SAVED))
      return true
    }),
    guard(tls.TLSSocket.prototype, '_write', stopWrite),
    guard(tls.TLSSocket.prototype, '_writev', stopWrite),
    guard(http.Agent.prototype, 'addRequest', (_agent, [request]) => {
      const { path, onSocket } = request as ClientRequest
      if (!/^https?:\/\//i.test(path) || !URL.canParse(path)) return false
      const host = new URL(path).hostname
      if (!isClickUp(host)) return false
      onSocket.call(request, failedSocket(new InterceptError({ host }, PROXIED)))
      return true
    }),
  ]
}

function stopWrite(socket: unknown, args: readonly unknown[]): boolean {
  const { servername } = socket as TLSSocket & { servername: unknown }
  const done = args.at(-1)
  if (!isClickUp(servername) || typeof done !== 'function') return false
  done(new InterceptError({ servername }, OPEN))
  return true
}

const SAVED =
  'its client saved a function of node:net or node:tls before intercept() was called; call it first, or load clickup-mock/intercept with --import'
const OPEN =
  'its connection was open before intercept() was called; call it first, or load clickup-mock/intercept with --import'
const PROXIED = 'it asks a proxy; take the proxy out of the client, or add the host to NO_PROXY'

/** Replaces a method. What is returned puts it back, unless somebody else has replaced it since. */
function replace(holder: object, name: string, make: (original: AnyFunction) => AnyFunction): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, name)
  const replacement = make(Reflect.get(holder, name))
  Object.defineProperty(holder, name, {
    configurable: true,
    enumerable: own?.enumerable ?? false,
    writable: true,
    value: replacement,
  })
  return () => {
    if (Reflect.get(holder, name) !== replacement) return
    if (own) Object.defineProperty(holder, name, own)
    else Reflect.deleteProperty(holder, name)
  }
}
