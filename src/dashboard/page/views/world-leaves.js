// @ts-check
// Lines of the tree of the world that do not open: views and key results.
import { element } from '../element.js'
import { badge } from '../parts.js'

/** @import { Schemas } from '../../api-types.js' */

/** A view, beside what it stands with. @param {Schemas['WorldView']} view */
export function viewLeaf({ id, name, type, private: isPrivate, protected: isProtected }) {
  const marks = [type, ...(isPrivate ? ['private'] : []), ...(isProtected ? ['protected'] : [])]
  return leaf(`views/${id}`, 'View', name, marks)
}

/** A key result of a goal. @param {Schemas['WorldGoal']['key_results'][number]} keyResult */
export function keyResultLeaf({ id, name, type, percent }) {
  return leaf(`key_results/${id}`, 'Key result', name, [type, `${percent} %`])
}

/** What a goal is besides its name. @param {Schemas['WorldGoal']} goal @returns {string[]} */
export function goalMarks({ folder, private: isPrivate, archived }) {
  return [...(folder === null ? [] : [folder]), ...(isPrivate ? ['private'] : []), ...(archived ? ['archived'] : [])]
}

/** @param {string} row @param {string} kind @param {string} name @param {string[]} marks */
function leaf(row, kind, name, marks) {
  const words = [element('span', { class: 'kind' }, kind), element('span', { class: 'name' }, name)]
  const line = element('div', { class: 'node view' }, words, ...marks.map((mark) => badge(mark, 'plain-badge')))
  return element('li', { 'data-row': row }, line)
}
