// The faults of one sandbox: rules in their order, each with its own count of calls. The first that fires answers.
import type { Fault, FaultRule } from './fault-rule.js'
import { randomFrom } from './random.js'

/** What a rule may look at. */
export interface FaultTarget {
  readonly operationId: string | undefined
  readonly method: string
  readonly path: string
  /** As sent, without `Bearer`. */
  readonly token: string | undefined
}

interface StandingFault {
  readonly fault: Fault
  readonly random: () => number
  /** Calls the rule was right for, and calls it answered. */
  matched: number
  hits: number
}

/** Rules that stand until they are used up or cleared. */
export class Faults {
  readonly #configured: readonly Fault[]
  #standing: StandingFault[]

  /** @param configured - the rules a reset comes back to */
  constructor(configured: readonly Fault[]) {
    this.#configured = configured
    this.#standing = configured.map(stand)
  }

  add(fault: Fault): void {
    this.#standing.push(stand(fault))
  }

  /** Each rule with how often it matched and answered. */
  list(): { rule: FaultRule; matched: number; hits: number }[] {
    return this.#standing.map(({ fault, matched, hits }) => ({ rule: fault.rule, matched, hits }))
  }

  /** Back to the configured rules, uncounted. */
  reset(): void {
    this.#standing = this.#configured.map(stand)
  }

  /** The fault this call gets, if any. A rule counts the call when it matches, whether or not it fires. */
  match(target: FaultTarget): Fault | undefined {
    for (const standing of this.#standing) {
      if (!suits(standing.fault, target) || standing.hits >= (standing.fault.rule.times ?? Infinity)) continue
      standing.matched += 1
      if (!fires(standing)) continue
      standing.hits += 1
      return standing.fault
    }
    return undefined
  }
}

function stand(fault: Fault): StandingFault {
  return { fault, random: randomFrom(fault.rule.seed ?? 1), matched: 0, hits: 0 }
}

function suits({ rule, path }: Fault, target: FaultTarget): boolean {
  return (
    (rule.operation === undefined || rule.operation === target.operationId) &&
    (rule.method === undefined || rule.method === target.method) &&
    (path === undefined || path.test(target.path)) &&
    (rule.token === undefined || rule.token === target.token)
  )
}

function fires({ fault: { rule }, random, matched }: StandingFault): boolean {
  return (
    (rule.nth === undefined || rule.nth === matched) &&
    (rule.every === undefined || matched % rule.every === 0) &&
    (rule.rate === undefined || random() < rule.rate)
  )
}
