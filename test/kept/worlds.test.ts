// Worlds are what they were, whatever became of them: random work in several sandboxes, then another mock on the same folder.
import t from 'tap'
import { Contract } from '../../src/contract/contract.js'
import { Service } from '../../src/contract/service.js'
import { forgetGone } from '../../src/features/tasks/rules.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import { Database } from '../../src/kept/database.js'
import { keptSandboxes } from '../../src/kept/kept.js'
import { readWorld } from '../../src/kept/reading.js'
import { keptTables, keyOf } from '../../src/model/schema.js'
import type { World } from '../../src/model/world.js'
import { randomFrom } from '../../src/sandbox/random.js'
import type { Sandbox } from '../../src/sandbox/sandbox.js'
import { Sandboxes } from '../../src/sandbox/sandboxes.js'
import { type GivenOptions, readOptions } from '../../src/settings/settings.js'
import { Files } from '../../src/store/files.js'

const control = Contract.load('mock')
const operations = Service.load(Contract.load('clickup').operations).names

/** The sandboxes of a mock with this folder. */
async function mockOn(folder: string, given: GivenOptions = {}, seedMark = 'one'): Promise<Sandboxes> {
  const settings = readOptions({ logLevel: { value: 'silent', where: '' }, ...given }, operations)
  const world = await plantedWorld('default', control)
  const make = () => new Sandboxes(world, settings, forgetGone)
  return keptSandboxes({ folder, settings, version: '0.0.0', seedMark }, world, make)
}

/** All that outlives the process. */
function pictureOf(sandboxes: Sandboxes) {
  return Object.fromEntries(
    sandboxes.list().map(({ name, world, seed }) => [
      name,
      {
        rows: rowsOf(world),
        ids: [...world.ids.snapshot()],
        clock: world.clock.snapshot(),
        seed: Object.fromEntries(keptTables.map((table) => [table, [...(seed.rows.get(table)?.values() ?? [])]])),
      },
    ]),
  )
}

function rowsOf(world: World) {
  return Object.fromEntries(keptTables.map((table) => [table, world.named(table).all()]))
}

/** Changes a random row of a random table, adds one like it, deletes it, or does several of that in one transaction. */
function work(world: World, between: (most: number) => number): void {
  const table = keptTables[between(keptTables.length)] ?? 'tasks'
  const rows = world.named(table).all()
  const row = rows[between(rows.length)]
  if (!row) return
  const what = between(4)
  if (what === 0) world.transact(() => [1, 2].map(() => work(world, between)))
  else if (what === 1) world.named(table).delete(row)
  else if (what === 2 || !('id' in row)) world.named(table).update(row, { note: `${between(1e6)}` } as object)
  else add(world, table, { ...row, id: `${keyOf(table, row)}-${between(1e9)}` })
}

/** Columns of which no two rows have the same value are not our subject. */
function add(world: World, table: (typeof keptTables)[number], row: object): void {
  try {
    world.named(table).add(row as never)
  } catch {
    world.ids.next('refused')
  }
}

function doSomething(sandboxes: Sandboxes, between: (most: number) => number, count: number): void {
  const all = sandboxes.list()
  const sandbox = all[between(all.length)] as Sandbox
  const events: readonly (() => void)[] = [
    () => sandbox.reset({ hard: between(3) === 0 }),
    () => sandbox.snapshot('one'),
    () => sandbox.snapshots().length && sandbox.restore('one'),
    () => sandbox.world.clock.advance(between(1e6)),
    () => void sandboxes.create(`s${count}`),
    () => void sandboxes.createWith(`own${count}`, (world) => work(world, between)),
    () => void sandboxes.fork(`fork${count}`, sandbox),
    () => sandbox !== sandboxes.default && sandboxes.delete(sandbox.name),
  ]
  if (between(4) === 0) events[between(events.length)]?.()
  else work(sandbox.world, between)
}

t.test('what 360 random changes have made is there again', async (t) => {
  const folder = t.testdir()
  const random = randomFrom(7)
  const between = (most: number) => Math.floor(random() * most)
  let before: object = {}
  for (let round = 0; round < 3; round += 1) {
    const sandboxes = await mockOn(folder, { stateSync: { value: round % 2 ? 'always' : 'second', where: '' } })
    if (round) t.strictSame(pictureOf(sandboxes), before, `after ${round} restarts`)
    for (let count = 0; count < 120; count += 1) doSomething(sandboxes, between, round * 1_000 + count)
    before = pictureOf(sandboxes)
    await sandboxes.close()
  }
  t.ok(Object.keys(before).length > 3)
})

t.test('what keys cannot hold, what is brief, and what comes after a replaced world', async (t) => {
  const folder = t.testdir()
  const sandboxes = await mockOn(folder)
  const { world } = sandboxes.default
  const [tag] = world.tags.all()
  const [token] = world.tokens.all()
  if (!tag || !token) return t.fail('the seed has a tag and a token')
  const names = ['long '.repeat(200), 'nothing \0 at all']
  for (const name of names) world.tags.add({ ...tag, name })
  world.codes.add({ id: 'brief', user_id: token.user_id } as never)
  const replaced = sandboxes.create('replaced')
  replaced.reset({ hard: true })
  replaced.world.users.add({ id: 1, handle: 'one', email: 'a@b.example' } as never)
  sandboxes.default.world.caches.clear()
  await new Promise((resolve) => setTimeout(resolve, 300)) // it is written meanwhile
  replaced.world.users.delete(replaced.world.users.get(1))
  replaced.world.users.add({ id: 2, handle: 'two', email: 'c@d.example' } as never)
  const gone = sandboxes.create('gone')
  sandboxes.delete('gone')
  gone.world.clock.advance(1)
  for (let count = 0; count <= 10_000; count += 1) sandboxes.refuse(`s${count}`, 'idle')
  await sandboxes.close()

  const again = await mockOn(folder)
  t.same(
    again.default.world.tags
      .all()
      .filter(({ name }) => names.includes(name))
      .map(({ name }) => name),
    names,
  )
  t.equal(again.default.world.codes.size, 0)
  t.same(
    again.list().map(({ name }) => name),
    ['default', 'replaced'],
  )
  t.same(
    again
      .open('replaced')
      .world.users.all()
      .map(({ id }) => id),
    [2],
  )
  t.same(again.size, { open: 2, given_up: 10_000 })
  t.throws(() => again.open('s1'), /given up/)
  await again.close()
  const database = await Database.read(folder)
  t.equal(readWorld(database, 'replaced', new Files()).rows.get('users')?.size, 1)
  await database.close()
})
