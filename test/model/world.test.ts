// The world: what a token opens, and how everything goes back.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { Contract } from '../../src/contract/contract.js'
import { plantedText } from '../../src/fixtures/planted.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import { callerOf, firstUser, joinedTeams, ownerOf } from '../../src/model/access.js'
import { World } from '../../src/model/world.js'
import { builtInFixtures } from '../../src/settings/options.js'

const control = Contract.load('mock')
const company = () => plantedWorld('default', control)

t.test('what a token opens', async (t) => {
  const world = await company()
  const opens = (token: string) => callerOf(world, world.tokens.get(token)).teamIds
  const oauth = `100001_fa4e${'5717'.padStart(60, '0')}`
  t.same(opens('pk_100001_FAKETOKENANNA0000000000000000001'), ['9001001', '9001002'], 'a personal one: all')
  t.same(opens(oauth), ['9001001'], 'an OAuth one: those that were ticked')
  const sync = world.tokens.get(oauth).app_id ?? ''
  const grant = world.grant(sync, 100_001)
  if (grant) world.grants.delete(grant)
  t.same(opens(oauth), [], 'or none')
  t.equal(callerOf(world, world.tokens.get(oauth)).user.handle, 'anna')
})

t.test('an open invitation opens nothing', async (t) => {
  const world = await company()
  t.same(joinedTeams(world, 100_004), [])
  t.equal(world.membership('9001001', 100_004)?.pending, true)
  t.equal(firstUser(world)?.handle, 'anna')
  t.equal(firstUser(new World()), undefined)
})

t.test('a Workspace has an owner', async (t) => {
  const world = await company()
  t.equal(ownerOf(world, world.teams.get('9001002'))?.user_id, 100_003)
})

t.test('a built-in seed is what its fixture would be if it were planted now', async (t) => {
  for (const name of builtInFixtures) {
    const fixture = JSON.parse(readFileSync(`dist/seeds/${name}.json`, 'utf8'))
    t.equal(plantedText(await plantedWorld(name, control)), plantedText(await plantedWorld(fixture, control)), name)
  }
})

t.test('a row is found by the name of its table', async (t) => {
  const world = await company()
  t.equal(world.named('teams').find('9001001'), world.teams.get('9001001'))
  t.equal(world.named('teams').find('1'), undefined)
})

t.test('a snapshot brings back rows, ids and clock', async (t) => {
  const world = await company()
  world.clock.freeze(5)
  const state = world.snapshot()
  const code = world.ids.code()
  world.clock.advance(1)
  world.transact(() => world.teams.update(world.teams.get('9001001'), { name: 'South' }))
  world.restore(state)
  t.same([world.clock.now(), world.ids.code(), world.teams.get('9001001').name], [5, code, 'Northwind'])
})
