// Fixtures of the wrong shape: keys, types and forms.
import t from 'tap'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'

const anna = 'users:\n  anna: { email: a@b.example }\n'
const two = `${anna}  ben: { email: b@b.example }\n`
const inNorth = (member: string) => `${two}workspaces:\n  north:\n    members: { anna: owner, ${member} }\n`
const long = 'x'.repeat(100)

const cases: readonly RefusedFixture[] = [
  [
    'a switch for text',
    `users:\n  anna: { username: true, email: a@b.example }\n`,
    '2:11: users.anna.username: it is true; it has to be text, in quotes: "true"',
  ],
  [
    'an unknown key',
    'users:\n  anna: { email: a@b.example, emial: x }\n',
    '2:31: users.anna.emial: there is no key "emial" here; did you mean email?',
  ],
  [
    'an unknown key like none',
    `${anna}x: 1\n`,
    '3:1: x: there is no key "x" here; there is users, workspaces, apps, grants, tokens, webhooks, order',
  ],
  [
    'an unknown key with a slash',
    `${anna}a/b~c: 1\n`,
    '3:1: a/b~c: there is no key "a/b~c" here; there is users, workspaces, apps, grants, tokens, webhooks, order',
  ],
  ['a missing key', 'users:\n  anna: {}\n', '2:3: users.anna: email is missing; add email'],
  [
    'a number for text',
    'users:\n  anna: { email: 5 }\n',
    '2:11: users.anna.email: it is 5; it has to be text, in quotes: "5"',
  ],
  [
    'an unquoted Workspace id',
    `${anna}workspaces:\n  w: { id: 12, members: { anna: owner } }\n`,
    '4:8: workspaces.w.id: it is 12; it has to be text, in quotes: "12"',
  ],
  [
    'text for a switch',
    `${anna}tokens:\n  - { user: anna, revoked: maybe }\n`,
    '4:19: tokens.0.revoked: it is "maybe"; it has to be true or false',
  ],
  [
    'text for a number',
    'users:\n  anna: { id: five, email: a@b.example }\n',
    '2:11: users.anna.id: it is "five"; it has to be a whole number',
  ],
  ['a list for a map', 'users: [anna]\n', '1:1: users: it is a list; it has to be a map ({} for none)'],
  ['a map for a list', `${anna}tokens: {}\n`, '3:1: tokens: it is a map; it has to be a list ([] for none)'],
  ['nothing for a map', 'users:\n', '1:1: users: it is empty; it has to be a map ({} for none)'],
  ['a file that is no map', 'hello\n', '1:1: it is "hello"; it has to be a map ({} for none)'],
  ['a long value, shown in part', `${long}\n`, `1:1: it is "${'x'.repeat(79)}…; it has to be a map ({} for none)`],
  [
    'a colour by name',
    'users:\n  anna: { email: a@b.example, color: red }\n',
    '2:31: users.anna.color: "red" has the wrong form; write a colour such as "#5f55ee"',
  ],
  [
    'an id too large',
    'users:\n  anna: { id: 123456789012345678901, email: a@b.example }\n',
    /^2:11: users.anna.id: 1\d+ is not right; it has to be <= 9007199254740991$/,
  ],
  [
    'an empty list of URIs',
    'apps: { x: { redirect_uris: [] } }\n',
    '1:14: apps.x.redirect_uris: the list is too short; write at least 1',
  ],
  [
    'a bad role',
    inNorth('ben: gest'),
    '6:29: workspaces.north.members.ben: "gest" is not one of its values; did you mean guest?',
  ],
  [
    'a bad role with more',
    inNorth('ben: { role: gest }'),
    '6:36: workspaces.north.members.ben.role: "gest" is not one of its values; did you mean guest?',
  ],
  [
    'a role that is a number',
    inNorth('ben: 3'),
    '6:29: workspaces.north.members.ben: 3 is not one of its values; there is owner, admin, member, guest',
  ],
  ['no role', inNorth('ben: { pending: true }'), '6:29: workspaces.north.members.ben: role is missing; add role'],
  [
    'a bad plan',
    `${anna}workspaces:\n  w: { plan: entreprise, members: { anna: owner } }\n`,
    '4:8: workspaces.w.plan: "entreprise" is not one of its values; did you mean enterprise?',
  ],
  [
    'bad seats',
    `${anna}workspaces:\n  w: { seats: { guests: many }, members: { anna: owner } }\n`,
    '4:17: workspaces.w.seats.guests: "many" has the wrong form; write a number, or Infinity',
  ],
  [
    'no date',
    inNorth('ben: { role: guest, date_joined: yesterday }'),
    '6:49: workspaces.north.members.ben.date_joined: "yesterday" has the wrong form; write milliseconds, or a date such as 2025-01-31 or 2025-01-31T09:30Z',
  ],
  [
    'a token of no form',
    `${anna}tokens: [{ user: anna, token: pk_1 }]\n`,
    /^3:24: tokens\.0\.token: "pk_1" has the wrong form; write pk_<user id>_ and 32 capital letters/,
  ],
  [
    'a bad rate limit',
    `${anna}tokens: [{ user: anna, rate_limit: fast }]\n`,
    '3:24: tokens.0.rate_limit: "fast" has the wrong form; write off, a number of requests a minute, or requests/seconds',
  ],
  [
    'a rate limit no call could read',
    `${anna}tokens: [{ user: anna, rate_limit: 1234567890123 }]\n`,
    /^3:24: tokens\.0\.rate_limit: 1234567890123 has the wrong form/,
  ],
  [
    'all that is wrong, at once',
    'users:\n  anna: { color: red }\n  ben: { email: 5 }\nworkspaces:\n  w: { plan: x, members: {} }\n',
    '2:3: users.anna: email is missing; add email',
    /^2:11: users\.anna\.color/,
    /^3:10: users\.ben\.email/,
    /^5:8: workspaces\.w\.plan/,
  ],
]

t.test('a fixture of the wrong shape is refused', (t) => refusesFixtures(t, cases))
