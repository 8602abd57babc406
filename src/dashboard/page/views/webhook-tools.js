// @ts-check
// What a tester makes happen to webhooks: events that nothing caused, and deliveries that go wrong.
import { ask } from '../api.js'
import { element } from '../element.js'
import { badge, button, card, choice, field, notice, table, tellError } from '../parts.js'

/** @import { Schemas } from '../../api-types.js' */
/** @typedef {Schemas['ShownWebhook']} Webhook */

const happens = /** @type {const} */ (['Created', 'Updated', 'Deleted'])
const happensToTasks = /** @type {const} */ ([
  ...happens,
  'PriorityUpdated',
  'StatusUpdated',
  'AssigneeUpdated',
  'DueDateUpdated',
  'TagUpdated',
  'Moved',
  'CommentPosted',
  'CommentUpdated',
  'TimeEstimateUpdated',
  'TimeTrackedUpdated',
])
const things = /** @type {const} */ (['list', 'folder', 'space', 'goal', 'keyResult'])
/** @type {Schemas['FixtureWebhookEvent'][]} */
const events = [
  ...happensToTasks.map((what) => /** @type {const} */ (`task${what}`)),
  ...things.flatMap((thing) => happens.map((what) => /** @type {const} */ (`${thing}${what}`))),
]

/** @type {{ value: Schemas['DeliveryFaultName'], label: string }[]} */
const whatFaultsDo = [
  { value: 'duplicate', label: 'are sent twice' },
  { value: 'drop', label: 'are never sent' },
  { value: 'corrupt', label: 'are signed wrong' },
  { value: 'late', label: 'come a minute late' },
  { value: 'reorder', label: 'come last first' },
]

/** @param {Webhook[]} webhooks @param {string} all */
function webhookChoice(webhooks, all) {
  return choice(
    [
      { value: '', label: all },
      ...webhooks.map(({ id, endpoint }) => ({ value: id, label: `${endpoint} (${id.slice(-4)})` })),
    ],
    '',
  )
}

/** @param {Webhook[]} webhooks @param {() => Promise<void>} load */
export function simulateCard(webhooks, load) {
  const event = choice(
    events.map((value) => ({ value })),
    'taskUpdated',
  )
  const webhook = webhookChoice(webhooks, 'all that want it')
  const id = element('input', { placeholder: 'any' })
  const fields = element('textarea', {
    rows: 2,
    placeholder: '{ "history_items": [{ "after": "Another name" }] }',
    spellcheck: 'false',
  })
  const send = async () => {
    const chosen = fields.value.trim() === '' ? undefined : readJson(fields.value)
    const { deliveries } = await ask('POST', 'webhooks/simulate', {
      body: {
        event: event.value,
        webhook: webhook.value || undefined,
        id: id.value.trim() || undefined,
        fields: chosen || undefined,
      },
    })
    notice(
      `${event.value}: ${deliveries.length === 1 ? 'one delivery is' : `${deliveries.length} deliveries are`} on the way.`,
    )
    await load()
  }
  return card(
    'Simulate an event',
    element('p', { class: 'quiet' }, 'Nothing changes; receivers are told as if it had.'),
    form(
      send,
      field('Event', event),
      field('To', webhook),
      field('About the id', id),
      field('Fields in place of what it would say', fields, 'JSON'),
      element('button', { class: 'primary' }, 'Send'),
    ),
  )
}

/** @param {Webhook[]} webhooks @param {HTMLElement} standing - the place of `faultTable` @param {() => Promise<void>} load */
export function faultCard(webhooks, standing, load) {
  const times = element('input', { type: 'number', min: 1, max: 10_000, value: '1', required: true })
  const fault = choice(whatFaultsDo, 'duplicate', {
    onchange: () => {
      if (fault.value === 'reorder' && Number(times.value) < 2) times.value = '2'
    },
  })
  const webhook = webhookChoice(webhooks, 'any webhook')
  const add = async () => {
    await ask('POST', 'delivery-faults', {
      body: { fault: fault.value, times: Number(times.value), webhook: webhook.value || undefined },
    })
    notice(`The next ${times.value} ${whatFaultsDo.find(({ value }) => value === fault.value)?.label}.`)
    await load()
  }
  return card(
    'What goes wrong on purpose',
    form(add, field('The next', times), field('deliveries', fault), field('to', webhook), element('button', {}, 'Add')),
    standing,
  )
}

/** @param {Schemas['StandingDeliveryFault'][]} faults @param {() => Promise<void>} load @returns nothing where there are none */
export function faultTable(faults, load) {
  const remove = async (/** @type {string} */ id) => {
    await ask('DELETE', 'delivery-faults/{id}', { path: { id } })
    await load()
  }
  if (faults.length === 0) return undefined
  return table(
    'Delivery faults',
    ['Fault', 'Hits', 'Of', 'Only', ''],
    faults.map(({ id, fault: name, hits, times: most, webhook: only, event, ms }) => [
      [badge(name, 'note'), ms && ` ${ms / 1_000} s`],
      String(hits),
      String(most),
      [only, event].filter(Boolean).join(' ') || 'all',
      button('Remove', () => remove(id), { 'aria-label': `Remove ${id}` }),
    ]),
  )
}

/** @param {() => Promise<void>} work @param {...HTMLElement} fields */
function form(work, ...fields) {
  return element(
    'form',
    {
      class: 'fault-form',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault()
        work().catch(tellError)
      },
    },
    ...fields,
  )
}

/** @param {string} text @returns {Record<string, unknown>} the mock checks that it is one @throws Error in words */
function readJson(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The fields are not valid JSON: ${error instanceof Error ? error.message : error}`)
  }
}
