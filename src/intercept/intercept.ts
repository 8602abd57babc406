// Sends this process's requests for ClickUp to the mock, for clients whose host is hard-coded; nothing reaches ClickUp.
import type { Socket } from 'node:net'
import { InputError } from '../input/problems.js'
import { currentAddress } from './address.js'
import type { Wanted } from './hosts.js'
import { connectToMock, failedSocket, InterceptError } from './mock-socket.js'
import { bypassProxies } from './no-proxy.js'
import { patchNode } from './patches.js'

export interface InterceptOptions {
  /** The mock, or a sandbox of it (`mock.url`, `sandbox.url`); CLICKUP_MOCK_URL by default, or http://127.0.0.1:2558. */
  readonly url?: string
}

/** Ends the interception. Calling it again does nothing. */
export interface Restore {
  (): void
  [Symbol.dispose](): void
}

/** The interceptions in force; the last one says where the mock is. */
const layers: InterceptOptions[] = []
/** The connections to mocks, with the address each was made for. */
const connections = new Map<Socket, string>()
let patches: (() => void)[] = []

/**
 * From now on every connection of this process to api.clickup.com or app.clickup.com is one to the mock, whatever client
 * makes it. Where no mock answers, the request fails. An interception inside another takes its place until it ends.
 * Connections that lead elsewhere than the address in force are closed, when one begins and when one ends.
 * @throws InputError when the option is not the address of a mock
 */
export function intercept(options: InterceptOptions = {}): Restore {
  const layer = { ...options }
  if (layer.url !== undefined) {
    const address = currentAddress(layer.url)
    if (address instanceof InputError) throw address
  }
  if (layers.push(layer) === 1) patches = patch()
  closeStale()
  const restore = () => {
    const at = layers.indexOf(layer)
    if (at === -1) return
    layers.splice(at, 1)
    if (layers.length === 0) for (const undo of patches.splice(0)) undo()
    closeStale()
  }
  return Object.assign(restore, { [Symbol.dispose]: restore })
}

function patch(): (() => void)[] {
  return [bypassProxies(process.env), patchNode({ isOn: () => layers.length > 0, connect })]
}

function connect(wanted: Wanted, asTls: boolean): Socket {
  const address = currentAddress(layers.at(-1)?.url)
  if (address instanceof InputError) return failedSocket(new InterceptError(wanted, address.message, address))
  const socket = connectToMock(wanted, asTls, address)
  connections.set(socket, address.url)
  return socket.once('close', () => connections.delete(socket))
}

/** Clients keep connections for later: one to the mock must not serve ClickUp, nor one sandbox another. */
function closeStale(): void {
  const address = layers.length ? currentAddress(layers.at(-1)?.url) : undefined
  const right = address instanceof InputError ? undefined : address?.url
  for (const [socket, url] of connections) if (url !== right) socket.destroy()
}
