// The world, read only: the hierarchy as a tree, the tasks of a List in pages, one whole task.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { lateList } from '../../contract/late.js'
import type { components } from '../../contract/mock.gen.js'
import { nameOf } from '../../features/chat/present.js'
import { presentPages } from '../../features/docs/present.js'
import { presentTask } from '../../features/tasks/present.js'
import { reject } from '../../input/problems.js'
import type { ChannelRow, MessageRow } from '../../model/chat-rows.js'
import type { DocRow } from '../../model/doc-rows.js'
import { progressOf, progressOfGoal, stepsOf } from '../../model/goal-progress.js'
import type { GoalRow } from '../../model/goal-rows.js'
import { isGone } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, Place, SpaceRow } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { sandboxUrl } from '../../sandbox/names.js'
import type { ControlHandlers } from '../context.js'

type Schemas = components['schemas']
type Page = Schemas['WorldPage']

/** All that GetTask can show, besides files. */
const shownWhole = { markdown_description: true, subtasks: true, time_spent: true } as const
/** As many as ClickUp's own pages hold. */
const PAGE = 100

export const world = {
  getWorld: ({ sandbox: { world } }) => ({
    schema_version,
    workspaces: world.teams.all().map(({ id, handle, name, plan }) => ({
      ...{ id, handle, name, plan },
      goals: world.goals.group('team', id).map((goal) => showGoal(world, goal)),
      views: viewsOn(world, { kind: 'teams', id }),
      docs: lateList(docsIn(world, id)),
      channels: lateList(channelsIn(world, id)),
      spaces: world.spaces.group('team', id).map((space) => showSpace(world, space)),
    })),
  }),

  listWorldTasks: ({ sandbox: { world }, params, query }) => {
    const list = world.lists.find(params.list)
    if (!list || isGone(world, { table: 'lists', row: list }))
      return missing('list', `there is no List "${params.list}"`)
    const parent = query.parent === undefined ? null : taskNamed(world, String(query.parent), 'parent').id
    const tasks =
      parent === null
        ? world.tasks.group('list', list.id).filter((task) => task.parent === null)
        : world.tasks.group('parent', parent)
    const from = Number(query.page ?? 0) * PAGE
    return {
      schema_version,
      count: tasks.length,
      tasks: tasks.slice(from, from + PAGE).map((task) => showTask(world, task)),
    }
  },

  getWorldTask: ({ sandbox: { world, name }, url, params }) => {
    const task = taskNamed(world, params.task, 'task')
    const shown = presentTask(world, task, { ...shownWhole, attachments: sandboxUrl(url, name) })
    return { schema_version, task: { ...shown }, timers: timersOn(world, task) }
  },

  getWorldDoc: ({ sandbox: { world }, params }) => {
    const doc = world.docs.find(params.doc)
    if (!doc || isGone(world, { table: 'docs', row: doc })) return missing('doc', `there is no doc "${params.doc}"`)
    const pages = presentPages(world, doc.id, ({ id, name, content }, pages: Page[]) => ({ id, name, content, pages }))
    return { schema_version, doc: showDoc(world, doc), pages }
  },

  getWorldChannel: ({ sandbox: { world }, params }) => {
    const channel = world.channels.find(params.channel)
    if (!channel || isGone(world, { table: 'channels', row: channel }))
      return missing('channel', `there is no channel "${params.channel}" that somebody wrote in`)
    const messages = world.messages.group('top', channel.id).map((message) => showMessage(world, message))
    return { schema_version, channel: showChannel(world, channel), messages }
  },
} satisfies ControlHandlers

/** Taken at once; only its JSON, which takes longer, is written in pieces. */
function showSpace(world: World, { id, name, archived, private: isPrivate }: SpaceRow): Schemas['WorldSpace'] {
  const folders = world.folders.group('space', id).filter((folder) => folder.parent_folder_id === null)
  return {
    ...{ id, name, private: isPrivate, archived },
    views: viewsOn(world, { kind: 'spaces', id }),
    folders: lateList(folders.map((folder) => showFolder(world, folder))),
    lists: lateList(world.lists.group('space', id).map((list) => showList(world, list))),
  }
}

