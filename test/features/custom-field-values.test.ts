// Custom Fields that name other things, follow the task, or cannot be set: what is written, read and refused.
import t from 'tap'
import { setFieldValue } from '../../src/features/custom-fields/rules.js'
import type { CustomFieldRow } from '../../src/model/field-rows.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import type { World } from '../../src/model/world.js'
import { addField } from '../help/fields.js'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, addList, addSpace, addTask, BEN, GINA, NORTHWIND, startWork } from '../help/work.js'

const UNKNOWN = 'fa4e0000-0000-4000-8000-ffffffffffff'

function pathOf(task: { readonly id: string }, field: { readonly id: string }): string {
  return `/api/v2/task/${task.id}/field/${field.id}`
}

/** The value a task shows of a field. */
async function shown(client: TestClient, task: TaskRow, field: CustomFieldRow) {
  const { body } = await client.get(`/api/v2/list/${task.list_id}/task?subtasks=true&include_closed=true`)
  const found = body.tasks.find(({ id }: { id: string }) => id === task.id)
  return found.custom_fields.find(({ id }: { id: string }) => id === field.id)?.value
}

t.test('SetCustomFieldValue on a field that names tasks', async (t) => {
  const { as, world, space, list, task, other } = await startWork(t)
  const third = addTask(world, list, { name: 'Oar', custom_item_id: 1, status: 'complete' })
  const field = addField(world, 'tasks')
  const write = (value: unknown, client = as.anna) => client.post(pathOf(task, field), { value })

  await t.test('adds and takes away, and shows the tasks as they are now', async (t) => {
    await write({ add: [other.id, third.id] })
    await write({ add: [other.id], rem: [third.id, 'nothing'] })
    world.tasks.update(world.tasks.get(other.id), { name: 'Main sail' })
    const relation = { id: other.id, name: 'Main sail', status: 'to do', color: '#87909e', custom_type: null }
    const rest = { team_id: NORTHWIND, deleted: false, url: `https://app.clickup.com/t/${other.id}`, access: true }
    t.strictSame(await shown(as.anna, task, field), [{ ...relation, ...rest }])
  })

  await t.test('shows a task that was deleted, and that it was', async (t) => {
    await write({ add: [third.id], rem: [other.id] })
    world.tasks.update(world.tasks.get(third.id), { deleted: true })
    t.match(await shown(as.anna, task, field), [{ id: third.id, custom_type: 1, deleted: true }])
  })

  const hidden = addTask(world, addList(world, addSpace(world, { private: true, member_ids: [BEN] })))
  for (const [name, id, refusal] of [
    ['the task itself', task.id, 'fieldValueInvalid'],
    ['one that was deleted', third.id, 'taskNotAccessible'],
    ['one that is not there', '86nothing', 'taskNotAccessible'],
    ['one named by its custom id', 'NW-1', 'taskNotAccessible'],
    ['one named by its address', `https://app.clickup.com/t/${other.id}`, 'taskNotAccessible'],
    ['one the caller cannot see', hidden.id, 'taskNotAccessible'],
  ] as const) {
    await t.test(`refuses ${name}`, async (t) => {
      refused(t, await write({ add: [id] }), refusal)
    })
  }
  await t.test('refuses a plain list', async (t) => {
    refused(t, await write([other.id]), 'fieldValueInvalid')
  })

  await t.test('takes what the caller can see, who may be somebody else', async (t) => {
    t.equal((await write({ add: [hidden.id] }, as.ben)).status, 200)
  })

  await t.test('of a list_relationship takes only tasks of its List', async (t) => {
    const beside = addTask(world, addList(world, space))
    const relation = addField(world, 'list_relationship', { type_config: { subcategory_id: list.id } })
    const add = (id: string) => as.anna.post(pathOf(task, relation), { value: { add: [id] } })
    t.equal((await add(other.id)).status, 200)
    refused(t, await add(beside.id), 'fieldValueInvalid')
  })
})

t.test('SetCustomFieldValue on a field of files', async (t) => {
  const { as, world, task } = await startWork(t)
  const file = {
    id: world.ids.uuid(),
    team_id: NORTHWIND,
    task_id: task.id,
    field_id: null,
    title: 'plan.pdf',
    extension: 'pdf',
  }
  world.attachments.add({
    ...file,
    mimetype: 'application/pdf',
    date: 1,
    user_id: ANNA,
    url: '',
    content: { size: 0, read: () => Buffer.alloc(0) },
  })
  const field = addField(world, 'attachment')
  const write = (id: string) => as.anna.post(pathOf(task, field), { value: { add: [id] } })

  await t.test('takes files that were uploaded, and no others', async (t) => {
    t.equal((await write(file.id)).status, 200)
    refused(t, await write(UNKNOWN), 'fieldValueInvalid')
    t.strictSame(await shown(as.anna, task, field), [{ id: file.id, date: '1', title: 'plan.pdf', extension: 'pdf' }])
  })

  await t.test('shows no file that is gone', async (t) => {
    world.attachments.delete(world.attachments.get(file.id))
    t.strictSame(await shown(as.anna, task, field), [])
  })
})

