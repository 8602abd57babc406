// Plants what a world exports, and compares.

import assert from 'node:assert/strict'
import { Contract } from '../../src/contract/contract.js'
import { made } from '../../src/contract/late.js'
import { exportWorld } from '../../src/fixtures/fixture.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import type { Fixture } from '../../src/index.js'
import type { World } from '../../src/model/world.js'

const control = Contract.load('mock')
export const planted = (seed: Fixture | 'default') => plantedWorld(seed, control)

/** All rows in their order, but for what the files of Workspaces take up, which nobody sees in an order. */
function rowsOf(world: World) {
  const { storage: _, ...tables } = Object.fromEntries(
    [...world.snapshot().rows].map(([name, rows]) => [name, [...rows]]),
  )
  return { ...tables, storage: new Map(world.storage.all().map((row) => [row.team_id, row.bytes])) }
}

/** Exports, sends it as JSON as clients get it, plants and compares. */
export async function comesBack(world: World): Promise<Fixture> {
  const fixture = made(exportWorld(world)) as Fixture
  const again = await planted(fixture)
  assert.deepEqual(rowsOf(again), rowsOf(world))
  assert.deepEqual(made(exportWorld(again)), fixture)
  return fixture
}
