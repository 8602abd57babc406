// Proves, by `tsc --noEmit`, that the page can ask for nothing that the specs do not have: a line marked @ts-expect-error
// that did compile would itself be an error.
import type { Ask } from '../../src/dashboard/api-types.js'

export async function right(ask: Ask): Promise<(string | undefined)[]> {
  const { calls } = await ask('GET', 'calls', { query: { limit: 3 } })
  const { app } = await ask('PATCH', 'apps/{app}', { path: { app: 'sync' }, body: { name: 'Sync' } })
  await ask('POST', 'reset')
  return [calls[0]?.operation, app.client_id]
}

export async function wrong(ask: Ask): Promise<unknown[]> {
  // @ts-expect-error there is no such path
  await ask('GET', 'call')
  // @ts-expect-error limits are set by PUT
  await ask('PATCH', 'limits', { body: {} })
  // @ts-expect-error a stream is not JSON
  await ask('GET', 'events')
  // @ts-expect-error the path has to be filled
  await ask('DELETE', 'faults/{id}')
  // @ts-expect-error its path has no name
  await ask('DELETE', 'faults/{id}', { path: { name: 'fault-1' } })
  // @ts-expect-error its query has no last
  await ask('GET', 'calls', { query: { last: 3 } })
  // @ts-expect-error its body has no soft
  await ask('POST', 'reset', { body: { soft: true } })
  // @ts-expect-error a name is missing
  await ask('POST', 'snapshots', { body: {} })
  // @ts-expect-error it takes no body
  await ask('GET', 'limits', { body: {} })
  const { calls } = await ask('GET', 'calls')
  // @ts-expect-error a call has no code
  return [calls[0]?.code]
}
