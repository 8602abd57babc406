// Fixtures of the right shape that name what is not there, or is there already.
import t from 'tap'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'

const anna = 'users:\n  anna: { email: a@b.example }\n'
const two = `${anna}  ben: { email: b@b.example }\n`
const app = 'apps:\n  x: { redirect_uris: ["http://localhost"] }\n'
const inNorth = (member: string) => `${two}workspaces:\n  north:\n    members: { anna: owner, ${member} }\n`

const cases: readonly RefusedFixture[] = [
  [
    'a user of no handle',
    'users:\n  Anna: { email: a@b.example }\n',
    /^2:3: users\.Anna: "Anna" is not a valid handle; a handle is lower case/,
  ],
  [
    'a handle with a slash',
    'users:\n  a/b: { email: a@b.example }\n',
    /^2:3: users\.a\/b: "a\/b" is not a valid handle/,
  ],
  [
    'a Workspace of no handle',
    `${anna}workspaces:\n  W: { members: { anna: owner } }\n`,
    /^4:3: workspaces\.W: "W" is not a valid handle/,
  ],
  ['an app of no handle', 'apps: { X: { redirect_uris: [a.example] } }\n', /^1:9: apps\.X: "X" is not a valid handle/],
  ['two owners', inNorth('ben: owner'), '6:5: workspaces.north.members: it has 2 owners; a Workspace has exactly one'],
  [
    'no owner',
    `${anna}workspaces:\n  w: { members: { anna: guest } }\n`,
    '4:8: workspaces.w.members: it has 0 owners; a Workspace has exactly one',
  ],
  [
    'an owner who was invited',
    `${anna}workspaces:\n  w: { members: { anna: { role: owner, pending: true } } }\n`,
    '4:19: workspaces.w.members.anna: it is the owner; nobody invites the owner',
  ],
  [
    'a day that never was',
    inNorth('ben: { role: guest, last_active: "2025-13-45" }'),
    '6:49: workspaces.north.members.ben.last_active: there is no such day or time as 2025-13-45; write one of the calendar, such as 2025-01-31',
  ],
  [
    'a dangling member',
    `${anna}workspaces:\n  w: { members: { ana: owner } }\n`,
    '4:19: workspaces.w.members.ana: there is no user "ana"; did you mean anna?',
  ],
  [
    'a dangling inviter',
    inNorth('ben: { role: guest, invited_by: ana }'),
    '6:49: workspaces.north.members.ben.invited_by: there is no user "ana"; did you mean anna?',
  ],
  [
    'a dangling user of a token',
    'tokens: [{ user: anna }]\n',
    '1:12: tokens.0.user: there is no user "anna"; there is none',
  ],
  [
    'a dangling app of a token',
    `${anna}${app}tokens: [{ user: anna, app: y }]\n`,
    '5:24: tokens.0.app: there is no app "y"; there is x',
  ],
  [
    'a dangling Workspace of a token',
    `${inNorth('ben: guest')}${app}tokens: [{ user: anna, app: x, workspaces: [nort] }]\n`,
    '9:45: tokens.0.workspaces.0: there is no Workspace "nort"; did you mean north?',
  ],
  [
    'a taken id',
    'users:\n  anna: { id: 5, email: a@b.example }\n  ben: { id: 5, email: b@b.example }\n',
    "3:10: users.ben.id: the id 5 is another user's; leave it out, and one is derived",
  ],
  [
    'a taken Workspace id',
    `${anna}workspaces:\n  v: { id: "5", members: { anna: owner } }\n  w: { id: "5", members: { anna: owner } }\n`,
    "5:8: workspaces.w.id: the id 5 is another Workspace's; leave it out, and one is derived",
  ],
  [
    'a taken client_id',
    `apps:\n  x: { client_id: ${'A'.repeat(32)}, redirect_uris: [a.example] }\n  y: { client_id: ${'A'.repeat(32)}, redirect_uris: [a.example] }\n`,
    `3:8: apps.y.client_id: the client_id ${'A'.repeat(32)} is another app's; leave it out, and one is derived`,
  ],
  [
    'a taken email',
    'users:\n  anna: { email: a@b.example }\n  ben: { email: a@b.example }\n',
    "3:10: users.ben.email: a@b.example is another user's; each user has their own",
  ],
  [
    'a taken token',
    `${anna}tokens:\n  - { user: anna, token: pk_1_${'A'.repeat(32)} }\n  - { user: anna, token: pk_1_${'A'.repeat(32)} }\n`,
    `5:19: tokens.1.token: pk_1_${'A'.repeat(32)} is there already; leave it out, and one is derived`,
  ],
  [
    'an OAuth token without app',
    `${anna}tokens: [{ user: anna, token: 1_${'a'.repeat(64)} }]\n`,
    `3:24: tokens.0.token: 1_${'a'.repeat(64)} has the form of an OAuth token; name an app exactly for OAuth tokens`,
  ],
  [
    'a personal token with an app',
    `${anna}${app}tokens: [{ user: anna, app: x, token: pk_1_${'A'.repeat(32)} }]\n`,
    `5:32: tokens.0.token: pk_1_${'A'.repeat(32)} has the form of a personal token; name an app exactly for OAuth tokens`,
  ],
  [
    'a personal token with Workspaces',
    `${inNorth('ben: guest')}tokens: [{ user: anna, workspaces: [north] }]\n`,
    '7:24: tokens.0.workspaces: a personal token sees all Workspaces of its user; name an app, or leave workspaces out',
  ],
  [
    'all that dangles, at once',
    `${anna}workspaces:\n  w: { members: { ana: owner } }\ntokens: [{ user: ann }]\n`,
    /^4:19: workspaces\.w\.members\.ana: there is no user/,
    /^5:12: tokens\.0\.user: there is no user/,
  ],
]

t.test('a fixture that cannot be is refused', (t) => refusesFixtures(t, cases))
