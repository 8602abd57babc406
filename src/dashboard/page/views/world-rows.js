// @ts-check
// Lines of the tree that do not open, and what can be chosen there.
import { ask } from '../api.js'
import { element } from '../element.js'
import { badge } from '../parts.js'
import { channelDetail } from './channel.js'
import { docDetail } from './doc.js'
import { taskDetail } from './task.js'

/** @import { Schemas, Task } from '../../api-types.js' */

/**
 * What can be chosen in the tree, by its table, and how it is shown.
 * @type {Record<string, (id: string) => Promise<HTMLElement>>}
 */
export const details = {
  async tasks(id) {
    const { task, timers } = await ask('GET', 'world/tasks/{task}', { path: { task: id } })
    return taskDetail(/** @type {Task} */ (task), timers)
  },
  channels: async (id) => channelDetail(await ask('GET', 'world/channels/{channel}', { path: { channel: id } })),
  docs: async (id) => docDetail(await ask('GET', 'world/docs/{doc}', { path: { doc: id } })),
}

/**
 * A link that shows a row beside the tree.
 * @param {readonly string[]} chosen @param {string} table @param {string} id @param {string} name
 */
export function choice(chosen, table, id, name) {
  const isChosen = chosen[0] === table && chosen[1] === id
  const href = `#/world/${table}/${encodeURIComponent(id)}`
  return element('a', { href, ...(isChosen && { 'aria-current': 'true' }) }, name)
}

/** @param {readonly string[]} chosen @param {Schemas['WorldDoc']} doc */
export function docLeaf(chosen, { pages, ...doc }) {
  return leaf(chosen, 'docs', 'Doc', doc, counted(pages, 'page'))
}

/** @param {readonly string[]} chosen @param {Schemas['WorldChannel']} channel */
export function channelLeaf(chosen, { type, messages, ...channel }) {
  return leaf(chosen, 'channels', type === 'CHANNEL' ? 'Channel' : 'Talk', channel, counted(messages, 'message'))
}

/**
 * @param {readonly string[]} chosen @param {string} table @param {string} kind
 * @param {{ id: string, name: string, visibility: string, archived: boolean }} row @param {string} count
 */
function leaf(chosen, table, kind, { id, name, visibility, archived }, count) {
  const marks = [visibility.toLowerCase(), ...(archived ? ['archived'] : [])]
  const words = [element('span', { class: 'kind' }, kind), choice(chosen, table, id, name || 'without a name')]
  const badges = marks.map((mark) => badge(mark, 'plain-badge'))
  const line = [...words, ...badges, element('span', { class: 'count' }, count)]
  return element('li', { 'data-row': `${table}/${id}` }, element('div', { class: 'node task' }, line))
}

/** @param {Pick<Schemas['WorldFolder'], 'folders' | 'lists'>} place @returns {number} */
export function tasksIn({ folders, lists }) {
  const direct = lists.reduce((sum, { tasks }) => sum + tasks, 0)
  return folders.reduce((sum, folder) => sum + tasksIn(folder), direct)
}

/** @param {number} count @param {string} word */
export function counted(count, word) {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
