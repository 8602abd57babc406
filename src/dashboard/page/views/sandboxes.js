// @ts-check
// The state of this sandbox, back and forth; the other sandboxes; scenarios.
import { ask, pageOf, sandbox } from '../api.js'
import { reloadCalls } from '../call-list.js'
import { confirmed } from '../dialogs.js'
import { element, fill } from '../element.js'
import { attempt, badge, button, card, empty, field, notice, table, tellError } from '../parts.js'

/** @import { Answer, Schemas } from '../../api-types.js' */

/** @type {import('./index.js').View} */
export const sandboxes = {
  name: 'sandboxes',
  title: 'Sandboxes and scenarios',
  short: 'Sandboxes',
  icon: 'M12 3l8 4.5-8 4.5-8-4.5zM4 12l8 4.5 8-4.5M4 16.5l8 4.5 8-4.5',
  open({ place, heading }) {
    const snapshots = element('div')
    const others = element('div')
    const scenarios = element('div')
    fill(
      place,
      element('div', { class: 'bar' }, element('div', { class: 'bar-title' }, heading)),
      resetCard(() => load()),
      snapshots,
      scenarios,
      others,
    )
    async function load() {
      const [state, known, all] = await Promise.all([
        ask('GET', 'snapshots'),
        ask('GET', 'scenarios'),
        ask('GET', 'sandboxes'),
      ])
      fill(snapshots, snapshotsCard(state.snapshots, load))
      fill(scenarios, scenariosCard(known, load))
      fill(others, sandboxesCard(all.sandboxes, load))
    }
    attempt(load)
    return {}
  },
}

/** @param {() => Promise<void>} load */
function resetCard(load) {
  const undo = () =>
    attempt(async () => {
      await ask('POST', 'reset/undo')
      await Promise.all([reloadCalls(), load()])
    }, 'Everything is as it was before the reset.')
  const reset = async () => {
    await ask('POST', 'reset', { body: {} })
    await Promise.all([reloadCalls(), load()])
    notice(`Sandbox ${sandbox} is as it was at the start.`, { action: { label: 'Undo', work: undo } })
  }
  return element(
    'section',
    { class: 'card reset-card' },
    element(
      'div',
      {},
      element('h2', {}, `Reset sandbox ${sandbox}`),
      element(
        'p',
        {},
        'World, clock, faults, limits, calls, consent, scenarios and snapshots: as at the start. Safe to press: one click on Undo brings all of it back, until the next reset.',
      ),
    ),
    element(
      'div',
      { class: 'buttons' },
      button('Reset', reset, { class: 'primary large' }),
      button('Undo the last reset', undo),
    ),
  )
}

/** @param {string[]} names @param {() => Promise<void>} load */
function snapshotsCard(names, load) {
  const name = element('input', { required: true, pattern: '[\\w.\\-]{1,64}', placeholder: 'before-the-import' })
  const restore = async (/** @type {string} */ one) => {
    await ask('POST', 'snapshots/restore', { body: { name: one } })
    notice(`World and clock are as in ${one}.`)
  }
  return card(
    'Snapshots',
    names.length === 0
      ? empty(
          'No snapshot yet',
          element('p', {}, 'Take one before you try something; world and clock can come back to it again and again.'),
        )
      : table(
          'Snapshots',
          ['Name', ''],
          names.map((one) => [
            element('code', {}, one),
            button('Restore', () => restore(one), { 'aria-label': `Restore ${one}` }),
          ]),
        ),
    form(
      async () => {
        await ask('POST', 'snapshots', { body: { name: name.value } })
        notice(`World and clock are remembered as ${name.value}.`)
        await load()
      },
      field('Take one now as', name),
      element('button', {}, 'Take a snapshot'),
    ),
  )
}

/** @param {Answer<'listScenarios'>} known @param {() => Promise<void>} load */
function scenariosCard({ running, scenarios }, load) {
  const run = async (/** @type {string} */ name) => {
    await ask('POST', 'scenarios/run', { body: { name } })
    notice(`${name} runs.`)
    await load()
  }
  const runButton = (/** @type {string} */ name, /** @type {string} */ word) =>
    button(word, () => run(name), { 'aria-label': `${word} ${name}` })
  const stop = async () => {
    await ask('POST', 'scenarios/stop')
    notice('No scenario runs any more.')
    await load()
  }
  return card(
    'Scenarios',
    table(
      'Scenarios',
      ['Scenario', 'What happens', 'What a client should do', ''],
      scenarios.map(({ name, what, client }) => [
        [element('code', {}, name), ' ', running.includes(name) && badge('runs', 'good')],
        what,
        client,
        runButton(name, running.includes(name) ? 'Begin anew' : 'Run'),
      ]),
    ),
    running.length > 0 && element('div', { class: 'buttons' }, button('Stop all', stop, { class: 'primary' })),
  )
}

/** @param {Schemas['SandboxSummary'][]} all @param {() => Promise<void>} load */
function sandboxesCard(all, load) {
  const name = element('input', { required: true, pattern: '[a-z0-9][a-z0-9._\\-]{0,63}', placeholder: 'worker-1' })
  const changed = async () => {
    dispatchEvent(new Event('sandboxes'))
    await load()
  }
  const remove = async (/** @type {string} */ one) => {
    if (!(await confirmed(`Delete sandbox ${one}?`, 'All in it is gone; its next use makes it anew.', 'Delete'))) return
    await ask('DELETE', 'sandboxes/{name}', { path: { name: one } })
    notice(`Sandbox ${one} is gone.`)
    if (one === sandbox) location.assign(pageOf('default'))
    else await changed()
  }
  return card(
    'Sandboxes',
    element(
      'p',
      { class: 'quiet' },
      'Many worlds on one server that never meet: one for each test worker, or for each of you.',
    ),
    table(
      'Sandboxes',
      ['Name', 'Base URL', 'Calls', 'Violations', ''],
      all.map((one) => [
        [element('code', {}, one.name), ' ', one.name === sandbox && badge('shown here', 'good')],
        element('code', {}, one.url),
        String(one.calls),
        String(one.violations),
        element(
          'div',
          { class: 'buttons small' },
          one.name !== sandbox &&
            element('a', { class: 'button', href: pageOf(one.name), 'aria-label': `Open ${one.name}` }, 'Open'),
          one.name !== 'default' && button('Delete', () => remove(one.name), { 'aria-label': `Delete ${one.name}` }),
        ),
      ]),
    ),
    form(
      async () => {
        await ask('POST', 'sandboxes', { body: { name: name.value } })
        notice(`Sandbox ${name.value} is there.`)
        await changed()
      },
      field('Make one', name),
      element('button', {}, 'Make a sandbox'),
    ),
  )
}

/** @param {() => Promise<void>} work @param {...HTMLElement} fields */
function form(work, ...fields) {
  return element(
    'form',
    {
      class: 'inline-form',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault()
        work().catch(tellError)
      },
    },
    ...fields,
  )
}
