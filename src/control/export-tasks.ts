// The tasks of a world as a fixture writes them: subtasks inside, what hangs on them with them, other tasks by id.
import type { components } from '../contract/mock.gen.js'
import type { ListRow, TaskRow } from '../model/work-rows.js'
import type { Tables, World } from '../model/world.js'
import type { ExportedParts } from './export-parts.js'
import { grouped, type Lookup, listed, type WrittenRows } from './written-rows.js'

type Schemas = components['schemas']

/** Writes tasks, which it groups once. */
export class ExportedTasks {
  readonly #world: World
  readonly #rows: WrittenRows
  readonly #parts: ExportedParts
  readonly #tasks: Lookup<TaskRow>
  readonly #dependencies: Lookup<Tables['dependencies']>
  readonly #links: Lookup<Tables['links']>
  readonly #further: Lookup<Tables['further_lists']>

  constructor(world: World, rows: WrittenRows, parts: ExportedParts) {
    this.#world = world
    this.#rows = rows
    this.#parts = parts
    this.#tasks = grouped(world.tasks.all(), (task) =>
      this.#isNested(task) ? `task ${task.parent}` : `list ${task.list_id}`,
    )
    this.#dependencies = grouped(world.dependencies.all(), ({ task_id }) => task_id)
    this.#links = grouped(world.links.all(), ({ task_id }) => task_id)
    this.#further = grouped(world.further_lists.all(), ({ task_id }) => task_id)
  }

  /** Those of a List. */
  of({ id }: ListRow): Schemas['FixtureTask'][] {
    return this.#tasks(`list ${id}`).map((task) => this.#task(task))
  }

  /** A subtask is written in its parent, unless that stands in another List. */
  #isNested({ parent, list_id }: TaskRow): boolean {
    return parent !== null && this.#world.tasks.get(parent).list_id === list_id
  }

  #task(task: TaskRow): Schemas['FixtureTask'] {
    this.#rows.one('tasks', task)
    const { id, name, custom_id, custom_item_id, markdown, status, parent, priority, points, time_estimate } = task
    return {
      name,
      id,
      ...(custom_id !== null && { custom_id }),
      ...(custom_item_id !== 0 && { custom_item_id }),
      ...(markdown && { description: markdown }),
      status,
      ...lifeOf(task),
      ...flagsOf(task),
      ...this.#people(task),
      ...listed('group_assignees', [...task.group_assignees]),
      ...listed('tags', [...task.tags]),
      ...(parent !== null && !this.#isNested(task) && { parent }),
      ...(priority !== null && { priority }),
      ...datesOf(task),
      ...(points !== null && { points }),
      ...(time_estimate !== null && { time_estimate }),
      ...(Object.keys(task.fields).length && { custom_fields: { ...task.fields } }),
      ...listed('checklists', this.#parts.checklists(id)),
      ...listed('comments', this.#parts.comments({ kind: 'task', id })),
      ...listed('attachments', this.#parts.files(id)),
      ...this.#parts.sharedWith('tasks', id),
      ...this.#relations(id),
      ...listed(
        'subtasks',
        this.#tasks(`task ${id}`).map((subtask) => this.#task(subtask)),
      ),
    }
  }

  #people({ creator, assignees, watchers }: TaskRow) {
    return {
      creator: this.#parts.handle(creator),
      ...listed('assignees', this.#parts.handles(assignees)),
      watchers: this.#parts.handles(watchers),
    }
  }

  #relations(id: string): Pick<Schemas['FixtureTask'], 'depends_on' | 'links_to' | 'further_lists'> {
    const dependencies = this.#rows.all('dependencies', this.#dependencies(id))
    const links = this.#rows.all('links', this.#links(id))
    const further = this.#rows.all('further_lists', this.#further(id))
    const relation = (task: string, { date_created, userid }: { date_created: number; userid: number }) => {
      return { task, date_created, author: this.#parts.handle(userid) }
    }
    return {
      ...listed(
        'depends_on',
        dependencies.map((one) => relation(one.depends_on, one)),
      ),
      ...listed(
        'links_to',
        links.map((one) => relation(one.link_id, one)),
      ),
      ...listed(
        'further_lists',
        further.map(({ list_id }) => list_id),
      ),
    }
  }
}

function lifeOf({ status_history, orderindex, date_created, date_updated, date_closed, date_done }: TaskRow) {
  return {
    status_history: status_history.map(({ status, since }) => ({ status, since })),
    orderindex,
    date_created,
    date_updated,
    date_closed,
    date_done,
  }
}

/** When a task or a List is due and starts. */
export function datesOf(row: Pick<TaskRow, 'due_date' | 'due_date_time' | 'start_date' | 'start_date_time'>) {
  const { due_date, due_date_time, start_date, start_date_time } = row
  return {
    ...(due_date !== null && { due_date }),
    ...(due_date_time && { due_date_time }),
    ...(start_date !== null && { start_date }),
    ...(start_date_time && { start_date_time }),
  }
}

/** What only some have. */
export function flagsOf({ archived, deleted }: Pick<TaskRow, 'archived' | 'deleted'>) {
  return { ...(archived && { archived }), ...(deleted && { deleted }) }
}
