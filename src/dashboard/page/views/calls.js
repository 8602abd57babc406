// @ts-check
// The calls as they happen. However many there are, only those in sight are in the document.
import { ask, mockUrl, sandbox } from '../api.js'
import { allCalls, callOf, onCalls, readCall, reloadCalls } from '../call-list.js'
import { element, fill, icon } from '../element.js'
import { attempt, badge, button, choice, empty, methodBadge, shellLine, statusBadge } from '../parts.js'
import { whoIs } from '../people.js'
import { callDetail } from './call.js'

/** px of a row; style sheets have the same. */
const ROW = 44
/** Rows above and below what is in sight. */
const SPARE = 8

const kinds = /** @type {const} */ ([
  { value: 'all', label: 'All calls' },
  { value: 'refused', label: 'Refused' },
  { value: 'fault', label: 'By a fault' },
  { value: 'ignored', label: 'Ignored fields' },
  { value: 'changed', label: 'Changes' },
  { value: 'unbuilt', label: 'Not built yet' },
])

/** @type {Record<typeof kinds[number]['value'], (call: import('../call-list.js').ShortCall) => boolean>} */
const isOfKind = {
  all: () => true,
  refused: ({ status }) => status === 0 || status >= 400,
  fault: ({ fault }) => fault !== undefined,
  ignored: ({ ignored }) => ignored.length > 0,
  changed: ({ changed }) => changed.length > 0,
  unbuilt: ({ step }) => step === 'unbuilt',
}

