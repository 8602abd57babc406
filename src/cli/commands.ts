// The commands as data: what each does, the words and flags it takes. The help, the checks and main.ts read it.
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem, reject } from '../input/problems.js'
import { optionNames, optionSpecs } from '../settings/options.js'
import type { CommandLine, commandFlags } from './command-line.js'

/** A flag of the commands, or an option of the mock. */
type Flag = keyof typeof commandFlags | (typeof optionSpecs)[keyof typeof optionSpecs]['flag']

/** One command. Its name may be two words, such as `fault add`. */
interface CommandSpec {
  readonly what: string
  /** Words behind the command: `<needed>`, `[allowed]`, and `…` when there may be many. */
  readonly operands?: readonly string[]
  /** Its flags, besides --help; with `options`, every option of the mock too. */
  readonly flags?: readonly Flag[]
  readonly options?: true
  /** Meant when the first of its two words stands alone. */
  readonly bare?: true
  /** Further lines for its own help. */
  readonly more?: readonly string[]
}

const asking = ['port', 'control-token', 'url'] as const
const controlFlags = [...asking, 'sandbox', 'json'] as const
const delivered = ['event', 'state', 'webhook', 'since'] as const
const wanted = ['operation', 'method', 'path', 'status', 'ecode', 'token', 'since', 'violations'] as const

