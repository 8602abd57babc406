// Waiting for deliveries: until enough have come, and what to say when they have not.
import { InputError, type Problem } from '../input/problems.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { MOST_TRIES } from '../settings/options.js'
import type { Delivery } from '../webhooks/delivery.js'
import { webhookNamed } from '../webhooks/simulate.js'
import { bodyOf } from './deliveries.js'
import { type Difference, fieldDifferences, fieldDistance, valueText } from './field-differences.js'

/** Which deliveries are waited for. `timeout` in ms of the machine's time. */
export interface WantedDeliveries {
  readonly event?: string
  readonly webhook?: string
  /** Fields of the body. */
  readonly where?: Readonly<Record<string, unknown>>
  readonly state?: 'delivered' | 'dropped'
  readonly count?: number
  readonly timeout?: number
}

const PATIENCE = 5_000
const MOST_NEAR = 3
const LONGEST_VALUE = 80
/** Of those that wait; there may be a million. */
const MOST_LOOKED_AT = 1_000

/**
 * The first `count` deliveries that fit and are done, those that were done before among them.
 * @param signal - of who waits: gives up when it is aborted
 * @throws InputError at the timeout, saying what came instead, and when the sandbox is reset or ends
 */
export function waitForDelivery(sandbox: Sandbox, wanted: WantedDeliveries, signal?: AbortSignal): Promise<Delivery[]> {
  const { timeout = PATIENCE, count = 1, webhook } = wanted
  if (webhook !== undefined) webhookNamed(sandbox.world, webhook, '/webhook')
  const { log } = sandbox.deliveries
  const found = log.list().filter((delivery) => fits(delivery, wanted))
  if (found.length >= count) return Promise.resolve(found.slice(0, count))
  return untilTold(timeout, signal, (end) => {
    const giveUp = (why: string) => end(refusal([{ where: 'delivery', what: `nobody waits any more: ${why}` }]))
    const stop = log.subscribe(
      (delivery) => {
        if (!fits(delivery, wanted)) return
        found.push(delivery)
        if (found.length >= count) end(() => found)
      },
      () => giveUp('the sandbox has ended'),
      () => giveUp('the sandbox was reset'),
    )
    return { stop, late: () => refusal(whatCameInstead(sandbox, { ...wanted, timeout, count }, found.length)) }
  })
}

/** Until nothing is under way, and nothing is due. @throws InputError at the timeout (ms) */
export function settle({ deliveries }: Sandbox, timeout: number, signal?: AbortSignal): Promise<void> {
  return untilTold(timeout, signal, (end) => {
    void deliveries.settled().then(() => end(() => undefined))
    const right = 'wait longer (timeout), or look at what takes so long (GET /__mock/deliveries?state=waiting)'
    const what = `something is still under way after ${timeout} ms`
    return { stop: () => undefined, late: () => refusal([{ where: 'deliveries', what, right }]) }
  })
}

/** How a wait ends: with a result, or by throwing. */
type Ending<Result> = () => Result

/** Waits for what `begin` starts to end it, for the time to pass, or for whoever waits to leave. */
function untilTold<Result>(
  timeout: number,
  signal: AbortSignal | undefined,
  begin: (end: (ending: Ending<Result>) => void) => { stop: () => unknown; late: () => Ending<Result> },
): Promise<Result> {
  return new Promise<Ending<Result>>((resolve) => {
    const end = (ending: Ending<Result>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
      stop()
      resolve(ending)
    }
    const leave = () => end(refusal([{ where: 'call', what: 'who waited has left' }]))
    const { stop, late } = begin(end)
    const timer = setTimeout(() => end(late()), timeout)
    signal?.addEventListener('abort', leave, { once: true })
  }).then((ending) => ending())
}

function refusal(problems: readonly Problem[]): Ending<never> {
  return () => {
    throw new InputError(problems)
  }
}

function fits(delivery: Delivery, wanted: WantedDeliveries): boolean {
  const { event = delivery.told.name, webhook = delivery.webhookId, state = 'delivered' } = wanted
  const isThat = delivery.state === state && delivery.told.name === event && delivery.webhookId === webhook
  return isThat && fieldDifferences('', bodyOf(delivery), wanted.where).length === 0
}