t.test('automatic_progress follows what the field tracks', async (t) => {
  const { as, world, list, task } = await startWork(t)
  const all = { subtasks: true, checklists: true, assigned_comments: true }
  const field = addField(world, 'automatic_progress', { type_config: { tracking: all, complete_on: 3 } })
  const blind = addField(world, 'automatic_progress')
  const progress = async () => [await shown(as.anna, task, field), await shown(as.anna, task, blind)]

  t.strictSame(await progress(), [{ percent_complete: 0 }, { percent_complete: 0 }])
  addTask(world, list, { parent: task.id })
  addTask(world, list, { parent: task.id, status: 'complete' })
  const { body } = await as.anna.post(`/api/v2/task/${task.id}/checklist`, { name: 'Rigging' })
  await as.anna.post(`/api/v2/checklist/${body.checklist.id}/checklist_item`, { name: 'Stay' })
  addComments(world, task)
  t.strictSame(await progress(), [{ percent_complete: 50 }, { percent_complete: 0 }], '1 of 2 subtasks, 0 of 1, 1 of 1')
})

/** One assigned and resolved, one of nobody. */
function addComments(world: World, { id, team_id }: TaskRow): void {
  const on = { kind: 'task', id } as const
  const more = { team_id, on, blocks: [], user_id: ANNA, assigned_by: null, group_assignee: null, date: 1 }
  world.comments.add({ ...more, id: '1', assignee: ANNA, resolved: true })
  world.comments.add({ ...more, id: '2', assignee: null, resolved: false })
}

t.test('SetCustomFieldValue on a date', async (t) => {
  const { as, world, task } = await startWork(t)
  const field = addField(world, 'date')
  const write = (value: unknown, value_options?: unknown, client = as.anna) =>
    client.post(pathOf(task, field), { value, value_options })
  const inWinter = Date.UTC(2026, 0, 5, 3)

  for (const [name, value_options, wanted] of [
    ['keeps the time when told so', { time: true }, inWinter],
    ['makes it 4 am where the user lives otherwise', { time: 'yes' }, inWinter],
    ['makes it 4 am without options', undefined, inWinter],
  ] as const) {
    await t.test(name, async (t) => {
      await write(inWinter, value_options)
      t.equal(await shown(as.anna, task, field), String(wanted))
    })
  }

  for (const [name, timezone, value, wanted] of [
    ['the day before, behind UTC', 'America/New_York', Date.UTC(2026, 0, 5, 3), Date.UTC(2026, 0, 4, 9)],
    ['the day the clocks go forward', 'Europe/Berlin', Date.UTC(2026, 2, 29, 12), Date.UTC(2026, 2, 29, 2)],
    ['the day they go back', 'Europe/Berlin', Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 3)],
    ['UTC in a zone nobody knows', 'Atlantis/Capital', Date.UTC(2026, 0, 5, 3), Date.UTC(2026, 0, 5, 4)],
  ] as const) {
    await t.test(`makes it 4 am on ${name}`, async (t) => {
      world.users.update(world.users.get(BEN), { timezone })
      await write(value, undefined, as.ben)
      t.equal(await shown(as.anna, task, field), String(wanted))
    })
  }
})

