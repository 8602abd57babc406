// @ts-check
// The mock's time, and how much of its rate window each token has left.
import { ask } from '../api.js'
import { onCalls } from '../call-list.js'
import { element, fill } from '../element.js'
import { attempt, badge, button, card, choice, empty, field, notice, table, tellError } from '../parts.js'

/** @import { Answer, Schemas } from '../../api-types.js' */
/**
 * A token's window; without a limit until it has called.
 * @typedef {Omit<Schemas['TokenWindow'], 'limit'> & { limit: string | null }} Gauge
 */

/** @type {Schemas['Plan'][]} */
const plans = ['free_forever', 'unlimited', 'business', 'business_plus', 'enterprise']

/** @type {import('./index.js').View} */
export const limits = {
  name: 'limits',
  title: 'Rate limits and clock',
  short: 'Limits',
  icon: 'M12 7v5l3 3M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18',
  open({ place, heading }) {
    const clock = clockCard(() => load())
    const gauges = element('div')
    const everyone = everyoneForm(() => load())
    const workspaces = element('div')
    fill(
      place,
      element('div', { class: 'bar' }, element('div', { class: 'bar-title' }, heading)),
      clock.card,
      card('Rate limits', gauges, everyone.form),
      workspaces,
    )

    async function load() {
      const [known, { tokens }, time] = await Promise.all([
        ask('GET', 'limits'),
        ask('GET', 'tokens'),
        ask('GET', 'clock'),
      ])
      clock.set(time)
      const called = new Set(known.tokens.map(({ token }) => token))
      const live = tokens.filter(({ token, revoked }) => !revoked && !called.has(token))
      const windows = [
        ...known.tokens,
        ...live.map(({ token, user }) => ({ token, user, limit: null, remaining: null, reset: null })),
      ]
      everyone.show(known.everyone)
      keepingFocus(gauges, () => fill(gauges, gaugeTable(windows, load)))
    }

    async function loadWorkspaces() {
      const [{ workspaces: all }, { plans: limitsOfPlans }] = await Promise.all([
        ask('GET', 'workspaces'),
        ask('GET', 'limits'),
      ])
      fill(
        workspaces,
        plansCard(all, limitsOfPlans, () => Promise.all([load(), loadWorkspaces()])),
      )
    }

    let timer = 0
    const leave = onCalls(() => {
      timer ||= window.setTimeout(() => {
        timer = 0
        load().catch(tellError)
      }, 300)
    })
    const ticking = setInterval(() => clock.tick(), 250)
    attempt(() => Promise.all([load(), loadWorkspaces()]))
    return {
      close() {
        leave()
        clearInterval(ticking)
        clearTimeout(timer)
      },
    }
  },
}

/**
 * What is drawn anew keeps the focus where it was: on the control of the same label.
 * @param {HTMLElement} place @param {() => void} draw
 */
function keepingFocus(place, draw) {
  const label = place.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : undefined
  draw()
  if (label)
    for (const control of place.querySelectorAll('button'))
      if (control.getAttribute('aria-label') === label) control.focus()
}

/** @param {() => Promise<void>} changed */
function clockCard(changed) {
  let now = 0
  let frozen = true
  let since = performance.now()
  const face = element('p', { class: 'clock-face' })
  const date = element('p', { class: 'quiet' })
  const state = element('p', { role: 'status' })
  const turn = element('div', { class: 'buttons' })
  const turned = (/** @type {() => Promise<Answer<'getClock'>>} */ work) => async () => {
    set(await work())
    await changed()
  }
  const run = turned(() => ask('POST', 'clock/run'))
  const freeze = turned(() => ask('POST', 'clock/freeze'))
  const reset = turned(() => ask('POST', 'clock/reset'))
  const advance = (/** @type {number} */ ms) => turned(() => ask('POST', 'clock/advance', { body: { ms } }))
  const at = element('input', { type: 'datetime-local', step: 1 })
  const setForm = element(
    'form',
    {
      class: 'inline-form',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault()
        const time = `${at.value.length === 16 ? `${at.value}:00` : at.value}Z`
        attempt(turned(() => ask('POST', frozen ? 'clock/freeze' : 'clock/run', { body: { at: time } })))
      },
    },
    field('Set to (UTC)', at),
    element('button', {}, 'Set'),
  )

  /** @param {{ now: number, frozen: boolean }} time */
  function set(time) {
    const other = frozen !== time.frozen || turn.childElementCount === 0
    now = time.now
    frozen = time.frozen
    since = performance.now()
    tick()
    if (!other) return
    fill(state, frozen ? badge('frozen', 'note') : badge('running', 'good'))
    fill(
      turn,
      frozen ? button('Let it run', run, { class: 'primary' }) : button('Freeze', freeze, { class: 'primary' }),
      button('+ 1 min', advance(60_000)),
      button('+ 1 h', advance(3_600_000)),
      button('+ 1 day', advance(86_400_000)),
      button('Machine’s time', reset),
    )
  }

  function tick() {
    const iso = new Date(frozen ? now : now + performance.now() - since).toISOString()
    fill(face, iso.slice(11, 19))
    fill(date, `${iso.slice(0, 10)}, UTC. Codes, rate windows and all dates follow this clock.`)
  }
  return {
    card: card('Clock', element('div', { class: 'clock' }, element('div', {}, face, date), state), turn, setForm),
    set,
    tick,
  }
}

