// Which addresses a mock may post to: its own machine and networks that nobody else reaches, unless told otherwise.
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { InputError } from '../input/problems.js'

const local = new BlockList()
local.addSubnet('127.0.0.0', 8)
local.addSubnet('10.0.0.0', 8)
local.addSubnet('172.16.0.0', 12)
local.addSubnet('192.168.0.0', 16)
local.addAddress('::1', 'ipv6')
local.addSubnet('fc00::', 7, 'ipv6')

/** Whether an IP address is a loopback or a private one (RFC 1918, RFC 4193); link-local ones, where clouds keep secrets, are not. */
export function isLocal(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return local.check(mapped ?? address, isIP(mapped ?? address) === 6 ? 'ipv6' : 'ipv4')
}

/** An endpoint that is not posted to. */
export class ForeignAddress extends InputError {
  constructor(host: string, address: string) {
    const what = `${host === address ? host : `${host} is ${address}, which`} is no loopback or private address`
    super([{ where: 'endpoint', what, right: 'start the mock with --webhook-hosts any to post there' }])
  }
}

/** A look-up of names that gives local addresses only, so that what was looked at is what is connected to. */
export const lookUpLocal: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const foreign = addresses.find(({ address }) => !isLocal(address))
    if (foreign) return callback(new ForeignAddress(host, foreign.address), [])
    const [first] = addresses
    if (options.all || !first) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

/** @throws ForeignAddress for a host that is itself an address, which is not looked up */
export function checkHost(host: string): void {
  const address = host.replace(/^\[|\]$/g, '')
  if (isIP(address) && !isLocal(address)) throw new ForeignAddress(address, address)
}
