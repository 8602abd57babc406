// Pages of chat with cursors, over HTTP: nothing comes twice and nothing is left out, whatever others write meanwhile.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { start, type TestClient } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const CHANNELS = `${WORKSPACE}/chat/channels`
const MESSAGES = `${WORKSPACE}/chat/messages`

/** What others do between two pages: write so many, change and delete those that the numbers point at. */
interface Meanwhile {
  readonly write: number
  readonly change: number
  readonly remove: number
}
interface Walk {
  readonly before: number
  readonly limit: number
  readonly steps: Meanwhile[]
}

const walks: fc.Arbitrary<Walk> = fc.record({
  before: fc.nat(7),
  limit: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(fc.record({ write: fc.nat(2), change: fc.nat(), remove: fc.nat() }), { maxLength: 4 }),
})

/** A list that is read in pages, and what others can do to it. */
interface Listed {
  readonly path: string
  write(): Promise<string>
  change(id: string): Promise<unknown>
  remove(id: string): Promise<unknown>
}

t.test('pages of chat', async (t) => {
  const { mock, as } = await start(t, { rateLimit: 'off' })

  /** What is there, by its id; false for what came after the first page. */
  type There = Map<string, boolean>

  async function interfere(listed: Listed, there: There, { write, change, remove }: Meanwhile) {
    mock.clock.advance(write * 1000)
    for (let count = 0; count < write; count += 1) there.set(await listed.write(), false)
    const ids = [...there.keys()]
    const [changed, removed] = [ids[change % ids.length], ids[remove % ids.length]]
    if (changed !== undefined) await listed.change(changed)
    if (removed === undefined) return
    await listed.remove(removed)
    there.delete(removed)
  }

  async function holds(listed: Listed, { before, limit, steps }: Walk) {
    const there: There = new Map()
    for (let count = 0; count < before; count += 1) there.set(await listed.write(), true)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await as.anna.get(`${listed.path}limit=${limit}&cursor=${cursor}`)
      seen.push(...body.data.map(({ id }: { id: string }) => id))
      cursor = body.next_cursor
      await interfere(listed, there, steps.shift() ?? { write: 0, change: 0, remove: 0 })
    } while (cursor !== '')
    assert.equal(seen.length, new Set(seen).size, 'nothing twice')
    for (const [id, isOld] of there) assert.ok(!isOld || seen.includes(id), `${id} is missing`)
    for (const id of there.keys()) await listed.remove(id)
  }

  const made = async (client: TestClient, path: string, body: object) => {
    const { body: answer } = await client.post(path, body)
    return String(answer.data?.id ?? answer.id)
  }
  const send = (method: string, path: string, body?: object) => as.ben.send(method, path, body && { body })
  const lists: Readonly<Record<string, Listed>> = {
    messages: {
      path: `${CHANNELS}/6-901200000001-8/messages?`,
      write: () => made(as.ben, `${CHANNELS}/6-901200000001-8/messages`, { content: 'x' }),
      change: (id) => send('PATCH', `${MESSAGES}/${id}`, { content: 'y', resolved: true }),
      remove: (id) => send('DELETE', `${MESSAGES}/${id}`),
    },
    replies: {
      path: `${MESSAGES}/90120000000010/replies?`,
      write: () => made(as.ben, `${MESSAGES}/90120000000010/replies`, { content: 'x' }),
      change: (id) => send('POST', `${MESSAGES}/${id}/reactions`, { reaction: 'heart' }),
      remove: (id) => send('DELETE', `${MESSAGES}/${id}`),
    },
    channels: {
      path: `${CHANNELS}?is_follower=false&`,
      write: () => made(as.ben, CHANNELS, { name: `Channel ${mock.journal().length} ${mock.clock.now()}` }),
      change: (id) => send('PATCH', `${CHANNELS}/${id}`, { topic: 'x' }),
      remove: (id) => send('DELETE', `${CHANNELS}/${id}`),
    },
  }
  for (const [name, listed] of Object.entries(lists)) {
    await t.test(`of ${name} hold every row that stayed, and none twice`, async () =>
      fc.assert(
        fc.asyncProperty(walks, (walk) => holds(listed, walk)),
        { numRuns: 4, seed: 20260105 },
      ),
    )
  }
})
