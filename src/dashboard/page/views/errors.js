// @ts-check
// The catalogue of refusals, searchable; and any of them for the next calls.
import { ask } from '../api.js'
import { onCalls } from '../call-list.js'
import { confirmed } from '../dialogs.js'
import { element, fill } from '../element.js'
import {
  attempt,
  badge,
  button,
  card,
  choice,
  empty,
  field,
  notice,
  shellLine,
  statusBadge,
  table,
  tellError,
} from '../parts.js'

/** @import { Schemas } from '../../api-types.js' */
/** @typedef {Schemas['CatalogueEntry']} Entry */

/** How sure we are. @type {Record<Entry['seen'], [word: string, kind: string, meaning: string]>} */
const seen = {
  documented: ['documented', 'good', 'ClickUp’s documents say so.'],
  observed: ['observed', 'note', 'Seen in answers of the real ClickUp.'],
  assumed: ['assumed', 'warn', 'Nobody has measured it: our best guess.'],
}

/** @type {import('./index.js').View} */
export const errors = {
  name: 'errors',
  title: 'Errors',
  icon: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  open({ place, heading, rest }) {
    /** @type {Entry[]} */
    let catalogue = []
    /** @type {string[]} */
    let operations = []
    let chosen = rest[0]
    const standing = element('div')
    const search = element('input', {
      type: 'search',
      placeholder: 'OAUTH_027, rate limit, 404 …',
      'aria-label': 'Search the errors',
      oninput: () => showList(),
    })
    const count = element('p', { class: 'quiet', role: 'status' })
    const list = element('ul', { class: 'entries' })
    const detail = element('section', { class: 'card entry-detail', 'aria-label': 'One error' })
    fill(
      place,
      element(
        'div',
        { class: 'bar' },
        element('div', { class: 'bar-title' }, heading, count),
        element('div', { class: 'tools' }, search),
      ),
      standing,
      element(
        'div',
        { class: 'split open errors-split' },
        element('div', { class: 'entries-scroll', tabindex: 0, role: 'region', 'aria-label': 'Errors' }, list),
        detail,
      ),
    )

    function showList() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
      const found = catalogue.filter((entry) => {
        const text = [entry.name, entry.ECODE, entry.status, entry.err, entry.when, entry.seen].join(' ').toLowerCase()
        return words.every((word) => text.includes(word))
      })
      fill(count, `${found.length} of ${catalogue.length}`)
      fill(
        list,
        found.map((entry) =>
          element(
            'li',
            {},
            element(
              'a',
              {
                href: `#/errors/${entry.name}`,
                class: 'entry',
                ...(entry.name === chosen && { 'aria-current': 'true' }),
              },
              element(
                'span',
                { class: 'entry-head' },
                statusBadge(entry.status),
                element('strong', {}, entry.ECODE ?? entry.name),
              ),
              element('span', { class: 'entry-text' }, entry.err ?? entry.when),
              badge(...seen[entry.seen]),
            ),
          ),
        ),
      )
      if (found.length === 0)
        fill(
          list,
          element('li', {}, empty('No error is like that', element('p', {}, 'Search by code, status, text or cause.'))),
        )
    }

    function showDetail() {
      const entry = catalogue.find(({ name }) => name === chosen)
      if (!entry)
        return fill(
          detail,
          empty(
            'Choose an error',
            element('p', {}, 'See its cause and how sure we are of it, and let the next call get it.'),
          ),
        )
      const [word, kind, meaning] = seen[entry.seen]
      const title = element('h2', { tabindex: -1 }, entry.ECODE ?? entry.name)
      fill(
        detail,
        title,
        element('p', { class: 'call-line' }, statusBadge(entry.status), element('span', {}, entry.err ?? 'no text')),
        element('h3', {}, 'Cause'),
        element('p', {}, entry.when),
        element('h3', {}, 'Let it happen'),
        faultForm(entry),
        element('h3', {}, 'How sure'),
        element('p', {}, badge(word, kind), ' ', meaning, entry.assumed && ` Guessed: ${entry.assumed.join(', ')}.`),
        entry.note && element('p', { class: 'quiet' }, entry.note),
        entry.sources &&
          element(
            'ul',
            { class: 'texts' },
            entry.sources.map((source) => element('li', {}, source)),
          ),
        element('h3', {}, 'Where'),
        element('p', { class: 'quiet' }, `Step ${entry.step}: ${entry.where}.`),
        element('h3', {}, 'For one client'),
        element('p', { class: 'quiet' }, 'Call with this in place of the token:'),
        entry.token && shellLine(entry.token, 'The test token'),
      )
      return title
    }

    /** @param {Entry} entry */
    function faultForm(entry) {
      const operation = choice(
        [{ value: '', label: 'any operation' }, ...operations.map((value) => ({ value }))],
        operations.includes('GetAuthorizedUser') ? 'GetAuthorizedUser' : '',
        { name: 'operation' },
      )
      const times = element('input', { type: 'number', min: 1, step: 1, value: '1', name: 'times', required: true })
      const forever = element('input', {
        type: 'checkbox',
        name: 'forever',
        onchange: () => (times.disabled = forever.checked),
      })
      const when = choice(
        [
          { value: 'before', label: 'before the call takes effect' },
          { value: 'after', label: 'after it took effect' },
        ],
        'before',
        { name: 'when' },
      )
      /** @returns {Schemas['FaultRule']} */
      const rule = () => ({
        fault: entry.name,
        operation: operation.value || undefined,
        times: forever.checked ? undefined : Number(times.value),
        when: when.value === 'after' ? 'after' : undefined,
      })
      return element(
        'form',
        {
          class: 'fault-form',
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault()
            attempt(async () => {
              await ask('POST', 'faults', { body: rule() })
              const often = forever.checked
                ? 'Every call'
                : times.value === '1'
                  ? 'The next call'
                  : `The next ${times.value} calls`
              notice(`${often} to ${operation.value || 'any operation'} will get ${entry.ECODE ?? entry.name}.`)
              await showStanding()
            })
          },
        },
        field('The next call to', operation),
        field('How often', times),
        element('label', { class: 'check' }, forever, 'until cleared'),
        field('Answer', when),
        element('button', { class: 'primary' }, 'Gets this error'),
      )
    }

    async function showStanding() {
      const { faults } = await ask('GET', 'faults')
      if (faults.length === 0) return fill(standing)
      const remove = async (/** @type {string} */ id) => {
        await ask('DELETE', 'faults/{id}', { path: { id } })
        notice('The rule is gone.')
        await showStanding()
        heading.focus()
      }
      fill(
        standing,
        card(
          'Active faults',
          table(
            'Active faults',
            ['Rule', 'Hits', 'Left', 'From', ''],
            faults.map(({ id, rule, hits, remaining, scenario }) => [
              element('code', {}, ruleText(rule)),
              String(hits),
              remaining === undefined
                ? 'until cleared'
                : remaining === 0
                  ? badge('used up', 'plain-badge')
                  : String(remaining),
              scenario ? `scenario ${scenario}` : 'you or a test',
              scenario
                ? element('a', { href: '#/sandboxes' }, 'Stop it')
                : button('Remove', () => remove(id), { 'aria-label': `Remove ${ruleText(rule)}` }),
            ]),
          ),
          faults.length > 1 &&
            element(
              'div',
              { class: 'buttons' },
              button('Remove all', () => removeAll()),
            ),
        ),
      )
    }

    async function removeAll() {
      if (
        !(await confirmed(
          'Remove every rule?',
          'Those given at the start go too; a reset brings them back.',
          'Remove all',
        ))
      )
        return
      await ask('DELETE', 'faults')
      await showStanding()
      heading.focus()
    }

    async function load() {
      const [known, all] = await Promise.all([ask('GET', 'errors'), ask('GET', 'operations'), showStanding()])
      catalogue = known.errors
      operations = all.operations
        .filter(({ built }) => built)
        .map(({ operationId }) => operationId)
        .sort()
      showList()
      showDetail()
    }

    let scheduled = false
    const leave = onCalls(() => {
      if (scheduled) return
      scheduled = true
      setTimeout(() => {
        scheduled = false
        showStanding().catch(tellError)
      }, 300)
    })
    attempt(load)
    return {
      update(more) {
        chosen = more[0]
        for (const link of list.querySelectorAll('a')) {
          if (link.getAttribute('href') === `#/errors/${chosen}`) link.setAttribute('aria-current', 'true')
          else link.removeAttribute('aria-current')
        }
        showDetail()?.focus()
      },
      close: leave,
    }
  },
}

/** A rule in the words of --fault, as far as they go. @param {Schemas['FaultRule']} rule */
function ruleText({ fault = 'rule', operation, method, path, ...settings }) {
  const at = operation ?? [method, path].filter(Boolean).join(' ')
  const rest = Object.entries(settings).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  return `${fault}${at ? `@${at}` : ''}${rest.length ? `:${rest.join(',')}` : ''}`
}
