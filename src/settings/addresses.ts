// The URL of a host and a port, as somebody on this machine reaches it.

/** A mock that listens everywhere is reached at the loopback address. */
export function urlOf(address: string, port: number): string {
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
