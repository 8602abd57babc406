// @ts-check
// Webhooks: their health, what is on its way and what arrived, and everything a tester can do to both.
import { ask, mockUrl, request } from '../api.js'
import { element, fill } from '../element.js'
import { badge, button, card, empty, notice, shellLine, tellError } from '../parts.js'
import { readEvents } from '../stream.js'
import { deliveryDetail, timeOf } from './delivery.js'
import { faultCard, faultTable, simulateCard } from './webhook-tools.js'

/** @import { Schemas } from '../../api-types.js' */
/** @typedef {Schemas['ShownWebhook']} Webhook */
/** @typedef {Schemas['Delivery']} Delivery */

/** Deliveries in the list; the control API has them all. */
const SHOWN = 200

/** @type {import('./index.js').View} */
export const webhooks = {
  name: 'webhooks',
  title: 'Webhooks',
  icon: 'M9 11a4 4 0 1 1 5-4M12 7l4 7M16 14a4 4 0 1 1-3 6M13 17H7M7 17a4 4 0 1 1-3-5',
  open({ place, heading, rest }) {
    let chosen = rest[0]
    /** @type {Delivery[]} */
    let deliveries = []
    const state = element('p', { class: 'quiet', id: 'deliveries-count' })
    const tools = element('div', { class: 'tools' })
    const registered = element('div')
    const list = element('div')
    const simulation = element('div')
    const faults = element('div')
    const standing = element('div')
    /** @type {string | undefined} */
    let offered
    const detail = element('section', { class: 'task-detail', 'aria-label': 'One delivery' })
    const split = element('div', { class: 'split' }, element('div', {}, registered, list, simulation, faults), detail)
    fill(place, element('div', { class: 'bar' }, element('div', { class: 'bar-title' }, heading, state), tools), split)

    /** @param {boolean} isPaused @param {string} [webhook] */
    const pause = (isPaused, webhook) => async () => {
      await ask('POST', isPaused ? 'deliveries/pause' : 'deliveries/resume', { body: { webhook } })
      await load()
    }

    async function load() {
      const [known, found, { faults: on }] = await Promise.all([
        ask('GET', 'webhooks'),
        ask('GET', 'deliveries', { query: { limit: SHOWN } }),
        ask('GET', 'delivery-faults'),
      ])
      deliveries = found.deliveries.reverse()
      fill(state, found.count === 1 ? '1 delivery' : `${found.count.toLocaleString('en')} deliveries`)
      keepingFocus(() => {
        fill(
          tools,
          known.paused ? button('Go on', pause(false), { class: 'primary' }) : button('Hold all up', pause(true)),
        )
        fill(registered, webhooksCard(known.webhooks, { pause, load }))
        fill(list, deliveriesCard(deliveries, chosen))
        fill(standing, faultTable(on, load))
      })
      // Only where there are others to choose from: somebody may be filling in the forms while deliveries arrive.
      const webhooks = known.webhooks.map(({ id }) => id).join()
      if (webhooks !== offered) {
        fill(simulation, simulateCard(known.webhooks, load))
        fill(faults, faultCard(known.webhooks, standing, load))
      }
      offered = webhooks
      showDetail()
    }

    /** @returns {HTMLElement | undefined} its heading */
    function showDetail() {
      const delivery = deliveries.find(({ id }) => id === chosen)
      split.classList.toggle('open', chosen !== undefined)
      if (!chosen) fill(detail)
      else if (delivery) fill(detail, deliveryDetail(delivery, load))
      else fill(detail, card(`Delivery ${chosen}`, element('p', {}, 'It is not among those that are kept.')))
      return detail.querySelector('h2') ?? undefined
    }

    /** What is drawn anew keeps the focus where it was. @param {() => void} draw */
    function keepingFocus(draw) {
      const focused = document.activeElement
      const label = place.contains(focused) && (focused?.getAttribute('aria-label') ?? focused?.getAttribute('href'))
      draw()
      if (!label || document.activeElement !== document.body) return
      for (const control of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('button, a'))) {
        if (label === (control.getAttribute('aria-label') ?? control.getAttribute('href'))) control.focus()
      }
    }

    let timer = 0
    const soon = () => {
      timer ||= window.setTimeout(() => {
        timer = 0
        load().catch(tellError)
      }, 200)
    }
    const controller = new AbortController()
    const follow = async () => {
      const stream = await request('deliveries/events', { signal: controller.signal })
      await load()
      await readEvents(stream, soon)
    }
    follow().catch((error) => controller.signal.aborted || tellError(error))
    return {
      update(more) {
        chosen = more[0]
        for (const link of list.querySelectorAll('a')) {
          if (link.getAttribute('href') === `#/webhooks/${chosen}`) link.setAttribute('aria-current', 'true')
          else link.removeAttribute('aria-current')
        }
        showDetail()?.focus()
      },
      close() {
        controller.abort()
        clearTimeout(timer)
      },
    }
  },
}

