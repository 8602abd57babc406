// The work of a world as a fixture writes it: from a Space down to its tasks. What was deleted is in it, marked, so that
// its ids answer the same. The order of writing is that of planting; where rows were made in another, the order is given.
import type { components } from '../contract/mock.gen.js'
import type { FolderRow, ListRow, SpaceRow, Status, TagRow } from '../model/work-rows.js'
import type { World } from '../model/world.js'
import { ExportedParts } from './export-parts.js'
import { datesOf, ExportedTasks, flagsOf } from './export-tasks.js'
import { grouped, type Lookup, listed, WrittenRows } from './written-rows.js'

type Schemas = components['schemas']
/** What a Workspace of a fixture holds besides its members. */
export type ExportedWork = Pick<
  Schemas['FixtureWorkspace'],
  'spaces' | 'custom_fields' | 'task_types' | 'views' | 'templates'
>

/** Writes the work of all Workspaces of a world, whose rows it groups once. */
export class WorkExport {
  readonly #world: World
  readonly #rows: WrittenRows
  readonly #parts: ExportedParts
  readonly #spaces: Lookup<SpaceRow>
  readonly #folders: Lookup<FolderRow>
  readonly #lists: Lookup<ListRow>
  readonly #tags: Lookup<TagRow>
  readonly #tasks: ExportedTasks

  constructor(world: World) {
    this.#world = world
    this.#rows = new WrittenRows(world)
    this.#parts = new ExportedParts(world, this.#rows)
    this.#spaces = grouped(world.spaces.all(), ({ team_id }) => team_id)
    this.#folders = grouped(world.folders.all(), (one) => one.parent_folder_id ?? `space ${one.space_id}`)
    this.#lists = grouped(world.lists.all(), ({ folder_id, space_id }) => folder_id ?? `space ${space_id}`)
    this.#tags = grouped(world.tags.all(), ({ space_id }) => space_id)
    this.#tasks = new ExportedTasks(world, this.#rows, this.#parts)
  }

  /** What one Workspace holds. */
  of(teamId: string): ExportedWork {
    const types = this.#rows.all('task_types', this.#world.task_types.group('team', teamId))
    const made = this.#parts.madeOn({ kind: 'teams', id: teamId })
    const spaces = this.#spaces(teamId).map((space) => this.#space(space))
    const templates = this.#templates(teamId)
    return {
      ...listed(
        'task_types',
        types.map(({ team_id: _, ...type }) => ({ ...type, avatar: type.avatar && { ...type.avatar } })),
      ),
      ...made,
      ...listed('spaces', spaces),
      ...(Object.keys(templates).length && { templates }),
    }
  }

  /** Once all is written: the tables whose rows were made in another order. */
  order(): Schemas['Fixture']['order'] {
    return this.#rows.order()
  }

  #space(space: SpaceRow): Schemas['FixtureSpace'] {
    this.#rows.one('spaces', space)
    const { team_id: _, member_ids, statuses, features, archived: _archived, deleted: _deleted, ...columns } = space
    const tags = this.#rows
      .all('tags', this.#tags(space.id))
      .map(({ team_id: _team, space_id: _space, creator, ...tag }) => ({
        ...tag,
        creator: this.#parts.handle(creator),
      }))
    return {
      ...columns,
      members: this.#parts.handles(member_ids),
      statuses: statuses.map(copyOf),
      features: { ...features },
      ...flagsOf(space),
      ...listed('tags', tags),
      ...this.#parts.madeOn({ kind: 'spaces', id: space.id }),
      ...this.#inside(`space ${space.id}`),
    }
  }

  #inside(key: string): Pick<Schemas['FixtureFolder'], 'folders' | 'lists'> {
    return {
      ...listed(
        'folders',
        this.#folders(key).map((folder) => this.#folder(folder)),
      ),
      ...listed(
        'lists',
        this.#lists(key).map((list) => this.#list(list)),
      ),
    }
  }

  #folder(folder: FolderRow): Schemas['FixtureFolder'] {
    this.#rows.one('folders', folder)
    const { id, name, orderindex, statuses } = folder
    return {
      name,
      id,
      orderindex,
      ...(statuses && { statuses: statuses.map(copyOf) }),
      ...flagsOf(folder),
      ...this.#parts.sharedWith('folders', id),
      ...this.#parts.madeOn({ kind: 'folders', id }),
      ...this.#inside(id),
    }
  }

  #list(list: ListRow): Schemas['FixtureList'] {
    this.#rows.one('lists', list)
    const { id, name, content, status, priority, assignee, orderindex, statuses } = list
    return {
      name,
      id,
      ...(content && { content }),
      ...(status !== null && { status }),
      ...(priority !== null && { priority }),
      ...(assignee !== null && { assignee: this.#parts.handle(assignee) }),
      ...datesOf(list),
      orderindex,
      ...(statuses && { statuses: statuses.map(copyOf) }),
      ...flagsOf(list),
      ...this.#parts.sharedWith('lists', id),
      ...this.#parts.madeOn({ kind: 'lists', id }),
      ...listed('comments', this.#parts.comments({ kind: 'list', id })),
      ...listed('tasks', this.#tasks.of(list)),
    }
  }

  #templates(teamId: string): NonNullable<ExportedWork['templates']> {
    const ofKind = (kind: string) => {
      const templates = this.#world.templates.group('team', teamId).filter((one) => one.kind === kind)
      return this.#rows.all('templates', templates).map(({ id, name, content }) => ({ name, ...content, id }))
    }
    return {
      ...listed('tasks', ofKind('task')),
      ...listed('lists', ofKind('list')),
      ...listed('folders', ofKind('folder')),
    }
  }
}

function copyOf({ id, status, type, orderindex, color }: Status): Status {
  return { status, type, orderindex, color, id }
}
