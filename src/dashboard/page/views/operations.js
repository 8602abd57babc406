// @ts-check
// ClickUp's operations: which of them the mock has, and what its answers rest on.
import { ask } from '../api.js'
import { element, fill } from '../element.js'
import { attempt, badge, empty, methodBadge, table } from '../parts.js'

/** @typedef {import('../../api-types.js').Answer<'operations'>['operations'][number]} Operation */

/** @type {import('./index.js').View} */
export const operations = {
  name: 'operations',
  title: 'Operations',
  icon: 'M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z',
  open({ place, heading }) {
    /** @type {Operation[]} */
    let all = []
    const count = element('p', { class: 'quiet' })
    const list = element('div')
    const search = element('input', {
      type: 'search',
      placeholder: 'Chapter, operation, path …',
      'aria-label': 'Filter the operations',
      oninput: () => show(),
    })
    fill(
      place,
      element(
        'div',
        { class: 'bar' },
        element('div', { class: 'bar-title' }, heading, count),
        element('div', { class: 'tools' }, search),
      ),
      list,
    )

    function show() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
      const found = all.filter((operation) => words.every((word) => textOf(operation).includes(word)))
      fill(count, `${found.filter(({ built }) => built).length} of ${found.length} built`)
      const head = ['Operation', 'Call', 'Chapter', 'State', 'Recorded', 'Refusals']
      fill(list, found.length ? table('Operations', head, found.map(row)) : empty('No operation is like that'))
    }

    attempt(async () => {
      all = (await ask('GET', 'operations')).operations
      show()
    })
    return {}
  },
}

/** @param {Operation} operation */
function row({ operationId, method, path, chapter, built, evidence }) {
  const { recorded, latest, observed, documented, assumed } = evidence
  return [
    operationId,
    element('span', {}, methodBadge(method), ' ', element('code', {}, path)),
    chapter,
    built ? badge('built', 'good') : badge('answers 501', 'warn'),
    recorded ? `${recorded}, latest ${latest}` : '',
    built ? `${observed} observed, ${documented} documented, ${assumed} assumed` : '',
  ]
}

/** @param {Operation} operation */
function textOf({ operationId, method, path, chapter, built }) {
  return [operationId, method, path, chapter, built ? 'built' : 'not built 501'].join(' ').toLowerCase()
}
