// Waiting for deliveries until enough have come, and what to say when they have not.
import { InputError, type Problem } from '../input/problems.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { MOST_TRIES } from '../settings/webhook-options.js'
import type { Delivery } from '../webhooks/delivery.js'
import { webhookNamed } from '../webhooks/simulate.js'
import { bodyOf, matches } from './deliveries.js'
import { type Difference, fieldDifferences, fieldDistance, valueText } from './field-differences.js'
import { type Compared, differenceText, nearMisses } from './near-misses.js'

/** Which deliveries to wait for. `timeout` in ms of the machine's time. */
export interface WantedDeliveries {
  readonly event?: string
  readonly webhook?: string
  /** Fields of the body. */
  readonly where?: Readonly<Record<string, unknown>>
  readonly state?: 'delivered' | 'dropped'
  readonly count?: number
  readonly timeout?: number
}

/** How long (ms) to wait, if unsaid. */
const PATIENCE = 5_000
/** The longest value, in characters, that is shown whole. */
const LONGEST_VALUE = 80
/** How many of the waiting deliveries are compared; there may be a million. */
const MOST_COMPARED = 1_000

/**
 * The first `count` deliveries that match and are done; those that were done before count too.
 * @param signal - aborted when the client has left
 * @throws InputError at the timeout, with what came instead, and when the sandbox is reset or ends
 */
export function waitForDelivery(sandbox: Sandbox, wanted: WantedDeliveries, signal?: AbortSignal): Promise<Delivery[]> {
  const { timeout = PATIENCE, count = 1, webhook } = wanted
  if (webhook !== undefined) webhookNamed(sandbox.world, webhook)
  const { log } = sandbox.deliveries
  const found = log.list().filter((delivery) => fits(delivery, wanted))
  if (found.length >= count) return Promise.resolve(found.slice(0, count))
  return untilEnded(timeout, signal, (end) => {
    const giveUp = (why: string) => end(() => refuse([{ where: 'delivery', what: `stopped waiting: ${why}` }]))
    const add = (delivery: Delivery) => {
      if (!fits(delivery, wanted)) return
      found.push(delivery)
      if (found.length >= count) end(() => found)
    }
    const unsubscribe = log.subscribe(add, () => giveUp('the sandbox has ended'))
    const offClear = log.onClear(() => giveUp('the sandbox was reset'))
    return {
      stop: () => {
        unsubscribe()
        offClear()
      },
      late: () => refuse(whatCameInstead(sandbox, { ...wanted, timeout, count }, found.length)),
    }
  })
}

/** Waits until nothing is under way, and nothing is due. @throws InputError at the timeout (ms) */
export function settle({ deliveries }: Sandbox, timeout: number, signal?: AbortSignal): Promise<void> {
  return untilEnded(timeout, signal, (end) => {
    void deliveries.settled().then(() => end(() => undefined))
    const right = 'wait longer (timeout), or see what takes so long (GET /__mock/deliveries?state=waiting)'
    const what = `something is still under way after ${timeout} ms`
    return { stop: () => undefined, late: () => refuse([{ where: 'deliveries', what, right }]) }
  })
}

/** How a wait ends: with a result, or by throwing. */
type Ending<Result> = () => Result

/** Waits until what `begin` starts ends it, the time is over, or `signal` is aborted, whose reason is thrown then. */
function untilEnded<Result>(
  timeout: number,
  signal: AbortSignal | undefined,
  begin: (end: (ending: Ending<Result>) => void) => { stop: () => unknown; late: Ending<Result> },
): Promise<Result> {
  return new Promise<Ending<Result>>((resolve) => {
    const end = (ending: Ending<Result>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
      stop()
      resolve(ending)
    }
    const leave = () =>
      end(() => {
        throw signal?.reason
      })
    const { stop, late } = begin(end)
    const timer = setTimeout(() => end(late), timeout)
    signal?.addEventListener('abort', leave, { once: true })
  }).then((ending) => ending())
}

