// Replies that are held back, where no call can show it: what comes after the end.
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import t from 'tap'
import { HeldReplies } from '../../src/server/held-replies.js'
import { Log } from '../../src/settings/log.js'

const response = () => new ServerResponse(new IncomingMessage(new Socket()))

t.test('after the end nothing is held any more', async (t) => {
  const held = new HeldReplies(new Log('silent', () => undefined))
  const done: string[] = []
  held.delay(response(), 3_600_000, () => done.push('delayed before'))
  t.same(done, [])
  held.end()
  held.delay(response(), 3_600_000, () => done.push('delayed after'))
  held.hold(response(), () => done.push('held after'))
  t.same(done, ['delayed before', 'delayed after', 'held after'])
})
