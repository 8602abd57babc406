// Receivers that come and go: nothing is lost before a webhook is suspended but what was tried five times, and nothing is
// sent after it.
import fc from 'fast-check'
import t from 'tap'
import { MOST_TRIES } from '../../src/settings/webhook-options.js'
import type { Delivery } from '../../src/webhooks/delivery.js'
import { type Hooked, hooked } from '../help/hooked.js'

/** What happens: a change, the receiver goes down or comes up or falls ill, or ms pass. */
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.constant('change' as const) },
  { weight: 2, arbitrary: fc.constantFrom('kill', 'kill', 'ill', 'restart', 'well') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 30_000 }) },
)

t.test('a receiver that is killed and restarted at random', async (t) => {
  let [changes, dropped, suspensions] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 60 }), async (steps) => {
      const mock = await hooked(t, { options: { webhookRetries: '1s,2s,4s,8s' } })
      const { made, suspendedAt } = await play(mock, steps)
      const { received } = mock.receiver
      const { deliveries } = mock.app.sandbox
      const done = deliveries.log.list()
      if (suspendedAt === undefined) {
        same([...done, ...deliveries.waiting()].map(numberOf), made, 'every event is done or waits, in order')
      } else same(received.length, suspendedAt, 'nothing is sent to a suspended webhook')
      const firsts = [...new Set(received.map(({ body }) => Number(body.history_items[0].after)))]
      same(
        firsts,
        made.filter((number) => firsts.includes(number)),
        'they come in order',
      )
      done.forEach(isAccountedFor)
      changes += made.length
      dropped += done.filter(({ state }) => state === 'dropped').length
      suspensions += suspendedAt === undefined ? 0 : 1
      await end(mock)
    }),
    { numRuns: 60 },
  )
  t.comment(`${changes} changes, ${dropped} dropped, ${suspensions} suspensions`)
  t.ok(dropped > 0 && suspensions > 0 && dropped < changes, 'all of it came about')
})

/** Lets it happen. One event that was dropped is enough to suspend the webhook. */
async function play(mock: Hooked, steps: readonly (string | number)[]) {
  const { receiver, rename, advance, world, webhook } = mock
  const row = () => world.webhooks.get(webhook.id)
  world.webhooks.update(row(), { fail_count: 99 })
  const made: number[] = []
  let suspendedAt: number | undefined
  for (const step of steps) {
    if (typeof step === 'number') await advance(step)
    else if (step === 'change') await rename(String(made.push(made.length) - 1))
    else if (step === 'kill') await receiver.kill()
    else if (step === 'restart') await receiver.restart()
    else receiver.reply = step === 'ill' ? 500 : 200
    if (row().status === 'suspended') suspendedAt ??= receiver.received.length
  }
  return { made, suspendedAt }
}

function isAccountedFor({ state, tries, reason }: Delivery): void {
  if (state === 'delivered') same(tries.at(-1)?.status, 200, 'delivered is what was answered with 200')
  else if (reason === '5 tries failed') same(tries.length, MOST_TRIES, 'given up after five tries')
  else same(reason, 'the webhook is suspended', 'or when it was suspended')
}

function numberOf({ event }: Delivery): number {
  return Number(JSON.parse(`${event.head}}`).history_items[0].after)
}

async function end({ app, receiver }: Hooked): Promise<void> {
  await app.app.close()
  await receiver.kill()
}

function same(found: unknown, wanted: unknown, what: string): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (one !== other) throw new Error(`${what}: ${one} is not ${other}`)
}
