// Starting to listen, with messages that say what stands in the way.
import { reject } from '../input/problems.js'
import type { ClickUpMock } from '../library/mock.js'
import type { PreparedMock } from '../library/prepare.js'
import { ControlClient } from './control-client.js'

/** @throws InputError when the port is taken, by a mock or by something else, or may not be used */
export async function listening(prepared: PreparedMock): Promise<ClickUpMock> {
  const { host, port } = prepared.settings
  try {
    return await prepared.listen()
  } catch (error) {
    if (String(error).includes('EADDRINUSE')) return rejectTaken(prepared)
    const [, why] = [...unusable].find(([code]) => String(error).includes(code)) ?? []
    const { what, right } = why ?? { what: `the mock cannot listen there (${error})`, right: 'try --host 127.0.0.1' }
    reject(`${host}:${port}`, what, right)
  }
}

/** Why the mock cannot listen at an address. */
const unusable: ReadonlyMap<string, { readonly what: string; readonly right: string }> = new Map([
  ['EACCES', { what: 'the port may not be used', right: 'take one above 1023' }],
  ['EADDRNOTAVAIL', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
  ['ENOTFOUND', { what: 'this machine has no such address', right: 'try --host 127.0.0.1' }],
])

/** @throws InputError always, saying who has the port */
async function rejectTaken({ address, settings: { host, port } }: PreparedMock): Promise<never> {
  const where = `${host}:${port}`
  const another = 'choose another port with --port (0 takes a free one)'
  const health = await new ControlClient({ url: address }).ask('health')
  if (!health) reject(where, 'the port is taken', `stop what listens there, or ${another}`)
  const what = `clickup-mock ${health.version} runs there already (process ${health.pid})`
  reject(where, what, `use it, end it with clickup-mock stop --port ${port}, or ${another}`)
}
