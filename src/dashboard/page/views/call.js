// @ts-check
// One call: what was asked, what answered and why, what it changed; and the same again, to take along.
import { mockUrl } from '../api.js'
import { curlOf, ruleOf, testOf } from '../copies.js'
import { element, fill } from '../element.js'
import { badge, copyButton, json, methodBadge, statusBadge } from '../parts.js'
import { whoIs } from '../people.js'

/** @typedef {import('../../api-types.js').Schemas['Call']} Call */

/** The steps of the pipeline in their order, with what each asks. */
const steps = [
  ['fault', 'Is there a fault for this call?'],
  ['authenticate', 'Who calls?'],
  ['unbuilt', 'Does the mock emulate it yet?'],
  ['ids', 'Can the path name something?'],
  ['limit', 'Is there room in the rate window?'],
  ['route', 'Is there such an operation?'],
  ['admit', 'May they see what the path names?'],
  ['check', 'Is what was sent in order?'],
  ['operate', 'Do it, and answer.'],
]

/**
 * All there is to say of a call.
 * @param {Call} call
 */
export function callDetail(call) {
  const { method, path, status, ECODE, request, response } = call
  return element(
    'div',
    { class: 'call' },
    element('p', { class: 'call-line' }, methodBadge(method), element('code', {}, path)),
    element(
      'p',
      { class: 'call-line' },
      statusBadge(status),
      ECODE && element('code', {}, ECODE),
      call.fault && badge(`fault ${call.fault}`, 'note'),
    ),
    element(
      'div',
      { class: 'buttons small' },
      copyButton('Copy as curl', () => curlOf(call, mockUrl)),
      copyButton('Copy as fault rule', () => ruleOf(call)),
      copyButton('Copy as test', () => testOf(call)),
    ),
    facts(call),
    element('h3', {}, 'Pipeline'),
    pipeline(call),
    ...texts('What the client’s author should know', call.notes),
    ...texts('Fields that ClickUp ignores', call.ignored),
    ...texts('What the documents do not have', call.violations),
    ...(call.changed.length ? [element('h3', {}, 'Changed'), changes(call.changed)] : []),
    element('h3', {}, 'Request'),
    pairs('Query', request.query),
    request.body !== null && json(request.body, 'Body of the request'),
    pairs('Headers', request.headers),
    element('h3', {}, 'Answer'),
    response.body === null
      ? element('p', { class: 'quiet' }, 'It has no body.')
      : json(response.body, 'Body of the answer'),
    pairs('Headers', response.headers),
  )
}

/** @param {Call} call */
function facts({ at, sandbox, operation, token, limit, duration }) {
  const who = element('span')
  const tellWho = () => fill(who, whoIs(token, tellWho) || 'nobody')
  tellWho()
  const rows = {
    Time: new Date(at).toISOString(),
    Operation: operation ?? 'none',
    Token: token ?? 'none',
    'Rate limit': limit?.replace(/\d+$/, clockTime) ?? 'not counted',
  }
  const all = { Sandbox: sandbox, Who: who, ...rows, Duration: `${duration} ms` }
  return list(Object.entries(all), 'facts')
}

/** @param {string} seconds */
function clockTime(seconds) {
  return new Date(Number(seconds) * 1000).toISOString().slice(11, 19)
}

/** @param {Call} call */
function pipeline({ step, fault, changed }) {
  const at = steps.findIndex(([name]) => name === step)
  const isLate = step === 'fault' && changed.length > 0 // it answered once the operation had taken effect
  const stateOf = (/** @type {number} */ index) => {
    if (index === at) return 'answered'
    return index < at || isLate ? 'passed' : 'not reached'
  }
  return element(
    'ol',
    { class: 'pipeline' },
    steps.map(([name, what], index) => {
      const state = stateOf(index)
      const words = state === 'answered' && fault ? `answered: ${fault}${isLate ? ', in the end' : ''}` : state
      return element(
        'li',
        { class: state.replace(' ', '-'), ...(index === at && { 'aria-current': 'step' }) },
        element('strong', {}, name),
        element('span', {}, what),
        element('em', {}, words),
      )
    }),
  )
}

/** @param {string} title @param {string[]} items */
function texts(title, items) {
  return items.length
    ? [
        element('h3', {}, title),
        element(
          'ul',
          { class: 'texts' },
          items.map((item) => element('li', {}, item)),
        ),
      ]
    : []
}

/** @param {string[]} changed - `table/id` */
export function changes(changed) {
  return element(
    'ul',
    { class: 'changes' },
    changed.map((row) => {
      const [, task] = /^tasks\/(.+)$/.exec(row) ?? []
      return element(
        'li',
        {},
        task ? element('a', { href: `#/world/tasks/${encodeURIComponent(task)}` }, row) : element('code', {}, row),
      )
    }),
  )
}

/** @param {string} title @param {Record<string, unknown>} fields */
function pairs(title, fields) {
  const entries = Object.entries(fields)
  if (entries.length === 0) return undefined
  return element(
    'details',
    { open: title === 'Query' },
    element('summary', {}, `${title} (${entries.length})`),
    list(
      entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      'pairs',
    ),
  )
}

/** @param {[string, unknown][]} entries @param {string} kind */
function list(entries, kind) {
  return element(
    'dl',
    { class: kind },
    entries.map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value instanceof Node ? value : String(value))),
    ),
  )
}
