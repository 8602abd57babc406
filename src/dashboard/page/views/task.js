// @ts-check
// One task: as a card for people, and as the JSON a client gets.
import { element, fill } from '../element.js'
import { badge, copyButton, json } from '../parts.js'

/** @import { Answer, Task } from '../../api-types.js' */
/** @typedef {Answer<'getWorldTask'>['timers']} Timers */

/** @param {Task} task @param {Timers} timers - those that run on it */
export function taskDetail(task, timers) {
  const body = element('div', { class: 'task-body' })
  const show = (/** @type {'card' | 'json'} */ kind) => () => {
    for (const [name, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(name === kind))
    fill(body, kind === 'card' ? cardOf(task, timers) : json(task, 'The task as JSON'))
  }
  const buttons = {
    card: element('button', { type: 'button', onclick: show('card') }, 'Card'),
    json: element('button', { type: 'button', onclick: show('json') }, 'JSON'),
  }
  show('card')()
  return element(
    'div',
    {},
    element(
      'p',
      { class: 'quiet' },
      `${task.list.name} · `,
      element('code', {}, task.id),
      task.custom_id && ` · ${task.custom_id}`,
    ),
    element('h2', { tabindex: -1 }, task.name),
    element(
      'div',
      { class: 'task-tools' },
      element('div', { class: 'segments', role: 'group', 'aria-label': 'Show as' }, buttons.card, buttons.json),
      copyButton('Copy JSON', () => JSON.stringify(task, null, 2)),
    ),
    body,
  )
}

/** @param {Task} task @param {Timers} timers */
function cardOf(task, timers) {
  const { status, priority, assignees, tags, due_date, start_date, custom_fields, checklists, subtasks, attachments } =
    task
  const names = assignees.map(({ username, email }) => username ?? email).join(', ')
  const facts = [
    ['Status', badge(status.status, status.type === 'closed' || status.type === 'done' ? 'good' : 'note')],
    ['Priority', priority?.priority ?? 'none'],
    ['Assignees', names || 'nobody'],
    ['Start', start_date ? day(start_date) : undefined],
    ['Due', due_date ? day(due_date) : 'no date'],
    [
      'Tags',
      tags.length
        ? element(
            'span',
            { class: 'badges' },
            tags.map(({ name }) => badge(name, 'plain-badge')),
          )
        : undefined,
    ],
    ['Points', task.points],
    ['Time spent', task.time_spent ? hours(task.time_spent) : undefined],
    ...timers.map(({ user, start }) => ['Timer', `${user} since ${day(String(start))}`]),
    ...custom_fields.filter(({ value }) => value !== undefined).map((one) => [one.name, fieldText(one)]),
    ['Created', `${day(task.date_created)} by ${task.creator.username ?? task.creator.email}`],
  ]
  return element(
    'div',
    { class: 'task-card' },
    element(
      'dl',
      { class: 'facts' },
      facts
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    ),
    task.markdown_description && element('p', { class: 'description' }, task.markdown_description),
    part('Subtasks', subtasks, (one) => [
      element('a', { href: `#/world/tasks/${encodeURIComponent(one.id)}` }, one.name),
      ' ',
      badge(one.status.status, 'plain-badge'),
    ]),
    part('Checklists', checklists, (one) => `${one.name}: ${one.resolved} of ${one.resolved + one.unresolved} done`),
    part('Files', attachments, (one) => one.title),
  )
}

/**
 * @template Item
 * @param {string} title @param {Item[] | undefined} items @param {(item: Item) => import('../element.js').Child} shown
 */
function part(title, items, shown) {
  if (!items?.length) return undefined
  return element(
    'div',
    {},
    element('h3', {}, title),
    element(
      'ul',
      { class: 'texts' },
      items.map((item) => element('li', {}, shown(item))),
    ),
  )
}

/** @param {string} time - ms */
function day(time) {
  return new Date(Number(time)).toISOString().slice(0, 16).replace('T', ' ')
}

/** `1 h 30 min`. @param {number} ms */
function hours(ms) {
  const minutes = Math.round(ms / 60_000)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** @param {Task['custom_fields'][number]} one */
function fieldText({ value, type_config }) {
  const option = type_config?.options?.find(({ id, orderindex }) => id === value || orderindex === value)
  if (option) return option.name ?? option.label
  if (Array.isArray(value)) return value.map(nameOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** @param {{ username?: string, name?: string } | string | null} item - a person, a task, or the id of a label */
function nameOf(item) {
  if (item === null || typeof item === 'string') return String(item)
  return item.username ?? item.name ?? String(item)
}
