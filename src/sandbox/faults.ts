// The faults of one sandbox: rules in their order, each with its own count of calls. The first that fires answers.
import { InputError } from '../errors.js'
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
  readonly id: string
  readonly fault: Fault
  readonly random: () => number
  /** Calls the rule was right for, and calls it answered. */
  matched: number
  hits: number
}

/** A rule with what it did. `remaining`: calls it will still answer, where there is an end. */
export interface FaultReport {
  readonly id: string
  readonly rule: FaultRule
  readonly matched: number
  readonly hits: number
  readonly remaining?: number
}

/** A test that adds rules in a loop is told, before every call has to look through them all. */
const MOST_RULES = 1_000

/** Rules that stand until they are used up or cleared. */
export class Faults {
  readonly #configured: readonly Fault[]
  readonly #prefix: string
  #standing: StandingFault[] = []
  #count = 0

  /**
   * @param configured - the rules a reset comes back to
   * @param prefix - of the ids, so that those of a scenario are its own
   */
  constructor(configured: readonly Fault[], prefix = 'fault-') {
    this.#configured = configured
    this.#prefix = prefix
    this.reset()
  }

  /** Adds a rule behind the others; where there is no room, used-up ones go. @throws InputError when there are too many */
  add(fault: Fault): FaultReport {
    if (this.#standing.length >= MOST_RULES) {
      this.#standing = this.#standing.filter((standing) => remaining(standing) > 0)
    }
    if (this.#standing.length >= MOST_RULES) {
      throw new InputError([{ where: 'faults', what: `there are ${MOST_RULES} rules already`, right: 'clear them' }])
    }
    this.#count += 1
    const standing = {
      id: `${this.#prefix}${this.#count}`,
      fault,
      random: randomFrom(fault.rule.seed ?? 1),
      matched: 0,
      hits: 0,
    }
    this.#standing.push(standing)
    return report(standing)
  }

  list(): FaultReport[] {
    return this.#standing.map(report)
  }

  /** @throws InputError when there is no such rule */
  remove(id: string): void {
    const left = this.#standing.filter((standing) => standing.id !== id)
    if (left.length === this.#standing.length) {
      const right = 'GET /__mock/faults lists those there are; the rules of a scenario end with it'
      throw new InputError([{ where: 'id', what: `there is no rule "${id}"`, right }])
    }
    this.#standing = left
  }

  /** Removes every rule, the configured ones too. */
  clear(): void {
    this.#standing = []
  }

  /** Back to the configured rules, uncounted. */
  reset(): void {
    this.#standing = []
    this.#count = 0
    for (const fault of this.#configured) this.add(fault)
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

function report(standing: StandingFault): FaultReport {
  const { id, fault, matched, hits } = standing
  const left = remaining(standing)
  return { id, rule: fault.rule, matched, hits, ...(Number.isFinite(left) && { remaining: left }) }
}

/** Calls the rule will still answer; Infinity when there is no end. */
function remaining({ fault: { rule }, matched, hits }: StandingFault): number {
  const ofNth = rule.nth === undefined ? Infinity : Number(matched < rule.nth)
  return Math.min((rule.times ?? Infinity) - hits, ofNth)
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