/** All commands, in the order of the help. */
export const commands = {
  start: {
    what: 'start the mock',
    flags: ['config', 'no-config', 'json', 'detach', 'wait'],
    options: true,
    more: [
      'clickup-mock start --detach    in the background, when it answers; stop ends it, status finds it',
      'Exit codes: 0 ended by a signal, 1 it could not start, 70 ended by a bug of its own, whose stack is in the log.',
    ],
  },
  stop: { what: 'end a mock that runs in the background', flags: ['port', 'url'] },
  status: { what: 'what runs where; exit 1 when nothing does', flags: [...asking, 'json'] },
  run: {
    what: 'start the mock on a free port for one command, and end with its exit code',
    operands: ['<command>', '[argument…]'],
    flags: ['config', 'no-config'],
    options: true,
    more: [
      'clickup-mock run --strict -- npm test    fails too when the client sends what ClickUp ignores',
      'The command finds the mock by the variables that `clickup-mock env` prints. Only the flag --port chooses a port.',
    ],
  },
  env: {
    what: 'print what a client needs of the mock that runs, as dotenv, export lines or JSON',
    flags: ['config', 'no-config', 'format', 'json'],
    options: true,
  },
  open: { what: 'open the dashboard of the mock that runs in the browser, and print its address', flags: asking },
  health: { what: 'exit 0 when a mock answers, 1 when not', flags: ['port', 'url'] },
  reset: { what: 'undo everything a tester changed; --hard: and empty the world', flags: [...controlFlags, 'hard'] },
  'fault list': { what: 'the standing fault rules, with what they did', flags: controlFlags, bare: true },
  'fault add': {
    what: 'add a fault rule, such as OAUTH_027@GetAuthorizedUser:times=2',
    operands: ['<rule>'],
    flags: controlFlags,
    more: ["clickup-mock fault add 'OAUTH_027@GetAuthorizedUser:times=2'"],
  },
  'fault remove': { what: 'remove one rule', operands: ['<id>'], flags: controlFlags },
  'fault clear': { what: 'remove every rule', flags: controlFlags },
  requests: {
    what: 'the last calls: what answered them, and why',
    flags: [...controlFlags, ...wanted, 'limit', 'follow'],
    more: ['clickup-mock requests --violations --follow    every call that sends what ClickUp ignores, as it happens'],
  },
  'clock show': { what: 'what time it is for the mock', flags: controlFlags, bare: true },
  'clock advance': {
    what: 'move the clock forward',
    operands: ['<duration>'],
    flags: controlFlags,
    more: ['A duration is ms (60000), or such as 90s, 10m, 2h, 1d or 1h30m.'],
  },
  'clock freeze': { what: 'stop the clock, where it is or at a time', operands: ['[time]'], flags: controlFlags },
  'clock run': {
    what: 'let the clock run, from where it is or from a time',
    operands: ['[time]'],
    flags: controlFlags,
  },
  'clock reset': { what: "back to the machine's time", flags: controlFlags },
  'scenarios list': {
    what: 'the scenarios, with what a client should do in each',
    flags: [...controlFlags, 'scenarios'],
    bare: true,
    more: ['Where no mock runs, those of the package and of --scenarios.'],
  },
  'scenarios run': { what: 'run a scenario from now on', operands: ['<name>'], flags: controlFlags },
  'scenarios stop': { what: 'end every scenario', flags: controlFlags },
  'webhooks list': { what: 'the webhooks, with their health', flags: controlFlags, bare: true },
  'webhooks deliveries': {
    what: 'the last deliveries, and those that wait',
    flags: [...controlFlags, ...delivered, 'limit'],
  },
  'webhooks redeliver': { what: 'send the body of a delivery again', operands: ['<id>'], flags: controlFlags },
  'webhooks simulate': {
    what: 'send an event without a change that would cause it',
    operands: ['<event>', '[key=value…]'],
    flags: [...controlFlags, 'webhook'],
    more: [
      'clickup-mock webhooks simulate taskUpdated id=86a000001    about this task',
      'Other keys stand in the body, in place of its own; values are JSON, or text.',
    ],
  },
  'webhooks pause': {
    what: 'hold up deliveries, of one webhook or of all',
    operands: ['[webhook]'],
    flags: controlFlags,
  },
  'webhooks resume': { what: 'let go what was held up', operands: ['[webhook]'], flags: controlFlags },
  'webhooks sign': {
    what: 'print what X-Signature has to be for a body',
    operands: ['<body>'],
    flags: [...controlFlags, 'webhook', 'secret'],
  },
  'webhooks fault': {
    what: 'spoil the next deliveries: duplicate, drop, corrupt, late or reorder; alone: what stands',
    operands: ['[fault]'],
    flags: [...controlFlags, 'times', 'ms', 'event', 'webhook'],
    more: ['clickup-mock webhooks fault late --ms 30s --times 2'],
  },
  'webhooks listen': {
    what: 'print deliveries as they happen, until Ctrl-C; --receive: and be the receiver',
    operands: ['[port]'],
    flags: [...controlFlags, ...delivered, 'receive', 'events', 'token', 'workspace', 'endpoint', 'answer'],
    more: [
      'clickup-mock webhooks listen --receive 4000 --events taskCreated,taskUpdated',
      'clickup-mock webhooks listen --receive --endpoint http://host.docker.internal:4000    for a mock in a container',
    ],
  },
  'state show': {
    what: 'what is kept in the folder of --state, and how large it is',
    flags: ['config', 'no-config', 'state', 'json'],
    bare: true,
  },
  'state export': {
    what: 'print a sandbox that is kept as a fixture (JSON), to start from or to look at',
    flags: ['config', 'no-config', 'state', 'sandbox'],
    more: ['clickup-mock state export --state ./state > fixture.json; clickup-mock start --seed fixture.json'],
  },
  'state empty': { what: 'forget everything that is kept there', flags: ['config', 'no-config', 'state'] },
  sandboxes: { what: 'the sandboxes of a mock', flags: [...asking, 'json'] },
  ca: {
    what: 'print the certificate of the CA that signs for --tls, made on first use, for clients to trust',
    flags: ['config', 'no-config', 'tls-folder'],
    more: ['clickup-mock ca > ca.pem; NODE_EXTRA_CA_CERTS=ca.pem node app.js'],
  },
  init: {
    what: 'write clickup-mock.yaml and fixture.yaml with comments, to begin with',
    operands: ['[folder]'],
  },
  validate: { what: 'check fixtures, and count what they hold', operands: ['<file…>'], flags: ['json'] },
  coverage: {
    what: "list ClickUp's operations, and which of them the mock emulates",
    operands: ['[text…]'],
    flags: ['json'],
  },
  errors: {
    what: 'list the errors the mock knows, with the test token that provokes each',
    operands: ['[text…]'],
    flags: ['json'],
  },
  completion: {
    what: 'print what completes commands and flags in your shell: bash, zsh or fish',
    operands: ['<shell>'],
    more: [
      'bash: add to ~/.bashrc      source <(clickup-mock completion bash)',
      'zsh: add to ~/.zshrc        source <(clickup-mock completion zsh)',
      'fish: run once              clickup-mock completion fish > ~/.config/fish/completions/clickup-mock.fish',
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>

export type CommandName = keyof typeof commands
export const commandNames = Object.keys(commands) as CommandName[]

/** The first words of all commands. */
export const commandWords = [...new Set(commandNames.map(firstWord))]

/** One row of the table, with the fields it may leave out. */
export function commandSpec(name: CommandName): CommandSpec {
  return commands[name]
}

/** The flags a command takes, in the order of the help. */
export function flagsOf(name: CommandName): string[] {
  const { flags = [], options } = commandSpec(name)
  return [...(options ? optionNames.map((option) => optionSpecs[option].flag) : []), ...flags]
}

/** All flags of the command these words begin, for suggestions; of `start` when they begin none. */
export function flagsFor([word]: readonly string[]): string[] {
  const group = commandNames.filter((name) => firstWord(name) === word)
  return [...new Set((group.length ? group : (['start'] as const)).flatMap(flagsOf)), 'help', 'version']
}

/** The commands that these words begin: `fault` → all of its, `fault add` → that one. @throws InputError for none */
export function commandsOf(words: readonly string[]): CommandName[] {
  const [first = 'start', second] = words
  const group = commandNames.filter((name) => firstWord(name) === first)
  const pair = group.find((name) => name === `${first} ${second}`)
  if (group.length === 0) reject(first, 'there is no such command', suggestion(first, commandWords))
  if (pair) return [pair]
  if (second === undefined || group.some((name) => name === first)) return group
  const seconds = group.map((name) => name.slice(first.length + 1))
  reject(first, `it has no "${second}"`, suggestion(second, seconds))
}

/** A command with its own words. */
export interface Invocation {
  readonly name: CommandName
  readonly operands: readonly string[]
}

/** @throws InputError for an unknown command, and for flags and words that the command would not look at */
export function readInvocation({ words, values, behindDashes }: CommandLine): Invocation {
  const found = commandsOf(words)
  const [name = 'start'] = found.filter((one) => found.length === 1 || commandSpec(one).bare)
  const behind = words.slice(name.split(' ').length)
  if (name === 'run' && behind.length) {
    reject('run', 'the command stands behind two dashes', `write clickup-mock run [flags] -- ${behind.join(' ')} …`)
  }
  const operands = [...behind, ...behindDashes]
  const problems = [...flagProblems(name, Object.keys(values)), ...operandProblems(name, operands)]
  if (problems.length) throw new InputError(problems)
  return { name, operands }
}

/** `clickup-mock fault add <rule>`. */
export function usage(name: CommandName): string {
  const { operands = [] } = commandSpec(name)
  return ['clickup-mock', name, ...(name === 'run' ? ['[flags]', '--'] : []), ...operands].join(' ')
}

function flagProblems(name: CommandName, given: readonly string[]): Problem[] {
  const taken = [...flagsOf(name), 'help', 'version']
  return given
    .filter((flag) => !taken.includes(flag))
    .map((flag) => {
      const right = `it has ${taken.map((one) => `--${one}`).join(', ')}`
      return { where: `--${flag}`, what: `${name} has no such flag`, right }
    })
}

function operandProblems(name: CommandName, given: readonly string[]): Problem[] {
  const { operands = [] } = commandSpec(name)
  const missing = operands.filter((operand) => operand.startsWith('<'))[given.length]
  if (missing) return [{ where: name, what: `it needs ${missing}`, right: `write ${usage(name)}` }]
  const extra = operands.some((operand) => operand.includes('…')) ? undefined : given[operands.length]
  if (extra === undefined) return []
  const right = operands.length ? `write ${usage(name)}` : 'leave it out'
  const seed = name === 'start' || name === 'env' ? `a fixture is given with --seed ${extra}` : right
  return [{ where: extra, what: `${name} takes no such word`, right: seed }]
}

function firstWord(name: string): string {
  return name.replace(/ .*/, '')
}
