// @ts-check
// One doc: its pages with what they say, each below the one that it stands in.
import { element } from '../element.js'

/** @import { Answer } from '../../api-types.js' */
/** @typedef {Answer<'getWorldDoc'>} Shown */
/** @typedef {Shown['pages'][number]} Page */

/** @param {Shown} shown */
export function docDetail({ doc, pages }) {
  return element(
    'div',
    {},
    element('p', { class: 'quiet' }, 'Doc · ', element('code', {}, doc.id)),
    element('h2', { tabindex: -1 }, doc.name || 'without a name'),
    pages.length ? pageList(pages) : element('p', { class: 'quiet' }, 'no pages'),
  )
}

/** @param {Page[]} pages @returns {HTMLElement} */
function pageList(pages) {
  return element(
    'ul',
    { class: 'pages' },
    pages.map(({ id, name, content, pages: inside }) =>
      element(
        'li',
        { 'data-row': `pages/${id}` },
        element('h3', {}, name || 'without a name'),
        content && element('p', { class: 'description' }, content),
        inside.length > 0 && pageList(inside),
      ),
    ),
  )
}
