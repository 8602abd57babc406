// Which connections would go to ClickUp: the hosts that carry its API and its consent page.

/** Spelt as in NO_PROXY. */
export const clickUpHosts: readonly string[] = ['api.clickup.com', 'app.clickup.com']

/** Letter case does not count, nor does the dot that ends a full name. */
export function isClickUp(host: unknown): boolean {
  return typeof host === 'string' && clickUpHosts.includes(host.toLowerCase().replace(/\.$/, ''))
}

/** What a caller of net.connect, tls.connect or an Agent wants: the options, with `host` wherever it stood. */
export type Wanted = Readonly<Record<string, unknown>>

/** The arguments are `(options, …)`, `(port, host, options, …)`, or the one array that net makes of them. */
export function wantedOf(args: readonly unknown[]): Wanted {
  const [first] = args
  const given: readonly unknown[] = Array.isArray(first) ? first : args
  const wanted = Object.assign({}, ...given.filter((one) => typeof one === 'object'))
  return typeof given[1] === 'string' ? { ...wanted, host: given[1] } : wanted
}

/**
 * By host, or by the name TLS asks for: then the way leads there through a proxy's tunnel or by a bare address. What has
 * a path is a socket file of this machine.
 */
export function leadsToClickUp({ host, servername, path }: Wanted): boolean {
  return typeof path !== 'string' && (isClickUp(host) || isClickUp(servername))
}
