// --state: the sandboxes of a folder, as the last mock left them, and kept from now on.
import { reject } from '../input/problems.js'
import type { World } from '../model/world.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import { Files } from '../store/files.js'
import { Database, FORMAT } from './database.js'
import { Keeper } from './keeper.js'
import { endsIn, readRows, recordsIn, stateOf } from './reading.js'
import { type SandboxRecord, SEED, writeRows } from './writing.js'

/** What the folder is to know of the mock that keeps its state there. */
export interface Mock {
  readonly folder: string
  readonly settings: Settings
  readonly version: string
  /** Tells its seed from others. */
  readonly seedMark: string
}

/**
 * Takes up the sandboxes of a folder where they were left, and keeps them from now on.
 * @param seed - the world that was planted; it becomes what it was at the first start, if it is the same seed
 * @param make - makes the sandboxes of this mock with that seed
 * @throws InputError when the folder is refused, or what is in it does not fit into the memory
 */
export async function keptSandboxes(mock: Mock, seed: World, make: () => Sandboxes): Promise<Sandboxes> {
  const database = await Database.open(mock.folder)
  try {
    return takeUp(database, mock, seed, make)
  } catch (error) {
    await database.close()
    throw error
  }
}

function takeUp(database: Database, { settings, version, seedMark }: Mock, seed: World, make: () => Sandboxes) {
  const { origin } = database
  const written = origin && readRows(database, SEED, new Files())
  const isSame = origin?.seed === seedMark
  if (isSame && written) seed.restore({ ...seed.snapshot(), rows: written })
  const sandboxes = make()
  const log = Log.of(settings)
  const keeper = new Keeper(database, sandboxes.default.seed, log, settings.stateSync === 'always')
  const records = recordsIn(database)
  const resume = (name: string, record: SandboxRecord) => {
    const sandbox = sandboxOf(database, sandboxes, name, record)
    const base = record.base === SEED ? written : record.base === null ? undefined : sandbox.seed.rows
    sandbox.takeUp(stateOf(readRows(database, name, sandbox.world.files, base), record.world))
    keeper.resumed(sandbox, record, record.base === SEED && !isSame)
  }
  for (const [name, record] of records) resume(name, record)
  if (sandboxes.memory.worlds.isFull || [...records.keys()].some((name) => !sandboxes.has(name))) {
    const what = `what is kept does not fit into the memory (sandboxes: ${records.size})`
    reject(database.folder, what, 'start the mock with a larger --memory')
  }
  for (const [name, by] of endsIn(database)) sandboxes.refuse(name, by)
  if (origin && !isSame) log.warn(`${database.folder}: ${ANOTHER_SEED}`)
  sandboxes.keepBy(keeper)
  if (!records.has(sandboxes.default.name)) keeper.began(sandboxes.default)
  database.write(() => {
    if (!isSame) {
      database.removeRange('row', SEED)
      writeRows(database, SEED, sandboxes.default.seed.rows, 0)
      database.origin = { format: FORMAT, version, seed: seedMark }
    }
    keeper.write()
  })
  return sandboxes
}

const ANOTHER_SEED =
  'it was begun with another seed; what is kept stays as it is, and a reset, or clickup-mock state empty, brings the new seed'

function sandboxOf(database: Database, sandboxes: Sandboxes, name: string, { seed }: SandboxRecord) {
  if (name === sandboxes.default.name) return sandboxes.default
  if (seed === null) return sandboxes.create(name)
  return sandboxes.createWith(name, (world) =>
    world.restore(stateOf(readRows(database, SEED + name, world.files), seed)),
  )
}
