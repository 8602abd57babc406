// Whatever roles, custom roles, groups and shares there are: what operations let somebody see or change is what a plain model
// of the table of permissions says.
import fc from 'fast-check'
import t from 'tap'
import type { Level } from '../../src/model/permissions.js'
import { SEED } from '../help/arbitraries.js'
import { letIn, startEnterprise } from '../help/enterprise.js'
import { ANNA, addFolder, addGroup, addList, addTask, CHLOE, NORTHWIND } from '../help/work.js'

t.comment(`fast-check seed ${SEED}`)

/** Who Chloé is in one run, and what she was let into. */
interface Given {
  readonly role: 'admin' | 'member' | 'guest'
  readonly without: readonly string[]
  readonly can: readonly ('can_edit_tags' | 'can_create_views')[]
  readonly isPrivate: boolean
  readonly isOwn: boolean
  readonly shares: { readonly [Kind in 'folders' | 'lists' | 'tasks']?: Level }
}

const names = ['manageUsers', 'manageGuests', 'manageGroups', 'editTags', 'createViews', 'deleteTasks'] as const
const level = fc.constantFrom<Level | undefined>(undefined, 'read', 'comment', 'edit', 'create')
const given: fc.Arbitrary<Given> = fc.record({
  role: fc.constantFrom('admin', 'member', 'guest'),
  without: fc.subarray([...names]),
  can: fc.subarray(['can_edit_tags', 'can_create_views']),
  isPrivate: fc.boolean(),
  isOwn: fc.boolean(),
  shares: fc.record({ folders: level, lists: level, tasks: level }) as fc.Arbitrary<Given['shares']>,
})

/** The table in plain words: who sees the task, at which level, and may do what. */
function expected({ role, without, can, isPrivate, isOwn, shares }: Given) {
  const nearest = shares.tasks ?? shares.lists ?? shares.folders
  const onList = shares.lists ?? shares.folders
  const isInside = role !== 'guest' && !isPrivate
  const rank = ['read', 'comment', 'edit', 'create']
  const reaches = (share: Level | undefined, needed: string) =>
    share === undefined ? isInside : rank.indexOf(share) >= rank.indexOf(needed)
  const has = (name: (typeof names)[number], isGiven: boolean) => isGiven && !without.includes(name)
  const isStaff = role !== 'guest'
  return {
    see: nearest !== undefined || isInside,
    comment: reaches(nearest, 'comment'),
    rename: reaches(nearest, 'edit'),
    tag: reaches(nearest, 'edit') && has('editTags', isStaff || can.includes('can_edit_tags')),
    createTask: reaches(onList, 'create'),
    createView: reaches(onList, 'edit') && has('createViews', isStaff || can.includes('can_create_views')),
    share: reaches(onList, 'edit') && has('manageGuests', isStaff),
    readUser: has('manageUsers', role === 'admin'),
    makeGroup: has('manageGroups', role === 'admin'),
    delete: reaches(nearest, 'edit') && has('deleteTasks', isStaff || isOwn),
  }
}

t.test('what operations let somebody see or change', async (t) => {
  const { as, world, space } = await startEnterprise(t)
  const folder = addFolder(world, space)
  const list = addList(world, space, { folder_id: folder.id })
  const task = addTask(world, list)
  const gina = world.users.findBy('handle', 'gina')?.id
  const group = addGroup(world, { member_ids: [CHLOE] })
  world.tasks.update(task, { group_assignees: [group.id] })
  const start = world.snapshot()
  const [onTask, onList, inTeam] = [`/api/v2/task/${task.id}`, `/api/v2/list/${list.id}`, `/api/v2/team/${NORTHWIND}`]
  const calls = {
    see: () => as.chloe.get(onTask),
    comment: () => as.chloe.post(`${onTask}/comment`, { comment_text: 'x' }),
    rename: () => as.chloe.send('PUT', onTask, { body: { name: 'x' } }),
    tag: () => as.chloe.post(`${onTask}/tag/x`),
    createTask: () => as.chloe.post(`${onList}/task`, { name: 'x' }),
    createView: () => as.chloe.post(`${onList}/view`, { name: 'x', type: 'list' }),
    share: () => as.chloe.post(`${onList}/guest/${gina}`, { permission_level: 'read' }),
    readUser: () => as.chloe.get(`${inTeam}/user/${ANNA}`),
    makeGroup: () => as.chloe.post(`${inTeam}/group`, { name: 'x' }),
    delete: () => as.chloe.send('DELETE', onTask),
  }

  await fc.assert(
    fc.asyncProperty(given, async (one) => {
      world.restore(start)
      const { role: inherited_role, without, can, isPrivate, isOwn, shares } = one
      world.custom_roles.add({ id: '7', team_id: NORTHWIND, name: 'R', inherited_role, without, date_created: 1 })
      const member = world.members.get(`${NORTHWIND}/${CHLOE}`)
      world.members.update(member, { role: inherited_role, custom_role_id: '7', can })
      world.spaces.update(world.spaces.get(space.id), { private: isPrivate, member_ids: [ANNA] })
      world.tasks.update(world.tasks.get(task.id), { creator: isOwn ? CHLOE : ANNA })
      const things = { folders: folder, lists: list, tasks: task }
      for (const kind of ['folders', 'lists', 'tasks'] as const) {
        const share = shares[kind]
        if (share) letIn(world, kind, things[kind], share, CHLOE)
      }
      const met: Record<string, boolean> = {}
      for (const [name, call] of Object.entries(calls)) met[name] = (await call()).status < 300
      t.strictSame(met, expected(one), JSON.stringify(one))
    }),
    { numRuns: 60, seed: SEED, endOnFailure: true },
  )
})
