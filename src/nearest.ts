// "Did you mean": the names nearest to a mistyped one.
import { distance } from 'fastest-levenshtein'

/** Up to three names that are close to `name`, nearest first; letter case does not count. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase()
  return names
    .map((candidate) => ({ candidate, apart: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, apart }) => apart <= Math.max(2, Math.ceil(candidate.length / 3)))
    .sort((one, other) => one.apart - other.apart)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** `did you mean a, b or c?`, or what is there to choose from when nothing is near. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  if (near.length) return `did you mean ${near.join(' or ')}?`
  return names.length <= 20 ? `there is ${names.join(', ')}` : 'nothing has a similar name'
}