/** @param {Gauge[]} windows @param {() => Promise<void>} load */
function gaugeTable(windows, load) {
  const change =
    (/** @type {'exhaust' | 'refill'} */ what, /** @type {string} */ token, /** @type {string} */ said) => async () => {
      await ask('POST', `limits/${what}`, { body: { token } })
      notice(said)
      await load()
    }
  return windows.length === 0
    ? empty(
        'There is no token',
        element('p', {}, 'Make one under ', element('a', { href: '#/people' }, 'People and apps'), '.'),
      )
    : table(
        'Rate limits by token',
        ['Token', 'Left', 'Limit', 'Opens again', ''],
        windows.map(({ token, user, limit, remaining, reset }) => [
          [element('strong', {}, user ?? 'nobody'), ' ', element('code', { class: 'quiet' }, shortened(token))],
          gauge(limit, remaining, `What ${user ?? 'nobody'} has left, ${shortened(token)}`),
          limit === null ? 'of its plan' : limitText(limit),
          reset === null ? 'no window open' : new Date(reset * 1000).toISOString().slice(11, 19),
          element(
            'div',
            { class: 'buttons small' },
            button('Exhaust', change('exhaust', token, 'Its next call gets 429.'), {
              'aria-label': `Exhaust ${token}`,
            }),
            button('Refill', change('refill', token, 'Its next call opens a new window.'), {
              'aria-label': `Refill ${token}`,
            }),
          ),
        ]),
      )
}

/** The limit of all tokens. It is made once: what somebody types stays while the table is drawn anew. @param {() => Promise<void>} load */
function everyoneForm(load) {
  let isTyped = false
  const limit = element('input', {
    placeholder: '20/10, 100 or off',
    pattern: 'off|\\d+(/\\d+)?',
    size: 12,
    oninput: () => {
      isTyped = true
    },
  })
  const setLimit = async (/** @type {string} */ text) => {
    await ask('PUT', 'limits', { body: { limit: text || undefined } })
    isTyped = false
    notice(text ? `Every token has ${text} now.` : 'Each token has the limit of its plan again.')
    await load()
  }
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault()
    attempt(() => setLimit(limit.value.trim()))
  }
  const hint = 'Requests a minute, requests/seconds, or off; empty: that of the plan.'
  return {
    form: element(
      'form',
      { class: 'inline-form', onsubmit },
      field('One limit for every token', limit, hint),
      element('button', {}, 'Set'),
    ),
    show(/** @type {string | null} */ text) {
      if (!isTyped) limit.value = text ?? ''
    },
  }
}

/** @param {string | null} limit @param {number | null} remaining @param {string} label */
function gauge(limit, remaining, label) {
  if (limit === 'off') return 'no limit'
  const max = limit === null ? 1 : Number(limit.split('/')[0])
  const value = limit === null ? 1 : (remaining ?? max)
  return element(
    'div',
    { class: 'gauge' },
    element('meter', {
      min: 0,
      max,
      value: String(value),
      low: max * 0.25,
      high: max * 0.5,
      optimum: max,
      'aria-label': label,
    }),
    element('span', {}, limit === null ? 'has not called' : `${value} of ${max}`),
  )
}

/**
 * @param {Answer<'listWorkspaces'>['workspaces']} all
 * @param {Answer<'getLimits'>['plans']} limitsOfPlans - every plan has one
 * @param {() => Promise<unknown>} load
 */
function plansCard(all, limitsOfPlans, load) {
  const options = plans.map((value) => ({
    value,
    label: `${value.replaceAll('_', ' ')} (${limitText(String(limitsOfPlans[value]))})`,
  }))
  return card(
    'Plans',
    element('p', { class: 'quiet' }, 'A token has the limit of the plan of its first Workspace.'),
    all.length === 0
      ? empty('There is no Workspace')
      : table(
          'Plans of the Workspaces',
          ['Workspace', 'Members', 'Plan'],
          all.map(({ handle, name, plan: present, members }) => {
            const plan = choice(options, present, {
              'aria-label': `Plan of ${name}`,
              onchange: () =>
                attempt(
                  async () => {
                    await ask('PATCH', 'workspaces/{workspace}', {
                      path: { workspace: handle },
                      body: { plan: plan.value },
                    })
                    await load()
                  },
                  `${name} has the plan ${plan.value.replaceAll('_', ' ')} now.`,
                ),
            })
            return [name, String(members), plan]
          }),
        ),
  )
}

/** @param {string} limit */
function limitText(limit) {
  if (limit === 'off') return 'no limit'
  const [requests, seconds] = limit.split('/')
  return seconds ? `${requests} in ${seconds} s` : `${requests} a minute`
}

/** @param {string} token */
function shortened(token) {
  return token.length > 22 ? `${token.slice(0, 10)}…${token.slice(-6)}` : token
}
