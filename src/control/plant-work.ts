// Planting what is in a Workspace: the code that templates are made with, told where it stands in the fixture.
import type { components } from '../contract/mock.gen.js'
import { InputError, type Problem } from '../errors.js'
import { plantFields } from '../features/planting/fields.js'
import { plantSpace } from '../features/planting/places.js'
import { Planting } from '../features/planting/planting.js'
import { plantViews } from '../features/planting/talk.js'
import { FIRST_DAY } from '../features/planting/times.js'
import type { TeamRow } from '../model/rows.js'
import type { TemplateRow } from '../model/work-rows.js'
import type { Tables, World } from '../model/world.js'
import { userNamed } from './named.js'
import { pointerStep } from './problems.js'

type Schemas = components['schemas']
type Fixture = Schemas['Fixture']

/** All that a Workspace of a fixture holds besides its members. @throws InputError with every problem */
export function plantWork(
  world: World,
  team: TeamRow,
  owner: number,
  given: Schemas['FixtureWorkspace'],
  at: string,
): void {
  const person = (handle: string, where: string) => userNamed(world, handle, where).id
  const planting = new Planting({ world, team_id: team.id, creator: owner, first: FIRST_DAY, still: false, person })
  plantTaskTypes(planting, given.task_types ?? [], `${at}/task_types`)
  plantFields(planting, { kind: 'teams', id: team.id }, given.custom_fields, at)
  plantViews(planting, { kind: 'teams', id: team.id }, given.views, at)
  for (const [index, space] of (given.spaces ?? []).entries()) plantSpace(planting, space, `${at}/spaces/${index}`)
  plantTemplates(planting, 'task', given.templates?.tasks, `${at}/templates/tasks`)
  plantTemplates(planting, 'list', given.templates?.lists, `${at}/templates/lists`)
  plantTemplates(planting, 'folder', given.templates?.folders, `${at}/templates/folders`)
  planting.finish()
  if (planting.problems.length) throw new InputError(planting.problems)
}

function plantTaskTypes(planting: Planting, types: readonly Schemas['FixtureTaskType'][], at: string): void {
  const { world, team_id } = planting
  const isTaken = (id: number) => world.task_types.find(`${team_id}/${id}`) !== undefined
  for (const [index, type] of types.entries()) {
    let id = type.id ?? FIRST_TYPE
    if (type.id !== undefined && isTaken(id)) {
      planting.wrong(`${at}/${index}/id`, `the id ${id} is taken`, 'leave it out, and one is derived')
    }
    while (isTaken(id)) id += 1
    const { name, name_plural = null, description = null, avatar = null } = type
    world.task_types.add({ id, team_id, name, name_plural, description, avatar })
  }
}

/** Those below are ClickUp's own. */
const FIRST_TYPE = 1_001

/** What is in a template is planted when something is made of it; only who it names is looked up now. */
function plantTemplates(
  planting: Planting,
  kind: TemplateRow['kind'],
  templates: readonly { readonly name: string; readonly id?: string }[] = [],
  at: string,
): void {
  const { world, team_id } = planting
  for (const [index, template] of templates.entries()) {
    const where = `${at}/${index}`
    const { id: given, ...content } = template
    if (given !== undefined && !given.startsWith('t-')) {
      planting.wrong(`${where}/id`, `${given} is no id of a template`, 'write t- and digits')
    }
    for (const { handle, at: place } of peopleIn(content, where)) planting.person(handle, place)
    const id = planting.id('templates', given, where, () => world.ids.template())
    world.templates.add({ id, team_id, kind, name: template.name, content })
  }
}

/** Keeps the ids and order indexes that a fixture gives from being made for anything else, wherever in it they stand. */
export function claimIds(world: World, part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  for (const [key, value] of Object.entries(part)) {
    if ((key === 'id' || key === 'orderindex') && typeof value === 'string') world.ids.claim(value)
    else claimIds(world, value)
  }
}

/** Puts rows in the order in which they were made. @throws InputError for rows that are not there */
export function applyOrder(world: World, _handle: string, order: NonNullable<Fixture['order']>, at: string): void {
  const problems: Problem[] = []
  for (const [name, ids] of Object.entries(order)) {
    const table = world.named(name as keyof Tables) // the schema names them one by one
    for (const [index, id] of ids.entries()) {
      const row = table.find(id)
      if (row) {
        table.delete(row)
        table.add(row)
      } else problems.push({ where: `${at}/${name}/${index}`, what: `there is no row ${id}`, right: 'leave it out' })
    }
  }
  if (problems.length) throw new InputError(problems)
}

const persons = new Set(['creator', 'assignee', 'author', 'assigned_by', 'user'])
const groups = new Set(['assignees', 'watchers', 'shared_with'])

/** The handles in the content of a template, and where they stand. */
function peopleIn(content: object, at: string): { readonly handle: string; readonly at: string }[] {
  return Object.entries(content).flatMap(([key, value]) => {
    const where = `${at}/${pointerStep(key)}`
    if (typeof value === 'string') return persons.has(key) ? { handle: value, at: where } : []
    // The values of Custom Fields may have any key; what rich comments are made of is not ours.
    if (!isObject(value) || (key === 'custom_fields' && !Array.isArray(value)) || key === 'comment') return []
    if (!groups.has(key)) return peopleIn(value, where)
    return Object.entries(value).flatMap(([index, one]) => {
      return typeof one === 'string' ? { handle: one, at: `${where}/${index}` } : peopleIn(one, `${where}/${index}`)
    })
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
