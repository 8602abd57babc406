// @ts-check
// Who is in which Workspace and as what; user groups; what people were let into.
import { ask } from '../api.js'
import { formDialog } from '../dialogs.js'
import { element } from '../element.js'
import { badge, button, card, choice, empty, field, notice, table } from '../parts.js'

/** @import { Answer, Schemas } from '../../api-types.js' */
/** @typedef {Answer<'listWorkspaces'>['workspaces'][number]} Workspace */
/** @typedef {() => Promise<void>} Load */

const newRoles = /** @type {const} */ ([{ value: 'member' }, { value: 'admin' }, { value: 'guest' }])
const roles = /** @type {const} */ ([...newRoles, { value: 'owner' }])
const levels = /** @type {const} */ ([{ value: 'read' }, { value: 'comment' }, { value: 'edit' }, { value: 'create' }])
const kinds = /** @type {const} */ ([
  { value: 'lists', label: 'List' },
  { value: 'tasks', label: 'task' },
  { value: 'folders', label: 'Folder' },
])

/** @param {Schemas['Person'][]} users @param {Map<string, string>} names @param {Load} load */
export function usersCard(users, names, load) {
  if (users.length === 0)
    return card('Users', empty('There is nobody', element('p', {}, 'Add a person, or start with a fixture.')))
  return card(
    'Users',
    table(
      'Users',
      ['Name', 'Handle', 'Email', 'Workspaces', ''],
      users.map((user) => [
        element(
          'span',
          { class: 'person' },
          element('span', { class: 'initials', 'aria-hidden': 'true' }, user.initials),
          element('span', {}, user.username, ' ', element('span', { class: 'quiet' }, user.id)),
        ),
        element('code', {}, user.handle),
        user.email,
        element(
          'div',
          { class: 'badges' },
          user.workspaces.map((one) => membership(one, names)),
        ),
        element(
          'div',
          { class: 'buttons small' },
          user.workspaces.length > 0 && [
            button('Change', () => roleDialog(user, load), { 'aria-label': `Change ${user.handle}` }),
            button('Share', () => shareDialog(user, load), { 'aria-label': `Share with ${user.handle}` }),
          ],
        ),
      ]),
    ),
  )
}

/** @param {Schemas['Person']['workspaces'][number]} one @param {Map<string, string>} names */
function membership({ workspace, role, custom_role, pending }, names) {
  const shown = `${names.get(workspace)}: ${custom_role ?? role}${pending ? ', invited' : ''}`
  return badge(shown, pending ? 'warn' : 'plain-badge')
}

/** @param {Workspace[]} workspaces @param {Load} load */
export function groupsCard(workspaces, load) {
  const rows = workspaces.flatMap(({ handle, name, groups }) =>
    groups.map((group) => ({ workspace: handle, name, group })),
  )
  return card(
    'User groups',
    element(
      'div',
      { class: 'buttons' },
      button('Make a group', () => groupDialog('', '', load)),
    ),
    rows.length === 0
      ? empty('There is no group', element('p', {}, 'Tasks and comments can be assigned to one.'))
      : table(
          'User groups',
          ['Group', 'Workspace', 'People', ''],
          rows.map(({ workspace, name, group }) => [
            group.name,
            name,
            group.members.join(', ') || 'nobody',
            button('Change', () => groupDialog(workspace, group.name, load, group.members), {
              'aria-label': `Change ${group.name}`,
            }),
          ]),
        ),
  )
}

/** @param {Workspace[]} workspaces @param {Load} load */
export function sharesCard(workspaces, load) {
  const rows = workspaces.flatMap(({ handle, shares }) => shares.map((share) => ({ workspace: handle, share })))
  const take = async (/** @type {string} */ workspace, /** @type {Schemas['Share']} */ { user, kind, id, name }) => {
    await ask('PUT', 'workspaces/{workspace}/shares', {
      path: { workspace },
      body: { user, kind, id, permission_level: null },
    })
    notice(`${user} is out of ${name}.`)
    await load()
  }
  return card(
    'Shared with people',
    rows.length === 0
      ? empty('Nothing is shared', element('p', {}, 'Guests see only what they were let into.'))
      : table(
          'Shared with people',
          ['User', 'What', 'Level', ''],
          rows.map(({ workspace, share }) => [
            share.user,
            `${share.name} (${kinds.find(({ value }) => value === share.kind)?.label})`,
            share.permission_level,
            button('Take away', () => take(workspace, share), {
              'aria-label': `Take away ${share.name} from ${share.user}`,
            }),
          ]),
        ),
  )
}