const kinds = { active: 'good', failing: 'warn', suspended: 'alarm' }

/**
 * @param {Webhook[]} all
 * @param {{ pause: (isPaused: boolean, webhook?: string) => () => Promise<void>, load: () => Promise<void> }} work
 */
function webhooksCard(all, { pause, load }) {
  if (all.length === 0) {
    const line = `curl -X POST -H 'Authorization: <token>' -H 'Content-Type: application/json' \\
  -d '{"endpoint":"http://127.0.0.1:3000/hook","events":["taskUpdated"]}' ${mockUrl}/api/v2/team/<team_id>/webhook`
    return empty(
      'No webhook is registered',
      element(
        'p',
        {},
        'Register one as at ClickUp, or let ',
        element('code', {}, 'clickup-mock webhooks listen --receive'),
        ' do it.',
      ),
      shellLine(line, 'A call that registers a webhook'),
    )
  }
  const setHealth = (/** @type {string} */ id, /** @type {'active' | 'suspended'} */ status) => async () => {
    await ask('PUT', 'webhooks/{id}/health', { path: { id }, body: { status } })
    notice(
      status === 'suspended' ? 'It is suspended: nothing more is sent.' : 'It is active, and no failure is counted.',
    )
    await load()
  }
  return card(
    'Registered',
    element(
      'ul',
      { class: 'deliveries' },
      all.map((one) => {
        const { id, endpoint, health, events, user, waiting } = one
        const isSuspended = health.status === 'suspended'
        const failed = health.fail_count > 0 && `${health.fail_count} of 100 failed`
        const said = [events[0] === '*' ? 'all events' : events.join(', '), user, failed, `${waiting} waiting`]
        return element(
          'li',
          { class: 'webhook' },
          element(
            'div',
            {},
            element('span', { class: 'endpoint' }, endpoint),
            badge(health.status, kinds[health.status]),
            element('small', {}, whereOf(one), ' · ', said.filter(Boolean).join(' · ')),
          ),
          element(
            'div',
            { class: 'buttons small' },
            button(one.paused ? 'Go on' : 'Hold up', pause(!one.paused, id), {
              'aria-label': `${one.paused ? 'Go on with' : 'Hold up'} ${endpoint}, ${id}`,
            }),
            button(isSuspended ? 'Reactivate' : 'Suspend', setHealth(id, isSuspended ? 'active' : 'suspended'), {
              'aria-label': `${isSuspended ? 'Reactivate' : 'Suspend'} ${endpoint}, ${id}`,
            }),
          ),
        )
      }),
    ),
  )
}

/** The narrowest place counts. @param {Webhook} webhook */
function whereOf({ workspace, space_id, folder_id, list_id, task_id }) {
  const [kind, id] = Object.entries({
    task: task_id,
    List: list_id,
    Folder: folder_id,
    Space: space_id,
    Workspace: workspace,
  }).find(([, one]) => one !== null) ?? ['', '']
  return element('span', {}, `${kind} `, element('code', {}, id))
}

/** @param {Delivery[]} deliveries - newest first @param {string | undefined} chosen */
function deliveriesCard(deliveries, chosen) {
  if (deliveries.length === 0) {
    return card(
      'Deliveries',
      empty(
        'Nothing was sent yet',
        element('p', {}, 'Change something that a webhook is for, or simulate an event below.'),
      ),
    )
  }
  return card(
    'Deliveries',
    element(
      'ul',
      { class: 'deliveries' },
      deliveries.map((one) =>
        element(
          'li',
          {},
          element(
            'a',
            { class: 'delivery', href: `#/webhooks/${one.id}`, ...(one.id === chosen && { 'aria-current': 'true' }) },
            element('time', {}, timeOf(one.at).slice(11, 19)),
            element('span', {}, element('strong', {}, one.event), element('small', {}, wordsOf(one))),
            stateBadge(one),
          ),
        ),
      ),
    ),
  )
}

/** @param {Delivery} delivery */
export function stateBadge({ state, tries, fault }) {
  const kind = state === 'delivered' ? 'good' : state === 'dropped' ? 'alarm' : tries.length ? 'warn' : 'note'
  return element('span', { class: 'badges' }, fault && badge(fault, 'note'), badge(state, kind))
}

/** @param {Delivery} delivery */
function wordsOf({ request: { body, url }, reason, tries }) {
  const [, id = ''] = Object.entries(body).find(([key]) => /(?<!webhook|team)_id$/.test(key)) ?? []
  const last = tries.at(-1)
  const outcome = reason ?? (last ? `${last.status ?? last.error}, try ${tries.length} of 5` : 'not tried yet')
  return [id, url, outcome].filter(Boolean).join(' · ')
}
