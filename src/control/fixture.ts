// Where a world comes from: a fixture of ours (derived to JSON at build time), a file of the tester's, or an object.
import { readFileSync } from 'node:fs'
import type { Contract } from '../contract/contract.js'
import { InputError, problemsIn } from '../errors.js'
import type { TeamRow } from '../model/rows.js'
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
  checkPlans(world, plans)
  setPlans(world, plans)
  return world
}

function plantChecked(world: World, fixture: unknown, control: Contract): void {
  const problems = problemsOf(control.check('seed', { path: {}, query: {}, requestBody: fixture }))
  if (problems.length) throw new InputError(problems)
  world.transact(() => plant(world, fixture as Fixture)) // the check just made sure of its shape
}

/** `--plan`: for every Workspace, and for single ones; those it names that are not there stay unnamed. */
export function setPlans(world: World, plans: Settings['plans']): void {
  for (const [name, plan] of plans) {
    for (const team of name === undefined ? world.teams.all() : teamNamed(world, name))
      world.teams.update(team, { plan })
  }
}

/** @throws InputError for a Workspace of `--plan` that is not there */
function checkPlans(world: World, plans: Settings['plans']): void {
  for (const name of plans.keys()) {
    if (name === undefined || teamNamed(world, name).length) continue
    const right = suggestion(
      name,
      world.teams.all().map(({ handle }) => handle),
    )
    throw new InputError([{ where: 'plan', what: `there is no Workspace "${name}"`, right }])
  }
}

/** By handle or id. */
function teamNamed(world: World, name: string): TeamRow[] {
  const team = world.teams.findBy('handle', name) ?? world.teams.find(name)
  return team ? [team] : []
}

function isBuiltIn(name: string): name is (typeof builtInFixtures)[number] {
  return builtInFixtures.some((one) => one === name)
}

function readBuiltIn(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../../dist/fixtures/${name}.json`, import.meta.url), 'utf8'))
}
