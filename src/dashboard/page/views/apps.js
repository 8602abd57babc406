// @ts-check
// The OAuth apps: what a client needs of each, a way into its login, its redirect URIs.
import { ask, mockUrl } from '../api.js'
import { formDialog } from '../dialogs.js'
import { element } from '../element.js'
import { button, card, choice, copyButton, empty, field, notice } from '../parts.js'

/** @typedef {import('../../api-types.js').Schemas['App']} App */

/** @param {App[]} apps @param {() => Promise<void>} load */
export function appsCard(apps, load) {
  return card(
    'OAuth apps',
    apps.length === 0
      ? empty('There is no app', element('p', {}, 'Register one to log in with it.'))
      : element(
          'div',
          { class: 'apps' },
          apps.map((app) => appArticle(app, load)),
        ),
  )
}

/** @param {App} app @param {() => Promise<void>} load */
function appArticle(app, load) {
  const { handle, name, client_id, client_secret, redirect_uris, redirect_match } = app
  const query = new URLSearchParams({ client_id, redirect_uri: redirect_uris[0] ?? '', state: 'from-the-dashboard' })
  return element(
    'article',
    { class: 'app' },
    element('h3', {}, name),
    element(
      'dl',
      { class: 'facts' },
      fact('Handle', handle),
      fact(
        'Client ID',
        client_id,
        copyButton('Copy', () => client_id, { 'aria-label': `Copy the client ID of ${name}` }),
      ),
      fact(
        'Secret',
        client_secret,
        copyButton('Copy', () => client_secret, { 'aria-label': `Copy the secret of ${name}` }),
      ),
      fact(redirect_match === 'host' ? 'Redirects to any path on' : 'Redirects to', redirect_uris.join('\n')),
    ),
    element(
      'div',
      { class: 'buttons' },
      element(
        'a',
        { class: 'button primary', href: `${mockUrl}/api?${query}`, target: '_blank', rel: 'noopener' },
        'Start a login',
      ),
      button('Edit', () => appDialog(app, load), { 'aria-label': `Edit ${name}` }),
    ),
  )
}

/** @param {string} name @param {string} value @param {...import('../element.js').Child} more */
function fact(name, value, ...more) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, element('code', {}, value), ...more))
}

/** @param {App | undefined} app - undefined for a new one @param {() => Promise<void>} load */
export function appDialog(app, load) {
  const name = element('input', { required: true, maxlength: 200, value: app?.name ?? '' })
  const uris = element('textarea', {
    rows: 4,
    required: true,
    value: (app?.redirect_uris ?? []).join('\n'),
    spellcheck: 'false',
  })
  const match = choice(
    [
      { value: 'exact', label: 'exactly these' },
      { value: 'host', label: 'any port and path on these hosts' },
    ],
    app?.redirect_match ?? 'exact',
  )
  const save = async () => {
    /** @type {Pick<App, 'name' | 'redirect_uris' | 'redirect_match'>} */
    const body = {
      name: name.value,
      redirect_uris: uris.value
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      redirect_match: match.value,
    }
    await (app ? ask('PATCH', 'apps/{app}', { path: { app: app.handle }, body }) : ask('POST', 'apps', { body }))
    dialog.close()
    notice(app ? 'The app is changed.' : 'The app is registered.')
    await load()
  }
  const dialog = formDialog(app ? `Edit ${app.name}` : 'Register an app', save, app ? 'Save' : 'Register', [
    field('Name', name, 'The consent page shows it.'),
    field('Redirect URIs', uris, 'One a line.'),
    field('They match', match),
  ])
}
