// `clickup-mock completion <shell>`: what completes commands and flags in a shell, made from the tables of both.
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { optionNames, optionSpecs } from '../settings/options.js'
import { commandFlags, type FlagSpec } from './command-line.js'
import { commandNames, commandSpec, commandWords, flagsFor, flagsOf } from './commands.js'
import { bashScript, fishScript, type Offer, type OfferedFlag, type Place, zshScript } from './completion-scripts.js'
import type { CheckedLine, Terminal } from './terminal.js'

const shells = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
])

/** Prints the script of a shell. @throws InputError for another shell */
export async function completion({ operands: [name = ''] }: CheckedLine, { stdout }: Terminal): Promise<number> {
  const names = [...shells.keys()]
  const script = shells.get(name) ?? reject('completion', `there is no "${name}"`, suggestion(name, names))
  stdout.write(script({ places: places(names), flags: offeredFlags }))
  return 0
}

function places(shellNames: readonly string[]): Place[] {
  const help = commandWords.map((word) => ({ word, what: whatOf(word) }))
  const pairs = commandNames.flatMap((name): Place[] => {
    const [first = '', second] = name.split(' ')
    return second === undefined
      ? []
      : [{ words: [first, second], offers: [], flags: flagsNamed([...flagsOf(name), 'help']) }]
  })
  const singles = commandWords.map((word): Place => {
    const offers = word === 'completion' ? shellNames.map((shell) => ({ word: shell, what: '' })) : secondsOf(word)
    return { words: [word], offers, flags: flagsNamed(flagsFor([word])) }
  })
  const helps = commandWords.map((word): Place => ({ words: ['help', word], offers: secondsOf(word), flags: [] }))
  return [
    ...pairs,
    ...helps.filter(({ offers }) => offers.length > 0),
    ...singles,
    { words: ['help'], offers: help, flags: [] },
    {
      words: [],
      offers: [...help, { word: 'help', what: 'what a command does and takes' }],
      flags: flagsNamed(flagsFor([])),
    },
  ]
}

/** The second words of a command of two. */
function secondsOf(first: string): Offer[] {
  return commandNames.flatMap((name) => {
    const [word, second] = name.split(' ')
    return word === first && second !== undefined ? [{ word: second, what: commandSpec(name).what }] : []
  })
}

/** What a command does; of several that begin alike, what they are. */
function whatOf(word: string): string {
  const name = commandNames.find((one) => one === word)
  if (name) return commandSpec(name).what
  const seconds = secondsOf(word).map((offer) => offer.word)
  return seconds.join(', ')
}

/** In the order of the help. */
const offeredFlags: readonly OfferedFlag[] = [
  ...optionNames.map((name) => offered(optionSpecs[name].flag, optionSpecs[name])),
  ...Object.entries(commandFlags).map(([flag, spec]) => offered(flag, spec)),
]

function flagsNamed(names: readonly string[]): OfferedFlag[] {
  return offeredFlags.filter(({ word }) => names.includes(word))
}

function offered(word: string, spec: FlagSpec): OfferedFlag {
  const isChoice = /^[^<]+\|/.test(spec.value ?? '') // `strict|any`, and not `<id|ms>`
  const values = isChoice ? spec.value?.split('|') : []
  return { word, what: spec.help, short: spec.short, values: spec.value === undefined ? undefined : values }
}
