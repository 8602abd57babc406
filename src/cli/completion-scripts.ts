// The scripts of `clickup-mock completion`. Where nothing is offered, a shell completes the names of files.

/** A word that may stand somewhere, and what it does. */
export interface Offer {
  readonly word: string
  readonly what: string
}

/** A flag as a shell has to know it. */
export interface OfferedFlag extends Offer {
  readonly short?: string | undefined
  /** Undefined for switches; the words to choose from, or none when only the user knows what to write. */
  readonly values?: readonly string[] | undefined
}

/** What may follow one or two words: nothing, a command, or a command of two words. */
export interface Place {
  readonly words: readonly [] | readonly [string] | readonly [string, string]
  readonly offers: readonly Offer[]
  readonly flags: readonly OfferedFlag[]
}

/** What a shell completes. */
export interface Completion {
  /** Longer ones before shorter ones that begin alike. */
  readonly places: readonly Place[]
  readonly flags: readonly OfferedFlag[]
}

/** For bash, 3.2 and later. */
export function bashScript({ places, flags }: Completion): string {
  const cases = places.map(
    (place) =>
      `    ${patternOf(place)}) words='${wordsOf(place.offers)}' flags='${place.flags.map(({ word }) => `--${word}`).join(' ')}' ;;`,
  )
  return `# Completes clickup-mock in bash: source <(clickup-mock completion bash)
_clickup_mock() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} first= second= skip= word words flags
  if [ "$current" = '=' ]; then current=; elif [ "$previous" = '=' ]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  COMPREPLY=()
  case $previous in
${valueCases(flags, (values) => `COMPREPLY=($(compgen -W '${values}' -- "$current"))`)}
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    if [ "$skip" ]; then skip=; continue; fi
    case $word in
      --) return ;;
      ${valueFlags(flags)}) skip=1 ;;
      -* | =) ;;
      *) if [ -z "$first" ]; then first=$word; elif [ -z "$second" ]; then second=$word; fi ;;
    esac
  done
  case "$first $second" in
${cases.join('\n')}
  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
  esac
}
complete -o default -F _clickup_mock clickup-mock
`
}

/** For zsh, with what each word does beside it. */
export function zshScript({ places, flags }: Completion): string {
  const offersOf = ({ flags: own }: Place) => own.map(({ word, what }) => ({ word: `--${word}`, what }))
  const cases = places.map(
    (place) => `    ${patternOf(place)}) offered=(${described(place.offers)}) flags=(${described(offersOf(place))}) ;;`,
  )
  return `#compdef clickup-mock
# Completes clickup-mock in zsh: source <(clickup-mock completion zsh)
_clickup_mock() {
  local word first second skip
  local -a offered flags
  case \${words[CURRENT - 1]} in
${valueCases(flags, (values) => `compadd ${values}`, '_files')}
  esac
  for word in "\${(@)words[2, CURRENT - 1]}"; do
    if [[ -n $skip ]]; then skip=; continue; fi
    case $word in
      --) _normal; return ;;
      ${valueFlags(flags)}) skip=1 ;;
      -*) ;;
      *) if [[ -z $first ]]; then first=$word; elif [[ -z $second ]]; then second=$word; fi ;;
    esac
  done
  case "$first $second" in
${cases.join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then _describe flag flags
  elif (( $#offered )); then _describe command offered
  else _files
  fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _clickup_mock clickup-mock
`
}

/** For fish. */
export function fishScript({ places }: Completion): string {
  const lines = places.flatMap((place) => {
    const when = `-n '${fishCondition(place, places)}'`
    const offers = place.offers.map(
      ({ word, what }) => `complete -c clickup-mock ${when} -f -a ${word} -d ${quoted(what)}`,
    )
    return [...offers, ...place.flags.map((flag) => `complete -c clickup-mock ${when} ${fishFlag(flag)}`)]
  })
  return `# Completes clickup-mock in fish: clickup-mock completion fish > ~/.config/fish/completions/clickup-mock.fish\n${lines.join('\n')}\n`
}

function fishFlag({ word, what, short, values }: OfferedFlag): string {
  const letter = short === undefined ? '' : ` -s ${short}`
  const value = values === undefined ? '' : values.length ? ` -x -a ${quoted(values.join(' '))}` : ' -r'
  return `-l ${word}${letter}${value} -d ${quoted(what)}`
}

/** When a place is reached: its words stand there, and none of those that would lead on from it. */
function fishCondition({ words: [first, second] }: Place, places: readonly Place[]): string {
  if (first === undefined) return '__fish_use_subcommand'
  if (second !== undefined) return `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`
  const further = places.flatMap(({ words: [one, two] }) => (one === first && two !== undefined ? two : []))
  const none = further.length ? `; and not __fish_seen_subcommand_from ${further.join(' ')}` : ''
  return `__fish_seen_subcommand_from ${first}${none}`
}

/** The cases of flags whose value is being written: with the words to choose from, and without. */
function valueCases(flags: Completion['flags'], offer: (values: string) => string, otherwise = ''): string {
  const rows = flags.flatMap((flag) =>
    flag.values?.length ? [`    ${namesOf(flag)}) ${offer(flag.values.join(' '))}; return ;;`] : [],
  )
  const free = flags.filter(({ values }) => values?.length === 0)
  return [...rows, `    ${free.map(namesOf).join(' | ')}) ${otherwise && `${otherwise}; `}return ;;`].join('\n')
}

/** Every flag behind which a value stands, as a pattern. */
function valueFlags(flags: Completion['flags']): string {
  const withValue = flags.filter(({ values }) => values)
  return withValue.map(namesOf).join(' | ')
}

function namesOf({ word, short }: OfferedFlag): string {
  return short === undefined ? `--${word}` : `--${word} | -${short}`
}

/** `"$first $second"` of a place; what stands behind a command of one word does not matter. */
function patternOf({ words: [first = '', second] }: Place): string {
  if (first === '') return `' '`
  return second === undefined ? `'${first} '*` : `'${first} ${second}'`
}

function wordsOf(offers: readonly Offer[]): string {
  return offers.map(({ word }) => word).join(' ')
}

/** `'word:what it does'`, as _describe reads it. */
function described(offers: readonly Offer[]): string {
  return offers.map(({ word, what }) => quoted(`${word}:${what.replaceAll(':', '\\:')}`)).join(' ')
}

/** In quotes that every shell reads alike: a quote inside is the one of print. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`
}