/** @type {import('./index.js').View} */
export const calls = {
  name: 'calls',
  title: 'Calls',
  icon: 'M4 6h16M4 12h10M4 18h13',
  open({ place, heading, rest }) {
    let chosen = rest[0]
    /** @type {import('../call-list.js').ShortCall[]} Newest first. */
    let found = []
    const count = element('p', { class: 'quiet', id: 'count' })
    const search = element('input', {
      type: 'search',
      placeholder: 'Path, operation, status, code, person …',
      'aria-label': 'Filter the calls',
      oninput: () => refresh(true),
    })
    const kind = choice(kinds, 'all', { 'aria-label': 'Which calls', onchange: () => refresh(true) })
    const body = element('tbody')
    const rows = element(
      'div',
      { class: 'calls-rows', tabindex: 0, role: 'region', 'aria-label': 'Calls, newest first', onscroll: () => draw() },
      element('table', { class: 'calls-table' }, element('thead', {}, headRow()), body),
    )
    const nothing = element('div', { class: 'calls-empty' })
    const detail = element('section', { class: 'calls-detail', 'aria-label': 'One call' })
    const split = element('div', { class: 'split' }, element('div', { class: 'calls-list' }, rows, nothing), detail)
    fill(
      place,
      element(
        'div',
        { class: 'bar' },
        element('div', { class: 'bar-title' }, heading, count),
        element(
          'div',
          { class: 'tools' },
          search,
          kind,
          button('HAR', () => saveHar(), { title: 'The journal as a file for the network tab of a browser' }),
          button('Clear', () => attempt(clear, 'The journal is empty.')),
        ),
      ),
      split,
    )

    const above = element('tr', { class: 'spacer', 'aria-hidden': 'true' }, element('td'))
    const below = element('tr', { class: 'spacer', 'aria-hidden': 'true' }, element('td'))
    body.append(above, below)
    /** @type {Map<string, { row: HTMLElement, call: object }>} */
    const drawn = new Map()

    /** @param {boolean} [anew] - by another filter: from the top */
    function refresh(anew = false) {
      const all = allCalls()
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
      const before = found.length
      const fits = isOfKind[kind.value]
      found = all.filter((call) => fits(call) && words.every((word) => textOf(call).includes(word))).reverse()
      if (anew) rows.scrollTop = 0
      else if (rows.scrollTop > ROW) rows.scrollTop += Math.max(0, found.length - before) * ROW
      const filtered = found.length !== all.length
      fill(
        count,
        filtered ? `${number(found.length)} of ${number(all.length)}` : `${number(all.length)} in sandbox ${sandbox}`,
      )
      rows.hidden = found.length === 0
      nothing.hidden = found.length > 0
      if (found.length === 0) showNothing(all.length > 0)
      draw()
      if (chosen !== undefined && detail.dataset.call !== chosen && callOf(chosen)) showDetail()
    }

    function draw() {
      const first = Math.max(0, Math.floor(rows.scrollTop / ROW) - SPARE)
      const wanted = found.slice(first, first + Math.ceil(rows.clientHeight / ROW) + 2 * SPARE)
      const ids = new Set(wanted.map(({ id }) => id))
      for (const [id, { row, call }] of drawn) {
        if (ids.has(id) && callOf(id) === call) continue
        row.remove()
        drawn.delete(id)
      }
      let next = above.nextElementSibling
      for (const call of wanted) {
        const row = drawn.get(call.id)?.row ?? rowOf(call)
        drawn.set(call.id, { row, call })
        if (row === next) next = row.nextElementSibling
        else body.insertBefore(row, next)
      }
      for (const [index, { id }] of wanted.entries()) {
        drawn.get(id)?.row.setAttribute('aria-rowindex', String(first + index + 2))
      }
      above.style.height = `${first * ROW}px`
      below.style.height = `${Math.max(0, found.length - first - wanted.length) * ROW}px`
      rows.querySelector('table')?.setAttribute('aria-rowcount', String(found.length + 1))
      for (const [id, { row }] of drawn) row.classList.toggle('chosen', id === chosen)
    }

    /** @param {import('../call-list.js').ShortCall} call */
    function rowOf(call) {
      const { id, at, method, path, operation, status, ECODE, token, duration, fault, step, sandbox: where } = call
      const who = element('span')
      const tellWho = () => fill(who, whoIs(token, tellWho))
      tellWho()
      const href = `#/calls/${encodeURIComponent(id)}`
      return element(
        'tr',
        { onclick: () => location.assign(href) },
        element('td', { class: 'c-time' }, new Date(at).toISOString().slice(11, 19)),
        element('td', { class: 'c-method' }, methodBadge(method)),
        element('th', { scope: 'row', class: 'c-path' }, element('a', { href, title: path }, path)),
        element(
          'td',
          { class: 'c-operation', title: operation },
          operation ?? element('span', { class: 'quiet' }, 'no route'),
        ),
        element('td', { class: 'c-status' }, statusBadge(status)),
        element(
          'td',
          { class: 'c-code' },
          ECODE,
          fault !== undefined && badge('fault', 'note', fault),
          step === 'unbuilt' && badge('not built', 'note', 'ClickUp has it, the mock does not yet'),
        ),
        element('td', { class: 'c-who' }, who),
        element('td', { class: 'c-sandbox' }, where),
        element('td', { class: 'c-duration' }, `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`),
      )
    }

    /** @param {boolean} some - there are calls, but none that fits */
    function showNothing(some) {
      if (some) return fill(nothing, empty('No call is like that', button('Show all calls', showAll)))
      if (nothing.firstChild) return
      const place = element('div')
      fill(
        nothing,
        empty(
          'No calls yet',
          element('p', {}, 'They appear here as they happen. Make the first one:'),
          place,
          element(
            'p',
            { class: 'quiet' },
            `Or point your client at ${mockUrl}/api in place of https://api.clickup.com/api.`,
          ),
        ),
      )
      attempt(async () => {
        const { tokens } = await ask('GET', 'tokens')
        const live = tokens.find(({ revoked }) => !revoked)
        const header = live ? `-H 'Authorization: ${live.token}' ` : ''
        fill(place, shellLine(`curl ${header}${mockUrl}/api/v2/user`))
      })
    }

    function showAll() {
      search.value = ''
      kind.value = 'all'
      refresh(true)
    }

    function showDetail() {
      split.classList.toggle('open', chosen !== undefined)
      for (const [id, { row }] of drawn) row.classList.toggle('chosen', id === chosen)
      detail.dataset.call = chosen
      if (chosen === undefined) return fill(detail)
      const call = callOf(chosen)
      if (!call) delete detail.dataset.call
      const title = element('h2', { tabindex: -1 }, call ? `Call ${chosen}` : `There is no call ${chosen}`)
      fill(
        detail,
        element(
          'div',
          { class: 'detail-head' },
          title,
          element('a', { href: '#/calls', class: 'button' }, icon('M6 6l12 12M18 6L6 18'), 'Close'),
        ),
        call ? callDetail(readCall(call.text)) : element('p', {}, 'The journal has forgotten it, or it was reset.'),
      )
      return title
    }

    async function clear() {
      await ask('DELETE', 'calls')
      await reloadCalls()
      location.hash = '#/calls'
    }

    const leave = onCalls(() => refresh())
    const sizes = new ResizeObserver(() => draw())
    sizes.observe(rows)
    refresh()
    showDetail()
    return {
      update(more) {
        const before = chosen
        chosen = more[0]
        const title = showDetail()
        if (title) title.focus()
        else if (before !== undefined) focusRow(before)
      },
      close() {
        leave()
        sizes.disconnect()
      },
    }

    /** Back to where the person came from. @param {string} id */
    function focusRow(id) {
      const link = drawn.get(id)?.row.querySelector('a') ?? heading
      link.focus()
    }
  },
}

function headRow() {
  const titles = ['time', 'method', 'path', 'operation', 'status', 'code', 'who', 'sandbox', 'duration']
  return element(
    'tr',
    {},
    titles.map((title) =>
      element('th', { scope: 'col', class: `c-${title}` }, title.charAt(0).toUpperCase() + title.slice(1)),
    ),
  )
}

/** @type {WeakMap<object, string>} */
const texts = new WeakMap()

/** @param {import('../call-list.js').ShortCall} call */
function textOf(call) {
  const { id, method, path, operation, status, ECODE, token, fault, step } = call
  const who = whoIs(token, () => texts.delete(call))
  const text = texts.get(call) ?? [id, method, path, operation, status, ECODE, fault, step, who].join(' ').toLowerCase()
  texts.set(call, text)
  return text
}

/** @param {number} value */
function number(value) {
  return value === 1 ? '1 call' : `${value.toLocaleString('en')} calls`
}

async function saveHar() {
  const har = await ask('GET', 'har')
  const url = URL.createObjectURL(new Blob([JSON.stringify(har, null, 2)], { type: 'application/json' }))
  element('a', { href: url, download: `clickup-mock-${sandbox}.har` }).click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
