// @ts-check
// Dialogs: a question before something is lost, a form in front of the page.
import { element, fill } from './element.js'
import { button } from './parts.js'

/**
 * Asks before something that cannot be undone.
 * @param {string} title
 * @param {import('./element.js').Child} text
 * @param {string} yes
 * @returns {Promise<boolean>}
 */
export function confirmed(title, text, yes) {
  return new Promise((resolve) => {
    const close = (/** @type {boolean} */ answer) => () => {
      dialog.close()
      resolve(answer)
    }
    const dialog = modal(
      title,
      element('p', {}, text),
      element(
        'div',
        { class: 'buttons' },
        button('Cancel', close(false)),
        button(yes, close(true), { class: 'alarm' }),
      ),
    )
    dialog.addEventListener('cancel', () => resolve(false))
  })
}

/**
 * A dialog that is open; gone when it is closed.
 * @param {string} title
 * @param {...import('./element.js').Child} content
 */
export function modal(title, ...content) {
  const dialog = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    element('h2', { id: 'dialog-title' }, title),
    ...content,
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/**
 * A form in a dialog, which stays open while what it holds is refused.
 * @param {string} title
 * @param {() => Promise<void>} save
 * @param {string} yes
 * @param {HTMLElement[]} fields
 */
export function formDialog(title, save, yes, fields) {
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true })
  const form = element(
    'form',
    {
      onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault()
        try {
          await save()
        } catch (error) {
          problem.hidden = false // in the dialog, which covers what stands behind it
          fill(problem, error instanceof Error ? error.message : String(error))
        }
      },
    },
    ...fields,
    problem,
    element(
      'div',
      { class: 'buttons' },
      button('Cancel', () => dialog.close()),
      element('button', { class: 'primary' }, yes),
    ),
  )
  const dialog = modal(title, form)
  return dialog
}