function refuse(problems: readonly Problem[]): never {
  throw new InputError(problems)
}

/** Reads the body, which is the slow part, only where the rest matches. */
function fits(delivery: Delivery, { state = 'delivered', where, ...wanted }: WantedDeliveries): boolean {
  return matches(delivery, { ...wanted, state }) && fieldDifferences('', bodyOf(delivery), where).length === 0
}

function whatCameInstead(sandbox: Sandbox, wanted: WantedDeliveries, found: number): Problem[] {
  const { event, where, state = 'delivered', count, timeout } = wanted
  const named = event ?? (count === 1 ? 'event' : 'events')
  const fields = where ? ` with ${JSON.stringify(where)}` : ''
  const few = count === 1 ? `no ${named}${fields} was` : `${found} of ${count} ${named}${fields} were`
  const near = nearMisses(comparedWith(sandbox, wanted), distanceOf)
  const main = { where: 'delivery', what: `${few} ${state} within ${timeout} ms` }
  if (near.length) return [main, ...near.map((miss) => problemOf(sandbox, miss, wanted))]
  const right = sandbox.world.webhooks.size
    ? 'no event went to a webhook of this sandbox: do its events and its place fit the change?'
    : 'register a webhook first (POST /api/v2/team/<id>/webhook)'
  return [{ ...main, right }]
}

/** What came and what waits, and in what each differs from what is wanted. */
function comparedWith({ deliveries }: Sandbox, wanted: WantedDeliveries): Compared<Delivery>[] {
  return [...deliveries.log.list(), ...deliveries.waiting().slice(0, MOST_COMPARED)].map((delivery) => ({
    item: delivery,
    differs: differencesFrom(delivery, wanted),
  }))
}

/** A delivery of another event is farthest off. With the same event, a field counts more than the state. */
function distanceOf(difference: Difference): number {
  if (difference.name === 'event') return 1_000
  if (difference.name === 'webhook') return 100
  return difference.name === 'state' ? 0.25 : fieldDistance(difference)
}

function differencesFrom(delivery: Delivery, { event, webhook, state = 'delivered', where }: WantedDeliveries) {
  const compared: Difference[] = [
    { name: 'event', is: delivery.event.name, wanted: event ?? delivery.event.name },
    { name: 'webhook', is: delivery.webhookId, wanted: webhook ?? delivery.webhookId },
    { name: 'state', is: delivery.state, wanted: state },
  ]
  return [...compared.filter(({ is, wanted }) => is !== wanted), ...fieldDifferences('', bodyOf(delivery), where)]
}

/** What came, and why it is not what was waited for. */
function problemOf(sandbox: Sandbox, { item, differs }: Compared<Delivery>, wanted: WantedDeliveries): Problem {
  const { id, event, state, reason } = item
  const isOther = wanted.event !== undefined && wanted.event !== event.name
  const fields = isOther ? [] : differs.filter(({ name }) => name !== 'state')
  const what = `${event.name} ${state}${reason === undefined ? '' : ` (${reason})`}`
  const right = state === 'waiting' ? whyItWaits(sandbox, item) : undefined
  return {
    where: id,
    what: [what, ...fields.map((field) => differenceText(field, short))].join(', '),
    ...(right !== undefined && { right }),
  }
}

/** A value that fits into a line. */
function short(value: unknown): string {
  const text = valueText(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

/** Why a delivery waits, and what to do about it. */
function whyItWaits({ deliveries, world }: Sandbox, { webhookId, due, tries }: Delivery): string {
  if (deliveries.isPaused(webhookId)) return 'deliveries are paused: resume them (POST /__mock/deliveries/resume)'
  const last = tries.at(-1)
  const failed = last ? `try ${tries.length} of ${MOST_TRIES} failed (${last.error ?? last.status}), ` : ''
  const ms = due - world.clock.now()
  if (ms <= 0) return `${failed}it is under way, or waits for those before it`
  return `${failed}it is due in ${ms} ms: advance the clock (POST /__mock/clock/advance)`
}
