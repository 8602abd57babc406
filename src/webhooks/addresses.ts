// Which addresses the mock may post to: by default only its own machine and private networks.
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { InputError } from '../input/problems.js'

let made: { readonly local: BlockList; readonly metadata: BlockList } | undefined

/** Made with the first address that is checked. */
function lists(): NonNullable<typeof made> {
  if (made) return made
  const local = new BlockList()
  local.addSubnet('127.0.0.0', 8)
  local.addSubnet('10.0.0.0', 8)
  local.addSubnet('172.16.0.0', 12)
  local.addSubnet('192.168.0.0', 16)
  local.addAddress('::1', 'ipv6')
  local.addSubnet('fc00::', 7, 'ipv6')
  // Private addresses at which a machine in a cloud reads its credentials. Most such services are link-local
  // (169.254.169.254), which is not private; these are those of AWS, Google, Oracle and Scaleway for IPv6.
  const metadata = new BlockList()
  metadata.addSubnet('fd00:ec2::', 32, 'ipv6')
  metadata.addAddress('fd20:ce::254', 'ipv6')
  metadata.addAddress('fd00:c1::a9fe:a9fe', 'ipv6')
  metadata.addAddress('fd00:42::42', 'ipv6')
  made = { local, metadata }
  return made
}

/** Why an IP address may not be posted to: it is neither loopback nor private (RFC 1918, RFC 4193), or a cloud's own. */
function foreignness(address: string): string | undefined {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4' // an IPv4 address within an IPv6 one is checked as what it is
  const { local, metadata } = lists()
  if (metadata.check(address, family)) return 'is where a cloud gives credentials to its machines'
  return local.check(address, family) ? undefined : 'is not a loopback or private address'
}

/** Whether an IP address may be posted to, however it is written. */
export function isLocal(address: string): boolean {
  return foreignness(address) === undefined
}

/** An endpoint that the mock does not post to. */
export class ForeignAddress extends InputError {
  constructor(host: string, address: string) {
    const what = `${host === address ? host : `${host} is ${address}, which`} ${foreignness(address)}`
    super([{ where: 'endpoint', what, right: 'start the mock with --webhook-hosts any to post there' }])
  }
}

/** A lookup that gives local addresses only, so that the address that was checked is the one that is connected to. */
export const lookUpLocal: LookupFunction = async (host, options, callback) => {
  const { lookup } = await import('node:dns') // not before: it would be a twentieth of the start
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
