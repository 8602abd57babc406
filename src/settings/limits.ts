// Rate limits as somebody writes them, and those of ClickUp's plans.
import { reject } from '../input/problems.js'
import type { Plan } from '../model/people-rows.js'

/** So many requests in so many seconds. */
export interface Limit {
  readonly requests: number
  readonly seconds: number
}

/** A limit, or none. */
export type LimitSetting = Limit | 'off'

/** Requests a minute by plan (https://developer.clickup.com/docs/rate-limits). */
export const planLimits: Readonly<Record<Plan, Limit>> = {
  free_forever: { requests: 100, seconds: 60 },
  unlimited: { requests: 100, seconds: 60 },
  business: { requests: 100, seconds: 60 },
  business_plus: { requests: 1_000, seconds: 60 },
  enterprise: { requests: 10_000, seconds: 60 },
}

/** Reads `off`, `<n>` (a minute) or `<n>/<seconds>`. @throws InputError for anything else */
export function parseLimit(text: string, where: string): LimitSetting {
  if (text === 'off') return 'off'
  const [, requests, seconds = '60'] = /^([1-9]\d{0,8})(?:\/([1-9]\d{0,8}))?$/.exec(text) ?? []
  if (!requests) {
    const right = 'write off, a number a minute such as 100, or requests/seconds such as 10/5'
    return reject(where, `"${text}" is not a rate limit`, right)
  }
  return { requests: Number(requests), seconds: Number(seconds) }
}

/** A limit in the words of --rate-limit. */
export function limitText(limit: LimitSetting): string {
  if (limit === 'off') return limit
  return limit.seconds === 60 ? String(limit.requests) : `${limit.requests}/${limit.seconds}`
}
