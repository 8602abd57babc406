// @ts-check
// One delivery: what was posted, what came of each try, and sending it again.
import { ask } from '../api.js'
import { element } from '../element.js'
import { badge, button, copyButton, json, notice, statusBadge, table } from '../parts.js'

/** @param {import('../../api-types.js').Schemas['Delivery']} delivery @param {() => Promise<void>} load */
export function deliveryDetail(delivery, load) {
  const { id, event, webhook, state, reason, fault, repeats, due, at, request, tries } = delivery
  const redeliver = async () => {
    const answer = await ask('POST', 'deliveries/{id}/redeliver', { path: { id } })
    notice(`${answer.delivery.id} sends it again.`)
    await load()
    location.hash = `#/webhooks/${answer.delivery.id}`
  }
  const facts = [
    ['Event', element('code', {}, event)],
    ['State', badge(state, state === 'delivered' ? 'good' : state === 'dropped' ? 'alarm' : 'note')],
    ['Why', reason],
    ['Fault', fault],
    ['Repeats', repeats],
    ['Happened', timeOf(at)],
    ['Tried next', due === undefined ? undefined : timeOf(due)],
    ['Webhook', element('code', {}, webhook)],
    ['Endpoint', request.url ?? 'not posted yet'],
    ['X-Signature', request.headers['X-Signature'] && element('code', {}, request.headers['X-Signature'])],
  ].filter(([, value]) => value !== undefined)
  return element(
    'section',
    { class: 'card' },
    element(
      'div',
      { class: 'task-tools' },
      element('h2', { tabindex: -1 }, `Delivery ${id}`),
      element('a', { class: 'button', href: '#/webhooks' }, 'Close'),
    ),
    element(
      'div',
      { class: 'buttons' },
      button('Send it again', redeliver, { class: 'primary' }),
      copyButton('Copy body', () => request.text),
    ),
    element(
      'dl',
      { class: 'facts' },
      facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    ),
    element('h3', {}, 'Tries'),
    tries.length === 0
      ? element('p', { class: 'quiet' }, 'None yet.')
      : table(
          'Tries',
          ['Time', 'Answer', 'Took'],
          tries.map((one) => [
            timeOf(one.at).slice(11, 19),
            one.status === undefined ? one.error : [statusBadge(one.status), ' ', one.answer],
            `${one.duration} ms`,
          ]),
        ),
    element('h3', {}, 'Body'),
    json(request.body, 'Body of the delivery'),
  )
}

/** On the mock's clock. @param {number} ms */
export function timeOf(ms) {
  return new Date(ms).toISOString()
}
