// The options of the process: what it holds, keeps and says, and how it ends. They stand among the others (options.ts).
import type { OptionSpec, Shown } from './option-spec.js'
import * as read from './readers.js'

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

export const processOptions = {
  /** How long the mock may take to end: ms, or a duration such as `5s`, the default. What is still under way then is dropped. */
  closeTimeout: {
    flag: 'close-timeout',
    value: '<duration>',
    help: 'how long it may take to end; what is still under way then is dropped (default 5s)',
    read: read.duration(1),
    default: '5s',
  },
  /** How much memory is used for what the mock is sent. Unless given: a quarter of the machine's, and half of V8's heap at most. */
  memory: {
    flag: 'memory',
    value: '<size>',
    help: "memory for what it is sent; unless given, a quarter of the machine's, and half of V8's heap at most",
    read: read.size(16 * 1_048_576),
    example: '512MB',
  },
  /** Minutes (`Settings`: ms) after which a sandbox that nobody uses is given up, by the machine's clock. Off unless given. */
  sandboxTtl: {
    flag: 'sandbox-ttl',
    value: '<duration>',
    help: 'how long a sandbox may be idle before it is given up, by the clock of the machine (default: for ever)',
    read: read.duration(1),
    example: '30m',
  },
  /** The folder in which sandboxes are kept beyond the process. Nothing is kept unless it is given. */
  state: {
    flag: 'state',
    value: '<folder>',
    files: true,
    help: 'folder in which everything is kept when it ends; needs the package lmdb',
    read: read.text,
    example: './clickup-mock-state',
  },
  /** When what was done is kept: within a `second`, or `always` before the answer leaves. */
  stateSync: {
    flag: 'state-sync',
    value: 'second|always',
    help: 'when what was done is kept: within a second, or always before the answer leaves (default second)',
    read: read.oneOf('second', 'always'),
    default: 'second',
    example: 'always',
  },
  /** The port for https, beside that for http: for clients that reach the mock under ClickUp's own names. Off unless given. */
  tls: {
    flag: 'tls',
    value: '<port>',
    help: 'port for https, beside that for http, also under the names of ClickUp (docs/transparent.md); 0 takes a free one',
    read: read.whole(0, 65_535),
    example: 2559,
  },
  /** Where its certificate is: `cert.pem` and `key.pem`, yours, or made on first use by a CA of the mock's own. */
  tlsFolder: {
    flag: 'tls-folder',
    value: '<folder>',
    files: true,
    help: 'folder with cert.pem and key.pem, yours or made on first use (default ~/.clickup-mock); needs the package node-forge to make them',
    read: read.text,
    default: '~/.clickup-mock',
    example: './tls',
  },
  /** Its name among several mocks behind one address. Answers then carry it, with when it began (`X-Mock-Replica`, `X-Mock-Epoch`). */
  replica: {
    flag: 'replica',
    value: '<name>',
    help: 'its name among several: answers carry it, and when it began (docs/scale.md)',
    read: read.hostName,
    example: 'mock-0',
  },
  /** What is logged: `silent` by default in code. */
  logLevel: {
    flag: 'log-level',
    value: logLevels.join('|'),
    help: 'what is logged (default info; library: silent)',
    read: read.oneOf(...logLevels),
    default: 'info',
    defaultInCode: 'silent',
  },
} as const satisfies Record<string, OptionSpec & Shown>