function showGoal(world: World, goal: GoalRow): Schemas['WorldGoal'] {
  const { id, name, folder_id, private: isPrivate, archived } = goal
  const folder = folder_id === null ? null : world.goal_folders.get(folder_id).name
  const key_results = world.key_results.group('goal', id).map((keyResult) => {
    const part = progressOf(stepsOf(world, keyResult))
    return { id: keyResult.id, name: keyResult.name, type: keyResult.type, percent: Math.floor(part * 100) }
  })
  const percent = Math.floor(progressOfGoal(world, goal) * 100)
  return { id, name, folder, private: isPrivate, archived, percent, key_results }
}

function showFolder(world: World, { id, name, archived }: FolderRow): Schemas['WorldFolder'] {
  return {
    ...{ id, name, archived },
    views: viewsOn(world, { kind: 'folders', id }),
    folders: world.folders.group('parent', id).map((folder) => showFolder(world, folder)),
    lists: lateList(world.lists.group('folder', id).map((list) => showList(world, list))),
  }
}

function showList(world: World, { id, name, archived }: ListRow): Schemas['WorldList'] {
  return { id, name, archived, views: viewsOn(world, { kind: 'lists', id }), tasks: world.tasks.count('list', id) }
}

function viewsOn(world: World, place: Place): Schemas['WorldView'][] {
  return world.views.group('parent', onKey(place)).map(({ id, name, type, visibility, protected: isProtected }) => {
    return { id, name, type, private: visibility === 'private', protected: isProtected }
  })
}

/** In the order in which they were made; without those that are gone. */
function docsIn(world: World, teamId: string): Schemas['WorldDoc'][] {
  const there = world.docs.group('team', teamId).filter((row) => !isGone(world, { table: 'docs', row }))
  return there.map((doc) => showDoc(world, doc))
}

function showDoc(world: World, { id, name, visibility, archived }: DocRow): Schemas['WorldDoc'] {
  return { id, name, visibility, archived, pages: world.pages.count('doc', id) }
}

function channelsIn(world: World, teamId: string): Schemas['WorldChannel'][] {
  const there = world.channels.group('team', teamId).filter((row) => !isGone(world, { table: 'channels', row }))
  return there.map((channel) => showChannel(world, channel))
}

function showChannel(world: World, channel: ChannelRow): Schemas['WorldChannel'] {
  const { id, type, visibility, archived } = channel
  const members = channel.member_ids.map((user) => world.users.get(user).handle)
  const name = nameOf(world, channel) ?? members.join(', ')
  return { id, name, type, visibility, archived, members, messages: world.messages.count('channel', id) }
}

function showMessage(world: World, message: MessageRow): Schemas['WorldMessage'] {
  const { id, user_id, date, title, content, resolved, reactions } = message
  const handle = (user: number) => world.users.get(user).handle
  return {
    ...{ id, author: handle(user_id), date, title, content, resolved },
    reactions: reactions.map(({ reaction, user_id: by }) => ({ reaction, user: handle(by) })),
    replies: world.messages.group('thread', id).map((reply) => showMessage(world, reply)),
  }
}

function showTask(world: World, task: TaskRow): Schemas['WorldTask'] {
  const { id, custom_id, name, status, priority, archived } = task
  const assignees = task.assignees.map((user) => world.users.get(user).handle)
  return { id, custom_id, name, status, priority, assignees, archived, subtasks: world.tasks.count('parent', id) }
}

function timersOn(world: World, { id }: TaskRow) {
  const running = world.time_entries.group('task', id).filter(({ end }) => end === null)
  return running.map(({ user_id, start }) => ({ user: world.users.get(user_id).handle, start }))
}

function taskNamed(world: World, id: string, where: string): TaskRow {
  const task = world.tasks.find(id)
  return task && !isGone(world, { table: 'tasks', row: task }) ? task : missing(where, `there is no task "${id}"`)
}

function missing(where: string, what: string): never {
  reject(where, what, 'it may have been deleted: GET /__mock/world shows what there is')
}