t.test('SetCustomFieldValue', async (t) => {
  const { as, world, list, task, other } = await startWork(t)
  const field = addField(world, 'text')
  const write = (body: object, at = field, client = as.anna) => client.post(pathOf(task, at), body)

  await t.test('counts as a change of the task', async (t) => {
    world.clock.advance(1_000)
    await write({ value: 'Teak' })
    t.equal(world.tasks.get(task.id).date_updated, world.clock.now())
  })

  for (const value of [null, '']) {
    await t.test(`empties the field for ${JSON.stringify(value)}`, async (t) => {
      await write({ value: 'Teak' })
      await write({ value })
      t.equal(await shown(as.anna, task, field), undefined)
    })
  }

  await t.test('finds the task by its custom id', async (t) => {
    const row = addTask(world, list, { custom_id: 'BOAT-1' })
    const path = pathOf({ id: 'boat-1' }, field)
    await as.anna.post(`${path}?custom_task_ids=true&team_id=${NORTHWIND}`, { value: 'Oak' })
    t.equal(await shown(as.anna, row, field), 'Oak')
  })

  await t.test('answers 200 on a deleted task and does nothing', async (t) => {
    const gone = world.tasks.update(world.tasks.get(other.id), { deleted: true })
    const answer = await as.anna.post(pathOf(gone, field), { value: 7 })
    t.same([answer.status, answer.body, world.tasks.get(gone.id)], [200, {}, gone])
  })

  await t.test('refuses a field id that is not a uuid', async (t) => {
    refused(t, await as.anna.post(pathOf(task, { id: 'text' }), { value: 'x' }), 'fieldIdMalformed')
  })

  await t.test('refuses a field that is not there', async (t) => {
    refused(t, await as.anna.post(pathOf(task, { id: UNKNOWN }), { value: 'x' }), 'fieldNotFound')
  })

  await t.test('refuses a field of another place', async (t) => {
    const beside = addList(world, addSpace(world))
    const elsewhere = addField(world, 'text', { place: { kind: 'lists', id: beside.id } })
    refused(t, await write({ value: 'x' }, elsewhere), 'fieldOutsideHierarchy')
    refused(t, await as.anna.send('DELETE', pathOf(task, elsewhere)), 'fieldOutsideHierarchy')
  })

  await t.test('refuses a field for another task type, which the task does not show', async (t) => {
    const forBugs = addField(world, 'text', { applied_objects: [1300] })
    refused(t, await write({ value: 'x' }, forBugs), 'fieldValueInvalid')
    const bug = addTask(world, list, { custom_item_id: 1300, fields: { [forBugs.id]: 'Leak' } })
    t.equal(await shown(as.anna, bug, forBugs), 'Leak')
    world.tasks.update(bug, { custom_item_id: 0 })
    t.equal(await shown(as.anna, bug, forBugs), undefined)
  })

  await t.test('lets a guest set fields of a task that is shared, but for hidden ones', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: task.id })
    const wage = addField(world, 'number', { hide_from_guests: true })
    t.equal((await write({ value: 'Elm' }, field, as.gina)).status, 200)
    for (const path of [`/api/v2/task/${task.id}`, `/api/v2/team/${NORTHWIND}/task`]) {
      t.notMatch(JSON.stringify((await as.gina.get(path)).body), wage.id, `${path} does not show a hidden one`)
      t.match(JSON.stringify((await as.anna.get(path)).body), wage.id)
    }
    refused(t, await write({ value: 3 }, wage, as.gina), 'fieldNotFound')
    refused(t, await as.gina.send('DELETE', pathOf(task, wage)), 'fieldNotFound')
    t.equal(await shown(as.anna, task, field), 'Elm')
  })

  await t.test('refuses the 61st use on the free plan', async (t) => {
    world.teams.update(world.teams.get(NORTHWIND), { plan: 'free_forever' })
    for (let use = 1; use <= 60; use += 1) t.equal((await write({ value: `${use}` })).status, 200)
    refused(t, await write({ value: '61' }), 'fieldUsesExceeded')
    t.equal(await shown(as.anna, task, field), '60')
  })
})

t.test('a fixture that sets a field needs no caller', async (t) => {
  const { as, world, task } = await startWork(t)
  const secret = addTask(world, addList(world, addSpace(world, { private: true })))
  const [day, tasks] = [addField(world, 'date'), addField(world, 'tasks')]
  const row = setFieldValue(world, task, day, Date.UTC(2026, 0, 5, 3), {})
  setFieldValue(world, row, tasks, { add: [secret.id] }, {})
  t.equal(await shown(as.anna, task, day), String(Date.UTC(2026, 0, 5, 4)), 'its days are those of UTC')
  t.match(await shown(as.anna, task, tasks), [{ id: secret.id }], 'and it may name everything')
})

t.test('RemoveCustomFieldValue', async (t) => {
  const { as, world, task } = await startWork(t)
  const field = addField(world, 'text')

  await t.test('empties the field, also a second time', async (t) => {
    await as.anna.post(pathOf(task, field), { value: 'Teak' })
    for (const _ of [1, 2]) {
      const answer = await as.anna.send('DELETE', pathOf(task, field))
      t.same([answer.status, answer.body, await shown(as.anna, task, field)], [200, {}, undefined])
    }
  })

  await t.test('refuses a deleted task', async (t) => {
    world.tasks.update(world.tasks.get(task.id), { deleted: true })
    refused(t, await as.anna.send('DELETE', pathOf(task, field)), 'taskDeleted')
  })
})

t.test('GetCustomItems', async (t) => {
  const { as, world } = await startWork(t)
  const bug = { id: 1300, name: 'Bug', name_plural: 'Bugs', description: null }
  world.task_types.add({ ...bug, team_id: NORTHWIND, avatar: null })

  await t.test('shows the task types of the Workspace, keys in wire order', async (t) => {
    const { body } = await as.anna.get(`/api/v2/team/${NORTHWIND}/custom_item`)
    t.equal(JSON.stringify(body), JSON.stringify({ custom_items: [bug] }))
  })
})
