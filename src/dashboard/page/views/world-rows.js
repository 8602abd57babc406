// @ts-check
// Lines of the tree that do not open, and what can be chosen there.
import { ask } from '../api.js'
import { element } from '../element.js'
import { badge } from '../parts.js'
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
export function docLeaf(chosen, { id, name, visibility, archived, pages }) {
  const marks = [visibility.toLowerCase(), ...(archived ? ['archived'] : [])]
  const words = [element('span', { class: 'kind' }, 'Doc'), choice(chosen, 'docs', id, name || 'without a name')]
  const count = element('span', { class: 'count' }, counted(pages, 'page'))
  const badges = marks.map((mark) => badge(mark, 'plain-badge'))
  return element('li', { 'data-row': `docs/${id}` }, element('div', { class: 'node task' }, words, badges, count))
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
