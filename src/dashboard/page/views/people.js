// @ts-check
// Users with their tokens, OAuth apps with a way into each login, and what users let apps see.
import { ask } from '../api.js'
import { confirmed, formDialog } from '../dialogs.js'
import { element, fill } from '../element.js'
import { attempt, badge, button, card, choice, copyButton, empty, field, notice, table } from '../parts.js'
import { appDialog, appsCard } from './apps.js'
import { groupsCard, personDialog, sharesCard, usersCard } from './members.js'

/** @import { Answer, Schemas } from '../../api-types.js' */
/** @typedef {Answer<'listGrants'>['grants'][number]} Grant */

/** @type {import('./index.js').View} */
export const people = {
  name: 'people',
  title: 'People and apps',
  short: 'People',
  icon: 'M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M3 20c0-4 3-5.5 6-5.5s6 1.5 6 5.5M16 5.5a3 3 0 0 1 0 6M18 15c2 .7 3 2.3 3 5',
  open({ place, heading }) {
    const content = element('div')
    fill(
      place,
      element(
        'div',
        { class: 'bar' },
        element('div', { class: 'bar-title' }, heading),
        element(
          'div',
          { class: 'tools' },
          button('Add a person', () => personDialog(load)),
          button('Make a token', () => tokenDialog(load)),
          button('Register an app', () => appDialog(undefined, load)),
        ),
      ),
      content,
    )

    async function load() {
      const [{ users }, { tokens }, { apps }, { grants }, { workspaces }] = await Promise.all([
        ask('GET', 'users'),
        ask('GET', 'tokens'),
        ask('GET', 'apps'),
        ask('GET', 'grants'),
        ask('GET', 'workspaces'),
      ])
      const names = new Map(workspaces.map(({ handle, name }) => [handle, name]))
      fill(
        content,
        usersCard(users, names, load),
        groupsCard(workspaces, load),
        sharesCard(workspaces, load),
        tokensCard(tokens, load),
        appsCard(apps, load),
        grantsCard(grants, names, load),
      )
    }
    attempt(load)
    return {}
  },
}

/** @param {Schemas['Token'][]} tokens @param {() => Promise<void>} load */
function tokensCard(tokens, load) {
  const revoke = async (/** @type {string} */ token) => {
    if (!(await confirmed('Revoke this token?', 'Calls with it are refused from now on.', 'Revoke'))) return
    await ask('POST', 'tokens/revoke', { body: { token } })
    notice('The token is revoked.')
    await load()
  }
  const regenerate = async (/** @type {string} */ token) => {
    await ask('POST', 'tokens/regenerate', { body: { token } })
    notice('There is a new token; the old one is revoked.')
    await load()
  }
  return card(
    'Tokens',
    tokens.length === 0
      ? empty('There is no token', element('p', {}, 'Make one, or log in with an app.'))
      : table(
          'Tokens',
          ['Of', 'Kind', 'Token', 'Sees', ''],
          tokens.map(({ token, user, app, workspaces, revoked }) => [
            user,
            app === null ? 'personal' : `OAuth, ${app}`,
            element('code', { class: revoked ? 'revoked' : '', title: token }, token),
            revoked ? badge('revoked', 'alarm') : workspaces.join(', ') || 'nothing',
            element(
              'div',
              { class: 'buttons small' },
              copyButton('Copy', () => token, { 'aria-label': `Copy ${token}` }),
              !revoked && button('Revoke', () => revoke(token), { 'aria-label': `Revoke ${token}` }),
              !revoked &&
                app === null &&
                button('Regenerate', () => regenerate(token), { 'aria-label': `Regenerate ${token}` }),
            ),
          ]),
        ),
  )
}

/** @param {Grant[]} grants @param {Map<string, string>} names @param {() => Promise<void>} load */
function grantsCard(grants, names, load) {
  const withdraw = async (/** @type {Grant} */ { app, user, workspaces }, /** @type {string} */ one) => {
    await ask('PUT', 'grants', { body: { app, user, workspaces: workspaces.filter((other) => other !== one) } })
    notice(`${app} does not see ${names.get(one)} for ${user} any more.`)
    await load()
  }
  return card(
    'Grants',
    grants.length === 0
      ? empty('Nobody has let an app in yet', element('p', {}, 'Start a login with an app, and accept.'))
      : table(
          'Grants',
          ['User', 'App', 'Sees'],
          grants.map((grant) => [
            grant.user,
            grant.app,
            grant.workspaces.length === 0
              ? element('span', { class: 'quiet' }, 'nothing: all was withdrawn')
              : element(
                  'div',
                  { class: 'badges' },
                  grant.workspaces.map((one) =>
                    element(
                      'span',
                      { class: 'grant' },
                      names.get(one),
                      button('Withdraw', () => withdraw(grant, one), {
                        'aria-label': `Withdraw ${names.get(one)} from ${grant.app} for ${grant.user}`,
                      }),
                    ),
                  ),
                ),
          ]),
        ),
  )
}

/** @param {() => Promise<void>} load */
async function tokenDialog(load) {
  const [{ users }, { apps }] = await Promise.all([ask('GET', 'users'), ask('GET', 'apps')])
  const user = choice(
    users.map(({ handle, username }) => ({ value: handle, label: username || handle })),
    '',
  )
  const app = choice(
    [
      { value: '', label: 'none: a personal token' },
      ...apps.map(({ handle, name }) => ({ value: handle, label: name })),
    ],
    '',
  )
  const save = async () => {
    await ask('POST', 'tokens', { body: { user: user.value, app: app.value || undefined } })
    dialog.close()
    notice('The token is made.')
    await load()
  }
  const dialog = formDialog('Make a token', save, 'Make it', [field('Of', user), field('For the app', app)])
}
