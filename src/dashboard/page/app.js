// @ts-check
// The frame: navigation between the views (by the hash of the address, so that a link shows the same view), the sandbox,
// light and dark, whether the mock is there.
import { ask, pageOf, sandbox } from './api.js'
import { follow, onConnection } from './call-list.js'
import { element, fill, icon } from './element.js'
import { attempt, choice, tellError } from './parts.js'
import { views } from './views/index.js'

const main = /** @type {HTMLElement} */ (document.getElementById('main'))
const top_ = /** @type {HTMLElement} */ (document.getElementById('top'))
const nav = /** @type {HTMLElement} */ (document.getElementById('nav'))

/** @type {{ view: import('./views/index.js').View, opened: import('./views/index.js').Opened } | undefined} */
let shown

/** `#/calls/m-12` → the view `calls`, with `['m-12']`. */
function route() {
  const [name = '', ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decoded)
  const view = views.find((one) => one.name === name) ?? views[0]
  if (shown?.view === view && shown.opened.update) return shown.opened.update(rest)
  const first = shown === undefined
  shown?.opened.close?.()
  const heading = element('h1', { tabindex: -1 }, view.title)
  const place = element('div', { class: `view view-${view.name}` })
  fill(main, place)
  shown = { view, opened: view.open({ place, heading, rest }) }
  document.title = `${view.title} · clickup-mock${sandbox === 'default' ? '' : ` · ${sandbox}`}`
  for (const link of nav.querySelectorAll('a')) {
    if (link.dataset.view === view.name) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  if (!first) heading.focus()
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // typed by hand
  }
}

function showNav() {
  const links = views.map((view) =>
    element(
      'a',
      { href: `#/${view.name}`, 'data-view': view.name },
      icon(view.icon),
      element('span', {}, view.short ?? view.title),
    ),
  )
  fill(
    nav,
    element(
      'ul',
      {},
      links.map((link) => element('li', {}, link)),
    ),
  )
}

function connection() {
  const text = element('span', {}, 'Connecting')
  const box = element(
    'p',
    { class: 'connection', role: 'status' },
    element('span', { class: 'pulse', 'aria-hidden': 'true' }),
    text,
  )
  onConnection((state) => {
    box.dataset.state = state
    const said = state === 'live' ? 'Live' : 'Connecting again'
    if (text.textContent !== said) fill(text, said)
  })
  return box
}

/** Other sandboxes are other addresses: a link to one shows the same to everybody. */
function switcher() {
  const place = element('div', { class: 'switcher' })
  const show = async () => {
    const { sandboxes } = await ask('GET', 'sandboxes')
    const names = [...new Set([...sandboxes.map(({ name }) => name), sandbox])]
    const select = choice(
      names.map((value) => ({ value })),
      sandbox,
      {
        id: 'sandbox',
        onchange: () => location.assign(`${pageOf(select.value)}${location.hash.replace(/^(#\/[^/]*).*/, '$1')}`),
      },
    )
    fill(place, element('label', { for: 'sandbox' }, 'Sandbox'), select)
  }
  addEventListener('sandboxes', () => attempt(show))
  attempt(show)
  return place
}

function themeButton() {
  const root = document.documentElement
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
  const label = () => (isDark() ? 'Use light colours' : 'Use dark colours')
  const toggle = element(
    'button',
    {
      type: 'button',
      class: 'plain theme',
      'aria-label': label(),
      title: label(),
      onclick: () => {
        root.dataset.theme = isDark() ? 'light' : 'dark'
        localStorage.setItem('clickup-mock-theme', root.dataset.theme)
        toggle.setAttribute('aria-label', label())
        toggle.title = label()
      },
    },
    icon(
      'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8',
    ),
  )
  return toggle
}

addEventListener('unhandledrejection', ({ reason }) => tellError(reason))
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault() // the hash is the view's
  main.focus()
})
showNav()
top_.append(connection(), switcher(), themeButton())
addEventListener('hashchange', route)
route()
follow()
