// Things that happen to a world with work in it, for the property that every world comes back from its export.
import { bringTags } from '../../src/features/tags/rules.js'
import { clientIdOf } from '../../src/features/webhooks/rules.js'
import { isGone } from '../../src/model/hierarchy.js'
import type { World } from '../../src/model/world.js'

/** Each happens to the rows that a number picks. */
export const happenings: readonly ((world: World, pick: <Row>(rows: readonly Row[]) => Row) => void)[] = [
  (world, pick) => {
    const task = pick(world.tasks.all())
    if (isGone(world, { table: 'tasks', row: task })) return
    const home = world.lists.get(task.list_id)
    const near = world.lists.all().filter(({ team_id }) => team_id === task.team_id)
    const { id, space_id } = pick(near)
    bringTags(world, home, space_id)
    world.tasks.update(task, { list_id: id })
  },
  (world, pick) => {
    const fields = world.custom_fields.all()
    if (fields.length) world.tasks.update(pick(world.tasks.all()), { fields: { [pick(fields).id]: [1, { a: null }] } })
  },
  (world, pick) => {
    const [one, other] = [pick(world.tasks.all()), pick(world.tasks.all())]
    const below = (id: string | null): boolean => id !== null && (id === one.id || below(world.tasks.get(id).parent))
    const stays = one.team_id !== other.team_id || isGone(world, { table: 'tasks', row: one })
    if (!stays && !below(other.id)) world.tasks.update(one, { parent: other.id })
  },
  (world, pick) => {
    const { id, team_id } = pick(world.tasks.all())
    const row = { id: world.ids.comment(), team_id, on: { kind: 'task', id } as const, blocks: [{ text: 'Late' }] }
    world.comments.add({
      ...row,
      user_id: pick(world.users.all()).id,
      assignee: null,
      assigned_by: null,
      group_assignee: null,
      resolved: false,
      date: 1,
    })
  },
  (world, pick) => {
    const entry = pick(world.time_entries.all())
    const { id, team_id } = pick(world.tasks.all())
    if (entry.team_id === team_id) world.time_entries.update(entry, { task_id: pick([id, null]) })
  },
  (world, pick) => {
    const [one, other] = [pick(world.tasks.all()), pick(world.tasks.all())]
    const relation = { team_id: one.team_id, task_id: one.id, date_created: 3, userid: pick(world.users.all()).id }
    if (one.team_id !== other.team_id || one.id === other.id) return
    if (!world.dependencies.find(`${one.id}/${other.id}`)) world.dependencies.add({ ...relation, depends_on: other.id })
    if (!world.links.find(`${one.id}/${other.id}`)) world.links.add({ ...relation, link_id: other.id })
  },
  (world, pick) => {
    const [one, list] = [pick(world.tasks.all()), pick(world.lists.all())]
    const row = { team_id: one.team_id, task_id: one.id, list_id: list.id }
    if (list.team_id !== one.team_id || list.id === one.list_id || world.further_lists.find(`${list.id}/${one.id}`))
      return
    world.further_lists.add(row)
  },
  (world, pick) => {
    if (world.key_results.size === 0) return
    const keyResult = pick(world.key_results.all())
    const ids = (rows: readonly { readonly id: string; readonly team_id: string }[]) => {
      const own = rows.filter(({ team_id }) => team_id === keyResult.team_id)
      return own.length ? [pick(own).id] : []
    }
    world.key_results.update(keyResult, { task_ids: ids(world.tasks.all()), list_ids: ids(world.lists.all()) })
  },
  (world, pick) => {
    if (world.goals.size > 0) world.goals.update(pick(world.goals.all()), { deleted: true })
  },
  (world, pick) => world.checklist_items.all().length > 0 && world.checklist_items.delete(pick(leaves(world))),
  (world, pick) => void world.spaces.update(pick(world.spaces.all()), { deleted: true }),
  (world, pick) => {
    const { id: task_id, list_id, team_id } = pick(world.tasks.all())
    const narrow = pick([
      { task_id, list_id: null },
      { task_id: null, list_id },
      { task_id, list_id },
    ])
    const [status, fail_count] = pick([['active', 0] as const, ['suspended', 100] as const])
    const token = pick(['pk_1_A', 'pk_1_B'])
    world.webhooks.add({
      id: world.ids.uuid(),
      team_id,
      user_id: pick(world.users.all()).id,
      token,
      client_id: clientIdOf(world, token),
      endpoint: 'http://x.example',
      events: pick([['*'], ['taskMoved', 'goalCreated']]),
      space_id: pick([null, world.lists.get(list_id).space_id]),
      folder_id: world.lists.get(list_id).folder_id,
      ...narrow,
      status,
      fail_count,
      secret: world.ids.webhookSecret(),
    })
  },
]

function leaves(world: World) {
  return world.checklist_items
    .all()
    .filter(({ id }) => !world.checklist_items.all().some(({ parent }) => parent === id))
}
