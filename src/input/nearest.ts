// "Did you mean": the names nearest to a mistyped one.
import { distance } from 'fastest-levenshtein'

const MOST = 3
/** How many names are compared; a fixture can have a hundred thousand of them, and misspell each. */
const MOST_COMPARED = 1_000
/** In characters; what is longer is no misspelt name. */
const LONGEST_COMPARED = 200
/** When nothing is near, all names are listed up to this many: more than there are options, fewer than operations. */
const MOST_LISTED = 40

/** Up to three names that are close to `name`, nearest first, then those that hold all its words; case does not count. */
export function nearest(name: string, names: readonly string[]): string[] {
  if (name.length > LONGEST_COMPARED) return []
  const wanted = name.toLowerCase()
  const compared = names.slice(0, MOST_COMPARED).filter(({ length }) => length <= LONGEST_COMPARED)
  const near = compared
    .map((candidate) => ({ candidate, apart: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, apart }) => isNear(apart, name, candidate))
    .sort((one, other) => one.apart - other.apart)
    .map(({ candidate }) => candidate)
  return [...new Set([...near, ...holding(name, compared)])].slice(0, MOST)
}

/** `did you mean a, b or c?`, or what is there to choose from when nothing is near. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  if (near.length) return `did you mean ${near.join(' or ')}?`
  if (names.length === 0) return 'there is none'
  return names.length <= MOST_LISTED ? `there is ${names.join(', ')}` : 'nothing has a similar name'
}

/** Something of the shorter name has to stand in the longer one: `x` is not near `id`, though only two letters apart. */
function isNear(apart: number, name: string, candidate: string): boolean {
  return apart <= Math.max(2, Math.ceil(candidate.length / 3)) && apart < Math.max(name.length, candidate.length)
}

/** `GetUser` leaves a word out of `GetAuthorizedUser`. The shortest names leave out the least. */
function holding(name: string, names: readonly string[]): string[] {
  const wanted = wordsOf(name)
  if (wanted.length === 0) return []
  return names
    .filter((candidate) => {
      const words = wordsOf(candidate)
      return wanted.every((word) =>
        words.some((other) => other.startsWith(word) || (other.length > 2 && word.startsWith(other))),
      )
    })
    .sort((one, other) => one.length - other.length)
}

/** `GetAuthorizedUser`, `rate-limit` and `OAUTH_027` in words, in lower case. One letter alone says too little. */
function wordsOf(name: string): string[] {
  return name
    .split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.toLowerCase())
}
