// Calls that cause each refusal of Spaces, Folders, Lists, tasks, their filters, Custom Fields and templates, for the walk
// over the catalogue.
import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { addField } from './fields.js'
import type { TestAnswer, TestClient } from './start.js'
import { addFolder, addList, addTask, GINA, NORTHWIND, startWork, type Work } from './work.js'

/** A world of its own, and where its things are. */
interface Here extends Work {
  readonly anna: TestClient
  readonly gina: TestClient
  readonly inTeam: string
  readonly inSpace: string
  readonly inList: string
  readonly onTask: string
}

/** Makes the call that is refused, in a world of its own. */
function here(call: (at: Here) => Promise<TestAnswer>) {
  return async (_: unknown, t: Test): Promise<TestAnswer> => {
    const work = await startWork(t)
    const { anna, gina } = work.as
    const inTeam = `/api/v2/team/${NORTHWIND}`
    const inSpace = `/api/v2/space/${work.space.id}`
    const inList = `/api/v2/list/${work.list.id}`
    return call({ ...work, anna, gina, inTeam, inSpace, inList, onTask: `/api/v2/task/${work.task.id}` })
  }
}

const create = (body: object) => here(({ anna, inList }) => anna.post(`${inList}/task`, body))
const update = (body: object) => here(({ anna, onTask }) => anna.send('PUT', onTask, { body }))
const filter = (query: string) => here(({ anna, inList }) => anna.get(`${inList}/task?${query}`))

/** Writes a value into a field of this type. */
const write = (type: string, value: unknown, type_config = {}) =>
  here(({ anna, onTask, world }) =>
    anna.post(`${onTask}/field/${addField(world, type, { type_config }).id}`, { value }),
  )

/** Does something in a Workspace on the free plan. */
const onFreePlan = (call: (at: Here) => Promise<TestAnswer>) =>
  here((at) => {
    at.world.teams.update(at.world.teams.get(NORTHWIND), { plan: 'free_forever' })
    return call(at)
  })

/** A guest who was let into the List with this permission level. */
const asGuest = (permission_level: 'read' | 'create', call: (at: Here) => Promise<TestAnswer>) =>
  here((at) => {
    at.world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'lists', id: at.list.id, permission_level })
    return call(at)
  })

async function many(count: number, call: () => Promise<TestAnswer>): Promise<TestAnswer> {
  for (let number = 1; number < count; number += 1) await call()
  return call()
}

const fromTemplate = (kind: 'list' | 'folder') =>
  here(({ anna, inSpace, world }) => {
    const { id } = world.templates.add({ id: 't-1', team_id: NORTHWIND, kind, name: 'T', content: { name: 'T' } })
    return anna.post(`${inSpace}/${kind}_template/${id}`, {})
  })

