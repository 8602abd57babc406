// Time tracking, for its tests: its routes in the Workspace, and what they are called with.
import fc from 'fast-check'
import type { Test } from 'tap'
import type { Plan } from '../../src/model/people-rows.js'
import { type TestAnswer, type TestClient, testClient } from './start.js'
import { NORTHWIND, NOW, startWork, type Work } from './work.js'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** A client with short names for the routes of time tracking. */
export interface TimeClient {
  enter(body: object, query?: string): Promise<TestAnswer>
  list(query?: string): Promise<TestAnswer>
  one(id: string, query?: string): Promise<TestAnswer>
  change(id: string, body: object, query?: string): Promise<TestAnswer>
  remove(id: string): Promise<TestAnswer>
  history(id: string): Promise<TestAnswer>
  current(query?: string): Promise<TestAnswer>
  start(body?: object, query?: string): Promise<TestAnswer>
  stop(body?: object): Promise<TestAnswer>
  tags(method?: string, body?: object): Promise<TestAnswer>
}

export function timeClient({ send }: TestClient, team = NORTHWIND): TimeClient {
  const at = (path: string, query = '') => `/api/v2/team/${team}/time_entries${path}${query && `?${query}`}`
  const call =
    (method: string, path: string) =>
    (body: object = {}, query?: string) =>
      send(method, at(path, query), { body })
  return {
    enter: call('POST', ''),
    list: (query) => send('GET', at('', query)),
    one: (id, query) => send('GET', at(`/${id}`, query)),
    change: (id, body, query) => send('PUT', at(`/${id}`, query), { body }),
    remove: (id) => send('DELETE', at(`/${id}`)),
    history: (id) => send('GET', at(`/${id}/history`)),
    current: (query) => send('GET', at('/current', query)),
    start: call('POST', '/start'),
    stop: (body) => send('POST', at('/stop'), body ? { body } : {}),
    tags: (method = 'GET', body) => send(method, at('/tags'), body ? { body } : {}),
  }
}

/** A mock with work in it, and clients that track time. */
export async function startTime(t: Test, plan?: Plan) {
  const work: Work = await startWork(t)
  const { as, world } = work
  if (plan) world.teams.update(world.teams.get(NORTHWIND), { plan })
  const clients = {
    anna: timeClient(as.anna),
    ben: timeClient(as.ben),
    chloe: timeClient(as.chloe),
    gina: timeClient(as.gina),
    /** Anna by the token of an app. */
    app: timeClient(testClient(t, work.app, APP_TOKEN)),
  }
  /** An hour that ended half an hour ago. */
  const hour = { start: NOW - 90 * MINUTE, duration: HOUR }
  return { ...work, time: clients, hour }
}
export const APP_TOKEN = '100001_fa4e000000000000000000000000000000000000000000000000000000005717'

/** An entry as a fixture may write it. */
export function timeEntry(user: fc.Arbitrary<string>, time: fc.Arbitrary<number>): fc.Arbitrary<object> {
  const text = fc.constantFrom(null, 'x', 'y')
  const change = fc.record(
    { date: time, user, field: fc.constant('description'), before: text, after: text },
    { noNullPrototype: true },
  )
  return fc.record(
    {
      start: time,
      duration: fc.constantFrom('0ms', '90m', '1h30m'),
      user,
      is_sum: fc.boolean(),
      description: fc.string(),
      billable: fc.boolean(),
      tags: fc.array(fc.constantFrom('t', 'U', 'V'), { maxLength: 2 }),
      source: fc.constantFrom('api', 'api_automatic'),
      date_added: time,
      history: fc.array(change, { maxLength: 2 }),
    },
    { requiredKeys: ['start', 'duration'], noNullPrototype: true },
  )
}
