// Which limit applies: what a tester set while the mock runs wins over the seed and the options, and these over the plan.
import { reject } from '../input/problems.js'
import type { Caller } from '../model/access.js'
import type { Plan } from '../model/people-rows.js'
import type { World } from '../model/world.js'
import { type LimitSetting, parseLimit, planLimits } from '../settings/limits.js'
import type { Settings } from '../settings/settings.js'

/** As many tokens as the limiter remembers windows for. */
const MOST_TOKENS = 10_000

/** The limits of one sandbox. */
export class Limits {
  readonly #settings: Settings
  readonly #tokens = new Map<string, LimitSetting>()
  readonly #plans = new Map<Plan, LimitSetting>()
  #everyone: LimitSetting | undefined

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** The limit that replaces those of the plans, if there is one. */
  get everyone(): LimitSetting | undefined {
    return this.#everyone ?? this.#settings.rateLimit.get(undefined)
  }

  /** The tokens that have limits of their own. */
  get tokens(): readonly string[] {
    return [...this.#tokens.keys()]
  }

  /** The limit of a plan. */
  ofPlan(plan: Plan): LimitSetting {
    return this.#plans.get(plan) ?? planLimits[plan]
  }

  /**
   * The token's own limit, or that of everyone, or that of its first Workspace's plan (that the first one counts is
   * assumed). A token without a Workspace has the limit of Free Forever.
   */
  of(world: World, { token, teamIds }: Pick<Caller, 'token' | 'teamIds'>): LimitSetting {
    const own = this.#tokens.get(token) ?? this.#settings.rateLimit.get(token)
    if (own) return own
    const planted = world.tokens.find(token)?.rate_limit
    if (planted) return parseLimit(planted, 'rate_limit')
    if (this.#everyone) return this.#everyone
    const [first] = teamIds
    const plan = first === undefined ? 'free_forever' : world.teams.get(first).plan
    return this.#plans.get(plan) ?? this.#settings.rateLimit.get(undefined) ?? planLimits[plan]
  }

  /** Sets a limit while the mock runs; undefined removes it. @throws InputError if too many tokens have their own */
  set(limit: LimitSetting | undefined, { token, plan }: { token?: string; plan?: Plan } = {}): void {
    if (plan !== undefined) put(this.#plans, plan, limit)
    else if (token === undefined) this.#everyone = limit
    else {
      if (limit && !this.#tokens.has(token) && this.#tokens.size >= MOST_TOKENS) {
        reject(
          '/token',
          `${MOST_TOKENS} tokens have limits of their own`,
          'take some back (PUT /__mock/limits without a limit), or reset',
        )
      }
      put(this.#tokens, token, limit)
    }
  }
}

function put<Key>(map: Map<Key, LimitSetting>, key: Key, limit: LimitSetting | undefined): void {
  if (limit === undefined) map.delete(key)
  else map.set(key, limit)
}
