// Proves, by `tsc --noEmit`, that options of the wrong type do not compile: a line marked @ts-expect-error that did compile
// would itself be an error.
import type { MockOptions } from '../../src/index.js'

/** Options that would take anything at all. There are none, also when one is added to the table. */
type Loose = { [Name in keyof MockOptions]-?: symbol extends MockOptions[Name] ? Name : never }[keyof MockOptions]
export const loose: [Loose] extends [never] ? true : Loose = true

export const right: MockOptions = {
  port: 0,
  seed: { users: {} },
  rateLimit: [5, 'pk_1=off'],
  faults: ['APP_002', { fault: 'hang', times: 1 }],
  latency: '5-50',
  plan: ['business', 'acme=enterprise'],
  webhookRetries: ['1s', 2_000],
  webhookSuspendOn: [410, 401],
  log: (line) => line.length,
  listen: false,
}

// @ts-expect-error a port is a number
export const wrongPort: MockOptions = { port: '2558' }

// @ts-expect-error it is strict or any
export const wrongWord: MockOptions = { auth: 'none' }

// @ts-expect-error a fault has no setting of this name
export const wrongRule: MockOptions = { faults: [{ fault: 'hang', timse: 1 }] }

// @ts-expect-error a fixture has no key of this name
export const wrongSeed: MockOptions = { seed: { user: {} } }

// @ts-expect-error in code a switch is true or false
export const wrongSwitch: MockOptions = { strict: 'on' }

// @ts-expect-error log is a function
export const wrongLog: MockOptions = { log: 'stderr' }

// @ts-expect-error there is no such option
export const wrongName: MockOptions = { rateLimits: 5 }