export const workCauses = {
  teamNotAuthorized: here(({ anna }) => anna.get('/api/v2/list/1')),
  spaceIdMalformed: here(({ anna }) => anna.get('/api/v2/space/x')),
  spaceNameInvalid: here(({ anna, inTeam }) => anna.post(`${inTeam}/space`, {})),
  spaceNameTaken: here(({ anna, inTeam, space: { name } }) => anna.post(`${inTeam}/space`, { name })),
  spaceRenameTaken: here(async ({ anna, inTeam, inSpace }) => {
    await anna.post(`${inTeam}/space`, { name: 'Taken' })
    return anna.send('PUT', inSpace, { body: { name: 'Taken' } })
  }),
  spaceDeleted: here(async ({ anna, inSpace }) => {
    await anna.send('DELETE', inSpace)
    return anna.get(inSpace)
  }),
  folderIdMalformed: here(({ anna }) => anna.get('/api/v2/folder/x')),
  folderNameInvalid: here(({ anna, inSpace }) => anna.post(`${inSpace}/folder`, { name: ' ' })),
  folderNameTaken: here(async ({ anna, inSpace, world, space }) => {
    const { name } = addFolder(world, space)
    return anna.post(`${inSpace}/folder`, { name })
  }),
  folderSpaceDeleted: here(async ({ anna, inSpace, world, space }) => {
    const { id } = addFolder(world, space)
    await anna.send('DELETE', inSpace)
    return anna.get(`/api/v2/folder/${id}`)
  }),
  folderItsOwnParent: here(({ anna, world, space }) => {
    const { id } = addFolder(world, space)
    return anna.send('PUT', `/api/v2/folder/${id}/position`, { body: { parent_folder_id: id } })
  }),
  folderInsideItself: here(({ anna, world, space }) => {
    const { id } = addFolder(world, space)
    const inside = addFolder(world, space, { parent_folder_id: id })
    return anna.send('PUT', `/api/v2/folder/${id}/position`, { body: { parent_folder_id: inside.id } })
  }),
  listIdMalformed: here(({ anna }) => anna.get('/api/v2/list/x')),
  listNameInvalid: here(({ anna, inSpace }) => anna.post(`${inSpace}/list`, { name: '' })),
  listNameInvalidOnUpdate: here(({ anna, inList }) => anna.send('PUT', inList, { body: { name: '' } })),
  listNameTaken: here(({ anna, inSpace, list: { name } }) => anna.post(`${inSpace}/list`, { name })),
  listColorInvalid: here(({ anna, inSpace }) => anna.post(`${inSpace}/list`, { name: 'x', status: '#fff' })),
  listTemplateNameMissing: fromTemplate('list'),
  folderTemplateNameMissing: fromTemplate('folder'),
  taskListDeleted: here(async ({ anna, inList }) => {
    await anna.send('DELETE', inList)
    return anna.post(`${inList}/task`, { name: 'x' })
  }),
  taskIdMalformed: here(({ anna }) => anna.send('PUT', '/api/v2/task/a%20b', { body: {} })),
  taskNameInvalid: create({ name: 'x'.repeat(2_049) }),
  taskDateInvalid: update({ due_date: 'soon' }),
  taskDueDateNegative: update({ due_date: -1 }),
  taskPriorityInvalid: update({ priority: 'high' }),
  taskStatusUnknown: create({ name: 'x', status: 'dreaming' }),
  taskStatusUnknownOnUpdate: update({ status: 'dreaming' }),
  taskParentElsewhere: here(({ anna, inList, world, space }) => {
    const parent = addTask(world, addList(world, space, { name: 'Elsewhere' })).id
    return anna.post(`${inList}/task`, { name: 'x', parent })
  }),
  taskTypeLimitReached: onFreePlan(({ anna, inList, world }) => {
    const words = { name: 'Bug', name_plural: null, description: null, avatar: null }
    world.task_types.add({ ...words, id: 1003, team_id: NORTHWIND })
    return many(11, () => anna.post(`${inList}/task`, { name: 'x', custom_item_id: 1003 }))
  }),
  taskTypeLimitReachedOnUpdate: onFreePlan(({ anna, onTask, world }) => {
    const words = { name: 'Bug', name_plural: null, description: null, avatar: null }
    for (const id of [1003, 1004]) world.task_types.add({ ...words, id, team_id: NORTHWIND })
    let turn = 0
    return many(11, () => {
      turn += 1
      return anna.send('PUT', onTask, { body: { custom_item_id: 1003 + (turn % 2) } })
    })
  }),
  sprintPointsOff: here(({ anna, inList, world, space }) => {
    world.spaces.update(space, { features: { ...space.features, points: { enabled: false } } })
    return anna.post(`${inList}/task`, { name: 'x', points: 3 })
  }),
  taskCreationForbidden: asGuest('read', ({ gina, inList }) => gina.post(`${inList}/task`, { name: 'x' })),
  taskDeletionForbidden: asGuest('create', ({ gina, onTask }) => gina.send('DELETE', onTask)),
  taskDeleted: here(async ({ anna, onTask }) => {
    await anna.send('DELETE', onTask)
    return anna.get(onTask)
  }),
  timeInStatusOff: onFreePlan(({ anna, onTask }) => anna.get(`${onTask}/time_in_status`)),
  taskFilterFailed: filter('order_by=closed'),
  statusesNotArrayNewer: filter('statuses=open'),
  assigneesNotArrayNewer: filter('assignees=1'),
  customItemsNotArray: filter('custom_items=1'),
  customItemsNotNumbers: filter('custom_items[]=bug'),
  customFieldFilterNotJson: filter('custom_fields=teak'),
  customFieldFilterNotArray: filter('custom_fields={}'),
  fieldIdMalformed: here(({ anna, onTask }) => anna.post(`${onTask}/field/x`, { value: 1 })),
  fieldNotFound: here(({ anna, onTask, world }) => anna.post(`${onTask}/field/${world.ids.uuid()}`, { value: 1 })),
  fieldOutsideHierarchy: here(({ anna, onTask, world, space }) => {
    const place = { kind: 'lists', id: addList(world, space, { name: 'Elsewhere' }).id } as const
    return anna.post(`${onTask}/field/${addField(world, 'text', { place }).id}`, { value: 'x' })
  }),
  fieldOptionInvalid: write('drop_down', 'none', { options: [] }),
  fieldLabelsInvalid: write('labels', 'none', { options: [] }),
  fieldDateInvalid: write('date', 'soon'),
  fieldPhoneInvalid: write('phone', 'many'),
  fieldValueInvalid: write('number', 'many'),
  fieldRefused: here(({ anna, inList, world }) => {
    addField(world, 'text', { required: true })
    return anna.post(`${inList}/task`, { name: 'x', check_required_custom_fields: true })
  }),
  fieldUsesExceeded: onFreePlan(({ anna, onTask, world }) => {
    const { id } = addField(world, 'text')
    return many(61, () => anna.post(`${onTask}/field/${id}`, { value: 'x' }))
  }),
} satisfies Partial<Record<RefusalName, (started: unknown, t: Test) => Promise<TestAnswer>>>
