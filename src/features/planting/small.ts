// Planting what is small: priorities, tags, who something is shared with.

import { shareKey } from '../../model/places.js'
import type { ShareRow } from '../../model/work-rows.js'
import { needTag } from '../tags/rules.js'
import type { Parts, Planting } from './planting.js'

const words = ['urgent', 'high', 'normal', 'low']

/** 1 urgent to 4 low; null for none. */
export function priorityNumber(priority: string | number | undefined): number | null {
  if (priority === undefined) return null
  return typeof priority === 'number' ? priority : words.indexOf(priority) + 1
}

/** A tag of a Space, unless it has it; its name, as ClickUp writes it. */
export function plantTag(
  planting: Planting,
  space_id: string,
  written: string | Parts['FixtureTag'],
  at: string,
): string {
  const tag = typeof written === 'string' ? { name: written } : written
  const creator = planting.person(tag.creator, `${at}/creator`) ?? planting.creator
  return needTag(planting.world, space_id, tag, creator).name
}

/** Lets people into something; that it is guests who need it is theirs to know. */
export function plantShares(
  planting: Planting,
  kind: ShareRow['kind'],
  id: string,
  shares: Parts['FixtureShares'] | undefined,
  at: string,
): void {
  const { world, team_id } = planting
  for (const [index, written] of (shares ?? []).entries()) {
    const { user, permission_level } = typeof written === 'string' ? { user: written } : written
    const user_id = planting.person(user, `${at}/shared_with/${index}`)
    if (user_id === undefined) continue
    const share = { team_id, user_id, kind, id, ...(permission_level && { permission_level }) }
    if (world.shares.find(shareKey(share))) planting.wrong(`${at}/shared_with/${index}`, `${user} stands there twice`)
    else world.shares.add(share)
  }
}
