// The options of webhooks, which stand among the others (options.ts).
import type { OptionSpec, Shown } from './option-spec.js'
import * as read from './readers.js'

/** How often an event is tried (documented). */
export const MOST_TRIES = 5

export const webhookOptions = {
  /** How long a webhook's receiver may take to answer: ms, or a duration such as `7s`, the default (documented). */
  webhookTimeout: {
    flag: 'webhook-timeout',
    value: '<duration>',
    help: "how long a webhook's receiver may take to answer (default 7s)",
    read: read.duration(1),
    default: '7s',
  },
  /** The waits between the five tries of an event, on the mock's clock. The default is ours: ClickUp says nothing of it. */
  webhookRetries: {
    flag: 'webhook-retries',
    value: '<durations>',
    help: "the waits between the five tries of an event, on the mock's clock (default 5s,30s,2m,10m)",
    read: read.waits(MOST_TRIES - 1),
    default: '5s,30s,2m,10m',
  },
  /** The answers that suspend a webhook at once: 410, and 401 too by one sentence of ClickUp's documentation. */
  webhookSuspendOn: {
    flag: 'webhook-suspend-on',
    value: '<statuses>',
    help: 'answers of a receiver that suspend its webhook at once (default 410)',
    read: read.commaListOf(read.whole(300, 599)),
    default: 410,
    example: '410,401',
  },
  /** Whether events are posted to any host, or to loopback and private addresses only, which is the default. */
  webhookHosts: {
    flag: 'webhook-hosts',
    value: 'local|any',
    help: 'where events are posted to; any is public addresses too (default local, which is loopback and private ones)',
    read: read.oneOf('local', 'any'),
    default: 'local',
    example: 'any',
  },
  /** What becomes of events that wait when the mock ends: `drain` sends them. */
  webhookClose: {
    flag: 'webhook-close',
    value: 'drop|drain',
    help: 'what becomes of events that wait when the mock ends; drain sends them (default drop)',
    read: read.oneOf('drop', 'drain'),
    default: 'drop',
    example: 'drain',
  },
} as const satisfies Record<string, OptionSpec & Shown>
