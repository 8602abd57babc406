// Where a world comes from: a fixture of ours (derived to JSON at build time), a file of the tester's, or an object.
import { readFileSync } from 'node:fs'
import type { Contract } from '../contract/contract.js'
import { InputError, problemsIn } from '../errors.js'
import { World } from '../model/world.js'
import { suggestion } from '../nearest.js'
import type { Settings } from '../settings.js'
import { located, readYamlFile } from '../yaml-file.js'
import { type Fixture, plant } from './plant.js'
import { problemsOf } from './problems.js'

/** The fixtures that come with the package, by name. */
export const builtInFixtures = ['default', 'empty'] as const

/** A world planted with a fixture: one of ours by name, a file, or an object. @throws InputError; then nothing is planted */
export async function plantedWorld(
  seed: string | Fixture,
  control: Contract,
  plans: Settings['plans'],
): Promise<World> {
  const world = new World()
  if (typeof seed !== 'string') plantChecked(world, seed, control)
  else if (isBuiltIn(seed)) plant(world, readBuiltIn(seed))
  else {
    const file = await readYamlFile(seed, builtInFixtures)
    try {
      plantChecked(world, file.value, control)
    } catch (error) {
      throw located(file, problemsIn(error))
    }
  }
  setPlans(world, plans)
  return world
}

function plantChecked(world: World, fixture: unknown, control: Contract): void {
  const problems = problemsOf(control.check('seed', { path: {}, query: {}, requestBody: fixture }))
  if (problems.length) throw new InputError(problems)
  world.transact(() => plant(world, fixture as Fixture)) // the check just made sure of its shape
}

/** `--plan`: for every Workspace, and for single ones. */
function setPlans(world: World, plans: Settings['plans']): void {
  for (const [name, plan] of plans) {
    const named =
      name === undefined ? world.teams.all() : [world.teams.findBy('handle', name) ?? world.teams.find(name)]
    for (const team of named) {
      if (team) world.teams.update(team, { plan })
      else {
        const handles = world.teams.all().map((one) => one.handle)
        throw new InputError([
          { where: 'plan', what: `there is no Workspace "${name}"`, right: suggestion(String(name), handles) },
        ])
      }
    }
  }
}

function isBuiltIn(name: string): name is (typeof builtInFixtures)[number] {
  return builtInFixtures.some((one) => one === name)
}

function readBuiltIn(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../../dist/fixtures/${name}.json`, import.meta.url), 'utf8'))
}