function whatCameInstead(sandbox: Sandbox, wanted: WantedDeliveries, found: number): Problem[] {
  const { event, where, state = 'delivered', count, timeout } = wanted
  const named = event ?? 'event'
  const fields = where ? ` with ${JSON.stringify(where)}` : ''
  const few = count === 1 ? `no ${named}${fields} was` : `${found} of ${count} ${named}${fields} were`
  const near = nearest(sandbox, wanted)
  const main = { where: 'delivery', what: `${few} ${state} within ${timeout} ms` }
  if (near.length) return [main, ...near.map((delivery) => inWords(sandbox, delivery, wanted))]
  const right = sandbox.world.webhooks.size
    ? 'no event was for a webhook of this sandbox: do its events and its place fit what was changed?'
    : 'register a webhook first (POST /api/v2/team/<id>/webhook)'
  return [{ ...main, right }]
}

/** Those that differ least, the latest first among equals; none that fit. */
function nearest({ deliveries }: Sandbox, wanted: WantedDeliveries): Delivery[] {
  return [...deliveries.log.list(), ...deliveries.waiting().slice(0, MOST_LOOKED_AT)]
    .reverse()
    .map((delivery) => ({ delivery, far: distance(delivery, wanted) }))
    .filter(({ far }) => far > 0)
    .sort((one, other) => one.far - other.far)
    .slice(0, MOST_NEAR)
    .map(({ delivery }) => delivery)
}

/** Another event is another matter; of the same, other fields are farther off than another end. */
function distance(delivery: Delivery, wanted: WantedDeliveries): number {
  return differencesOf(delivery, wanted).reduce((sum, differ) => {
    if (differ.name === 'event') return sum + 1_000
    if (differ.name === 'webhook') return sum + 100
    return sum + (differ.name === 'state' ? 0.25 : fieldDistance(differ))
  }, 0)
}

function differencesOf(delivery: Delivery, { event, webhook, state = 'delivered', where }: WantedDeliveries) {
  const compared: Difference[] = [
    { name: 'event', is: delivery.told.name, wanted: event ?? delivery.told.name },
    { name: 'webhook', is: delivery.webhookId, wanted: webhook ?? delivery.webhookId },
    { name: 'state', is: delivery.state, wanted: state },
  ]
  return [...compared.filter(({ is, wanted }) => is !== wanted), ...fieldDifferences('', bodyOf(delivery), where)]
}

/** What came, and why it is not what was waited for. */
function inWords(sandbox: Sandbox, delivery: Delivery, wanted: WantedDeliveries): Problem {
  const { id, told, state, reason } = delivery
  const isOther = wanted.event !== undefined && wanted.event !== told.name
  const differs = isOther ? [] : differencesOf(delivery, wanted).filter(({ name }) => name !== 'state')
  const fields = differs.map(({ name, is, wanted: value }) => `\`${name}\`: ${short(is)} ≠ ${short(value)}`)
  const what = `${told.name} ${state}${reason === undefined ? '' : ` (${reason})`}`
  const right = state === 'waiting' ? waitsFor(sandbox, delivery) : undefined
  return { where: id, what: [what, ...fields].join(', '), ...(right !== undefined && { right }) }
}

/** A value that fits into a line. */
function short(value: unknown): string {
  const text = valueText(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

/** Why a delivery waits, and what to do about it. */
function waitsFor({ deliveries, world }: Sandbox, { webhookId, due, tries }: Delivery): string {
  if (deliveries.isPaused(webhookId)) return 'deliveries are paused: resume them (POST /__mock/deliveries/resume)'
  const last = tries.at(-1)
  const failed = last ? `try ${tries.length} of ${MOST_TRIES} failed (${last.error ?? last.status}), ` : ''
  const ms = due - world.clock.now()
  if (ms <= 0) return `${failed}it is under way, or held up by those before it`
  return `${failed}it is due in ${ms} ms: advance the clock (POST /__mock/clock/advance)`
}
