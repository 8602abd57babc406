// `clickup-mock state`: what a folder of --state keeps, also while a mock uses it.
import { made } from '../contract/late.js'
import { exportWorld } from '../fixtures/fixture.js'
import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import { sizeText } from '../input/sizes.js'
import { Database } from '../kept/database.js'
import { readWorld, recordsIn } from '../kept/reading.js'
import { World } from '../model/world.js'
import { optionSpecs } from '../settings/options.js'
import { flagValue } from './command-line.js'
import { givenOptions } from './given-options.js'
import { type Paint, paintFor } from './paint.js'
import { table } from './table.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** Shows, exports or empties a folder. @throws InputError when it is refused */
export async function state(line: CheckedLine, terminal: Terminal): Promise<number> {
  const { state: given } = await givenOptions(line, terminal.env)
  if (!given) reject('--state', 'it is missing', 'name the folder that the mock was started with: --state ./state')
  const folder = optionSpecs.state.read(given.value, given.where)
  if (line.name === 'state empty') return empty(folder, terminal)
  const database = await Database.read(folder)
  try {
    const text = line.name === 'state show' ? shown(database, line, terminal) : exported(database, line)
    terminal.stdout.write(text)
    return 0
  } finally {
    await database.close()
  }
}

async function empty(folder: string, terminal: Terminal): Promise<number> {
  await (await Database.read(folder)).close() // it is one
  const database = await Database.open(folder)
  database.clear()
  await database.close()
  terminal.stdout.write(`nothing is kept in ${folder} any more\n`)
  return 0
}

const counted = ['tasks', 'users', 'tokens', 'webhooks'] as const

function shown(database: Database, { values }: CheckedLine, { stdout, env }: Terminal): string {
  const sandboxes = [...recordsIn(database).keys()].map((name) => {
    const world = worldOf(database, name)
    return { name, ...Object.fromEntries(counted.map((one) => [one, world[one].size])) }
  })
  const { origin, folder, size } = database
  if (values.json) return `${JSON.stringify({ folder, bytes: size, ...origin, sandboxes }, null, 2)}\n`
  const paint: Paint = paintFor(stdout, env)
  const rows = sandboxes.map((sandbox) => Object.values(sandbox).map(String))
  const what = origin ? `, format ${origin.format}, begun by clickup-mock ${origin.version}` : ', nothing in it'
  return `${folder}: ${sizeText(size)}${what}\n${rows.length ? table(['sandbox', ...counted], rows, paint) : ''}`
}

function exported(database: Database, line: CheckedLine): string {
  const names = [...recordsIn(database).keys()]
  const name = flagValue(line, 'sandbox') ?? 'default'
  if (!names.includes(name)) reject('--sandbox', `no "${name}" is kept`, suggestion(name, names))
  return `${JSON.stringify(made(exportWorld(worldOf(database, name))), null, 2)}\n`
}

function worldOf(database: Database, name: string): World {
  const world = new World()
  world.restore(readWorld(database, name, world.files))
  return world
}
