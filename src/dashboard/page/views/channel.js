// @ts-check
// One channel: its messages, oldest first, each with its reactions and below it its replies.
import { element } from '../element.js'
import { badge } from '../parts.js'

/** @import { Answer, Schemas } from '../../api-types.js' */

/** @param {Answer<'getWorldChannel'>} shown */
export function channelDetail({ channel, messages }) {
  const kind = channel.type === 'CHANNEL' ? 'Channel' : 'Direct message'
  return element(
    'div',
    {},
    element('p', { class: 'quiet' }, `${kind} · `, element('code', {}, channel.id)),
    element('h2', { tabindex: -1 }, channel.name),
    messages.length ? messageList(messages) : element('p', { class: 'quiet' }, 'no messages'),
  )
}

/** @param {Schemas['WorldMessage'][]} messages @returns {HTMLElement} */
function messageList(messages) {
  return element(
    'ul',
    { class: 'pages' },
    messages.map(({ id, author, date, title, content, resolved, reactions, replies }) =>
      element(
        'li',
        { 'data-row': `messages/${id}` },
        element(
          'p',
          {},
          element('strong', {}, author),
          element('span', { class: 'quiet' }, ` ${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} `),
          resolved && badge('resolved', 'plain-badge'),
        ),
        title !== null && element('h3', {}, title || 'without a title'),
        element('p', { class: 'description' }, content),
        reactions.length > 0 &&
          element('p', { class: 'quiet' }, reactions.map(({ reaction, user }) => `:${reaction}: ${user}`).join(', ')),
        replies.length > 0 && messageList(replies),
      ),
    ),
  )
}
