// @ts-check
// The parts that views are made of: buttons, notices, dialogs, tables, texts to copy.
import { element, icon } from './element.js'

const CROSS = 'M6 6l12 12M18 6L6 18'

/**
 * Tells something at the edge of the page, politely; what went wrong stays until it is dismissed.
 * @param {string} text
 * @param {{ kind?: 'good' | 'alarm', action?: { label: string, work: () => unknown } }} [more]
 */
export function notice(text, { kind = 'good', action } = {}) {
  const close = () => box.remove()
  const box = element(
    'div',
    { class: `notice ${kind}`, role: kind === 'alarm' && 'alert' },
    element('p', {}, text),
    action &&
      button(action.label, () => {
        close()
        return action.work()
      }),
    element('button', { type: 'button', class: 'plain', 'aria-label': 'Dismiss', onclick: close }, icon(CROSS)),
  )
  const notices = /** @type {HTMLElement} */ (document.getElementById('notices'))
  notices.append(box)
  while (notices.children.length > 3) notices.firstElementChild?.remove()
  if (kind === 'good' && !action) setTimeout(close, 6_000)
}

/** @param {unknown} error */
export function tellError(error) {
  notice(error instanceof Error ? error.message : String(error), { kind: 'alarm' })
}

/**
 * Does something that may be refused: what the control API says is shown, never swallowed.
 * @param {() => unknown} work
 * @param {string} [said] - shown when it went well
 */
export async function attempt(work, said) {
  try {
    await work()
    if (said) notice(said)
  } catch (error) {
    tellError(error)
  }
}

/**
 * @param {string} label
 * @param {() => unknown} work - what is refused is shown
 * @param {Record<string, unknown>} [props]
 */
export function button(label, work, props = {}) {
  return element('button', { type: 'button', ...props, onclick: () => attempt(work) }, label)
}

/**
 * Copies a text, and says so.
 * @param {string} label
 * @param {() => string} text
 * @param {Record<string, unknown>} [props]
 */
export function copyButton(label, text, props = {}) {
  return button(
    label,
    async () => {
      await copy(text())
      notice('Copied.')
    },
    props,
  )
}

/** @param {string} text */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // Outside https and localhost browsers have no clipboard of this kind.
  const field = element('textarea', { class: 'visually-hidden', value: text, 'aria-hidden': 'true' })
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('This browser does not let the page copy; mark the text and copy it by hand.')
}

let labelled = 0

/**
 * A labelled control.
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  labelled += 1
  control.id = `field-${labelled}`
  if (hint) control.setAttribute('aria-describedby', `hint-${labelled}`)
  const words = hint && element('small', { id: `hint-${labelled}` }, hint)
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control, words)
}

/**
 * @template {string} Value
 * @param {readonly { value: Value, label?: string }[]} options
 * @param {NoInfer<Value> | ''} value - of none of the options: the first is chosen
 * @param {Record<string, unknown>} [props]
 */
export function choice(options, value, props = {}) {
  const select = element(
    'select',
    props,
    options.map((option) =>
      element('option', { value: option.value, selected: option.value === value }, option.label ?? option.value),
    ),
  )
  return /** @type {HTMLSelectElement & { value: Value }} */ (select) // it has no other options
}

/**
 * A table in a box that scrolls by itself when it is too wide.
 * @param {string} caption
 * @param {string[]} head
 * @param {import('./element.js').Child[][]} rows - cells; the first names its row
 */
export function table(caption, head, rows) {
  const cells = (/** @type {import('./element.js').Child[]} */ row) =>
    row.map((cell, index) =>
      index === 0 ? element('th', { scope: 'row' }, cell) : element('td', { 'data-label': head[index] }, cell),
    )
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      { class: 'plain-table' },
      element('caption', { class: 'visually-hidden' }, caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          head.map((title) =>
            element('th', { scope: 'col' }, title || element('span', { class: 'visually-hidden' }, 'Actions')),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        rows.map((row) => element('tr', {}, cells(row))),
      ),
    ),
  )
}

/**
 * A section of a view under a heading of its own.
 * @param {string} title
 * @param {...import('./element.js').Child} content
 */
export function card(title, ...content) {
  return element('section', { class: 'card' }, element('h2', {}, title), ...content)
}

/** @param {string} text @param {string} kind @param {string} [title] */
export function badge(text, kind, title) {
  return element('span', { class: `badge ${kind}`, title }, text)
}

/** @param {number} status */
export function statusBadge(status) {
  const kind = status === 0 || status >= 500 ? 'alarm' : status >= 400 ? 'warn' : 'good'
  return badge(status === 0 ? 'broken' : String(status), kind)
}

/** @param {string} method */
export function methodBadge(method) {
  return element('span', { class: `method ${method.toLowerCase()}` }, method)
}

/**
 * What is shown where there is nothing yet, with what to do next.
 * @param {string} title
 * @param {...import('./element.js').Child} next
 */
export function empty(title, ...next) {
  return element('div', { class: 'empty' }, element('p', { class: 'empty-title' }, title), ...next)
}

/** A line for the shell. @param {string} text @param {string} [label] */
export function shellLine(text, label = 'A line for the shell') {
  return element(
    'div',
    { class: 'shell' },
    element('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text),
    copyButton('Copy', () => text),
  )
}

/**
 * A value as JSON, with a colour for each kind of part.
 * @param {unknown} value
 * @param {string} label
 */
export function json(value, label) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const shown = typeof value === 'string' ? [text] : parted(text)
  return element('pre', { class: 'json', tabindex: 0, role: 'region', 'aria-label': label }, shown)
}

/** @param {string} text */
function parted(text) {
  const kinds = { 1: 'key', 2: 'text', 3: 'word' }
  const parts = []
  let from = 0
  for (const found of text.matchAll(
    /("(?:[^"\\]|\\.)*")(?=:)|("(?:[^"\\]|\\.)*")|\b(true|false|null|-?\d[\d.e+-]*)\b/g,
  )) {
    const index = [1, 2, 3].find((group) => found[group] !== undefined) ?? 1
    parts.push(text.slice(from, found.index), element('span', { class: Reflect.get(kinds, index) }, found[0]))
    from = found.index + found[0].length
  }
  return [...parts, text.slice(from)]
}