/** @param {Load} load */
export async function personDialog(load) {
  const where = choice(await workspaceChoices(), '')
  const email = element('input', { type: 'email', required: true })
  const role = choice(newRoles, 'member')
  const save = () =>
    ask('POST', 'workspaces/{workspace}/members', {
      path: { workspace: where.value },
      body: { email: email.value, role: chosen(newRoles, role) },
    })
  saving('Add a person', save, 'Add', [field('Email', email), field('Workspace', where), field('Role', role)], load)
}

/** @param {Schemas['Person']} user @param {Load} load */
async function roleDialog({ handle, workspaces }, load) {
  const all = (await ask('GET', 'workspaces')).workspaces
  const custom = all.flatMap(({ custom_roles }) => custom_roles)
  const where = choice(
    workspaces.map(({ workspace }) => ({ value: workspace })),
    '',
  )
  const role = choice([...roles, ...custom.map((value) => ({ value }))], workspaces[0]?.role ?? '')
  const save = () =>
    ask('PATCH', 'workspaces/{workspace}/members/{user}', {
      path: { workspace: where.value, user: handle },
      body: custom.includes(role.value) ? { custom_role: role.value } : { role: chosen(roles, role) },
    })
  saving(`Change ${handle}`, save, 'Change', [field('Workspace', where), field('Role', role)], load)
}

/** @param {Schemas['Person']} user @param {Load} load */
function shareDialog({ handle, workspaces }, load) {
  const where = choice(
    workspaces.map(({ workspace }) => ({ value: workspace })),
    '',
  )
  const [kind, level] = [choice(kinds, 'lists'), choice(levels, 'read')]
  const id = element('input', { required: true })
  const save = () =>
    ask('PUT', 'workspaces/{workspace}/shares', {
      path: { workspace: where.value },
      body: { user: handle, kind: chosen(kinds, kind), id: id.value, permission_level: chosen(levels, level) },
    })
  const fields = [field('Workspace', where), field('What', kind), field('Its id', id), field('Level', level)]
  saving(`Share with ${handle}`, save, 'Share', fields, load)
}

/** @param {string} workspace @param {string} group @param {Load} load @param {string[]} people */
async function groupDialog(workspace, group, load, people = []) {
  const where = choice(await workspaceChoices(), workspace)
  const name = element('input', { required: true, value: group })
  const members = element('input', { value: people.join(', ') })
  const save = () =>
    ask('PUT', 'workspaces/{workspace}/groups/{group}', {
      path: { workspace: where.value, group: name.value },
      body: { members: members.value.split(/[,\s]+/).filter(Boolean) },
    })
  const fields = [field('Workspace', where), field('Name', name), field('People, by handle', members)]
  saving(group ? `Change ${group}` : 'Make a group', save, 'Save', fields, load)
}

async function workspaceChoices() {
  const { workspaces } = await ask('GET', 'workspaces')
  return workspaces.map(({ handle, name }) => ({ value: handle, label: name }))
}

/**
 * The chosen value, with its type.
 * @template {string} Value
 * @param {readonly { value: Value }[]} _options - of the select, which holds no others
 * @param {HTMLSelectElement} select
 */
function chosen(_options, { value }) {
  return /** @type {Value} */ (value)
}

/** A form that is saved, closed, and shown in what is loaded then.
 * @param {string} title @param {() => Promise<unknown>} save @param {string} yes @param {HTMLElement[]} fields @param {Load} load */
function saving(title, save, yes, fields, load) {
  const all = async () => {
    await save()
    dialog.close()
    notice('Saved.')
    await load()
  }
  const dialog = formDialog(title, all, yes, fields)
}
