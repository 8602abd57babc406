// What happens is told to all who follow: written once, sent together, to each what it wants.
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import t from 'tap'
import { Broadcast } from '../../src/control/broadcast.js'
import { Follower } from '../../src/control/follower.js'
import { Log } from '../../src/settings/log.js'

/** A client that reads everything, and what it was sent. */
function client() {
  const raw = Object.assign(new PassThrough(), { writeHead: () => {} })
  const reply = { hijack: () => ({ raw }), server: { held: { hold: () => {} } } }
  const follower = new Follower(reply as unknown as FastifyReply, 'begin') // it uses no more of a reply
  let text = ''
  raw.on('data', (chunk) => {
    text += chunk
  })
  return { raw, follower, read: () => text }
}

t.test('Broadcast', async (t) => {
  let written = 0
  let tell: (item: string) => void = () => {}
  const broadcast = new Broadcast<string>(
    (item) => {
      written += 1
      return item
    },
    (listener) => {
      tell = listener
      return () => {}
    },
    new Log('silent', () => {}),
  )
  const clients = Array.from({ length: 1_000 }, client)
  for (const [index, { follower }] of clients.entries()) {
    broadcast.add(follower, { odd: index % 2 }, (item) => index % 2 === 1 || item !== 'odd')
    await follower.begin([])
  }

  await t.test('writes each event once for a thousand followers, and sends events together', async (t) => {
    for (const item of ['one', 'odd', 'two']) tell(item)
    t.notMatch(clients[0]?.read(), 'one', 'not before the call is answered')
    await setImmediate()
    await setImmediate()
    t.equal(written, 3)
    t.same([clients[0]?.read(), clients[999]?.read()], [': begin\n\nonetwo', ': begin\n\noneoddtwo'])
  })
  await t.test('sends at once when there is much to send', async (t) => {
    const { raw, follower } = client()
    broadcast.add(follower, { odd: 1 }, () => true)
    await follower.begin([])
    tell('x'.repeat(2_000_000))
    t.ok(raw.readableLength + raw.writableLength > 1_000_000)
  })
})

t.test('a follower that leaves just when all that is kept was written gets nothing more', async (t) => {
  const { follower, read } = client()
  function* kept() {
    yield 'kept'
    follower.end()
  }
  await follower.begin(kept())
  t.equal(read(), ': begin\n\nkept')
})

t.test('a follower that leaves is written no more of what is kept', async (t) => {
  const { raw, follower } = client()
  let made = 0
  function* kept() {
    for (;;) {
      made += 1
      if (made === 3) raw.destroy()
      yield 'kept'
    }
  }
  const closed = once(raw, 'close')
  await follower.begin(kept())
  await closed
  t.ok(made < 10, `${made} were made`)
})
