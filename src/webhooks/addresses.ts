// Which addresses the mock may post to: by default only its own machine and private networks.
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

/** Whether an IP address is loopback or private (RFC 1918, RFC 4193). Link-local ones, where clouds keep secrets, are not. */
export function isLocal(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return local.check(mapped ?? address, isIP(mapped ?? address) === 6 ? 'ipv6' : 'ipv4')
}

/** An endpoint that the mock does not post to. */
export class ForeignAddress extends InputError {
  constructor(host: string, address: string) {
    const what = `${host === address ? host : `${host} is ${address}, which`} is not a loopback or private address`
    super([{ where: 'endpoint', what, right: 'start the mock with --webhook-hosts any to post there' }])
  }
}

/** A lookup that gives local addresses only, so that the address that was checked is the one that is connected to. */
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

/** Checks a host that is itself an address, which is not looked up. @throws ForeignAddress */
export function checkHost(host: string): void {
  const address = host.replace(/^\[|\]$/g, '')
  if (isIP(address) && !isLocal(address)) throw new ForeignAddress(address, address)
}
