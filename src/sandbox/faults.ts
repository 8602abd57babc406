// The faults of one sandbox: rules in order, each with its own count of calls. The first one that fires answers.
import { reject } from '../input/problems.js'
import type { Fault, FaultRule } from '../settings/fault-rule.js'
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
  /** The rule's token, kept here because every call is compared with it. */
  readonly token: string | undefined
  readonly times: number
  readonly random: () => number
  /** How many calls the rule matched, and how many it answered. */
  matched: number
  hits: number
}

/** A rule and what it did. `remaining`: how many calls it will still answer, if that is limited. */
export interface FaultReport {
  readonly id: string
  readonly rule: FaultRule
  readonly matched: number
  readonly hits: number
  readonly remaining?: number
}

/** A test that adds rules in a loop gets an error before every call has to look through too many. */
const MOST_RULES = 1_000
/** Bounds the memory for a client that makes up paths without end; the map is emptied when it is full. */
const MOST_REMEMBERED = 1_000
/** In characters: a longer path is looked at anew in every call. */
const LONGEST_REMEMBERED = 500

/** Rules that stand until they are used up or cleared. */
export class Faults {
  readonly #prefix: string
  #standing: readonly StandingFault[] = []
  /** Some rule is for a method or a path. */
  #looksAtPath = false
  /** The rules for each operation, or method and path too, in order: most calls are alike, and most rules are for other calls. */
  readonly #suiting = new Map<string, readonly StandingFault[]>()
  #count = 0

  /**
   * @param configured - the rules it begins with
   * @param prefix - of the rules' ids, so that each scenario has ids of its own
   */
  constructor(configured: readonly Fault[], prefix = 'fault-') {
    this.#prefix = prefix
    for (const fault of configured) this.add(fault)
  }

  /** Adds a rule behind the others, and removes used-up ones if there is no room. @throws InputError if there are too many */
  add(fault: Fault): FaultReport {
    if (this.#standing.length >= MOST_RULES) {
      this.#stand(this.#standing.filter((standing) => remaining(standing) > 0))
    }
    if (this.#standing.length >= MOST_RULES) reject('faults', `there are ${MOST_RULES} rules already`, 'clear them')
    this.#count += 1
    const standing = {
      id: `${this.#prefix}${this.#count}`,
      fault,
      token: fault.rule.token,
      times: fault.rule.times ?? Infinity,
      random: randomFrom(fault.rule.seed ?? 1),
      matched: 0,
      hits: 0,
    }
    this.#stand([...this.#standing, standing])
    return report(standing)
  }

  list(): FaultReport[] {
    return this.#standing.map(report)
  }

  /** @throws InputError when there is no such rule */
  remove(id: string): void {
    const left = this.#standing.filter((standing) => standing.id !== id)
    if (left.length === this.#standing.length) {
      reject(
        'id',
        `there is no rule "${id}"`,
        'GET /__mock/faults lists those there are; the rules of a scenario end with it',
      )
    }
    this.#stand(left)
  }

  /** Removes every rule, the configured ones too. */
  clear(): void {
    this.#stand([])
  }

  /** The fault that this call gets, if any. A rule counts every call that it matches, whether or not it fires. */
  match(target: FaultTarget): Fault | undefined {
    if (this.#standing.length === 0) return undefined
    for (const standing of this.#suitingOf(target)) {
      if ((standing.token !== undefined && standing.token !== target.token) || standing.hits >= standing.times) continue
      standing.matched += 1
      if (!fires(standing)) continue
      standing.hits += 1
      return standing.fault
    }
    return undefined
  }

  #suitingOf(target: FaultTarget): readonly StandingFault[] {
    const { operationId, method, path } = target
    const key = this.#looksAtPath ? `${operationId} ${method} ${path}` : String(operationId)
    const known = this.#suiting.get(key)
    if (known) return known
    const suiting = this.#standing.filter(({ fault }) => suits(fault, target))
    if (this.#suiting.size >= MOST_REMEMBERED) this.#suiting.clear()
    if (key.length <= LONGEST_REMEMBERED) this.#suiting.set(key, suiting)
    return suiting
  }

  #stand(standing: readonly StandingFault[]): void {
    this.#standing = standing
    this.#looksAtPath = standing.some(({ fault: { rule, path } }) => rule.method !== undefined || path !== undefined)
    this.#suiting.clear()
  }
}

function report(standing: StandingFault): FaultReport {
  const { id, fault, matched, hits } = standing
  const left = remaining(standing)
  return { id, rule: fault.rule, matched, hits, ...(Number.isFinite(left) && { remaining: left }) }
}

/** How many calls the rule will still answer; Infinity if that is not limited. */
function remaining({ fault: { rule }, matched, hits }: StandingFault): number {
  const ofNth = rule.nth === undefined ? Infinity : Number(matched < rule.nth)
  return Math.min((rule.times ?? Infinity) - hits, ofNth)
}

/** Whether the rule is for such calls, with any token. */
function suits({ rule, path }: Fault, target: FaultTarget): boolean {
  return (
    (rule.operation === undefined || rule.operation === target.operationId) &&
    (rule.method === undefined || rule.method === target.method) &&
    (path === undefined || path.test(target.path))
  )
}

function fires({ fault: { rule }, random, matched }: StandingFault): boolean {
  return (
    (rule.nth === undefined || rule.nth === matched) &&
    (rule.every === undefined || matched % rule.every === 0) &&
    (rule.rate === undefined || random() < rule.rate)
  )
}
