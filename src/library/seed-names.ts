// Options that name something of the seed: what the seed does not hold is a mistake, and said at the start.
import { teamNamed, userNamed } from '../fixtures/named.js'
import { nearest } from '../input/nearest.js'
import { collect, InputError, type Problem, reject } from '../input/problems.js'
import { joinedTeams } from '../model/access.js'
import type { World } from '../model/world.js'
import type { Consent } from '../settings/consent.js'
import { testTokenPrefix } from '../settings/fault-rule.js'
import type { GivenOptions, Settings } from '../settings/settings.js'

/** @throws InputError with every name that the seed does not have, where it was given */
export function checkNames(world: World, { plan, consent, rateLimit, auth }: Settings, given: GivenOptions): void {
  const problems: Problem[] = []
  const check = (option: 'plan' | 'consent' | 'rateLimit', names: Iterable<string | undefined>, find: Find) => {
    const where = String(given[option]?.where)
    for (const name of names) if (name !== undefined) collect(problems, () => find(world, name, where))
  }
  check('plan', plan.keys(), teamNamed)
  check('consent', [consent.user], userNamed)
  check('consent', consent.workspaces?.filter((name) => name !== 'first') ?? [], teamNamed)
  if (auth === 'strict') check('rateLimit', rateLimit.keys(), personalToken)
  if (problems.length) throw new InputError(problems)
  checkJoined(world, consent, String(given.consent?.where))
}

type Find = (world: World, name: string, where: string) => unknown

/** OAuth tokens come with logins, and test tokens with their calls; a personal one that is not there counts nothing. */
function personalToken({ tokens }: World, token: string, where: string): void {
  if (!token.startsWith('pk_') || token.startsWith(testTokenPrefix) || tokens.find(token)) return
  const own = tokens.all().map(({ id }) => id)
  const near = nearest(token, own)
  const right = near.length ? `did you mean ${near.join(' or ')}?` : 'write one of the seed'
  reject(where, `the seed has no token "${token}"`, right)
}

/** A user who has joined none of the Workspaces could accept nothing. @throws InputError */
function checkJoined(world: World, { user, workspaces }: Consent, where: string): void {
  if (user === undefined) return
  const { id, handle } = userNamed(world, user, where)
  const joined = joinedTeams(world, id)
  const names = joined.map((team) => world.teams.get(team).handle)
  const wanted = workspaces ?? ['first']
  if (wanted.some((name) => (name === 'first' ? joined.length : joined.includes(teamNamed(world, name, where).id))))
    return
  const what = `${handle} has joined ${workspaces ? `none of ${workspaces.join(', ')}` : 'no Workspace'}`
  reject(where, what, names.length ? `${handle} has joined ${names.join(', ')}` : 'name a user who has')
}
