// Input that may have several forms: what is told is what is wrong with the one that was meant.
import t from 'tap'
import { twins } from '../help/twins.js'

t.test('seed refuses', async (t) => {
  const { ask, refuses } = await twins(t)
  const before = await ask('exportWorld')
  const members = (anna: unknown) => ({ workspaces: { new: { members: { anna } } } })
  const at = '/workspaces/new/members/anna'
  const role = { where: at, what: /is not one of its values/, right: /owner/ }
  const cases: readonly (readonly [fixture: object, ...problems: object[]])[] = [
    [members('ownr'), { ...role, what: '"ownr" is not one of its values', right: /did you mean owner/ }],
    [members(5), role],
    [members(null), role],
    [members([]), role],
    [members(['owner']), role],
    [members({}), { where: at, what: 'role is missing' }],
    [members({ role: 'owner', rol: 1 }), { where: `${at}/rol`, right: /did you mean role/ }],
    [members({ role: 'ownr' }), { where: `${at}/role`, right: /did you mean owner/ }],
    [
      members({ role: 'owner', date_joined: 'soon', date_invited: {}, pending: 'no' }),
      { where: `${at}/pending`, right: 'it has to be true or false' },
      { where: `${at}/date_invited`, what: 'a map has the wrong form', right: /milliseconds, or/ },
      { where: `${at}/date_joined`, what: '"soon" has the wrong form', right: /milliseconds, or/ },
    ],
    [members({ role: 'owner', date_joined: '2026-13-01' }), { where: `${at}/date_joined`, what: /no such day/ }],
    [{ users: { zoe: { email: true } } }, { where: '/users/zoe/email', right: 'it has to be text, in quotes: "true"' }],
    [
      { users: { zoe: { email: 'z@b.example' } }, tokens: [{ user: 'zoe', rate_limit: {} }] },
      { where: '/tokens/0/rate_limit', what: 'a map has the wrong form', right: /^write off, a number/ },
    ],
  ]
  for (const [fixture, ...problems] of cases) {
    await t.test(JSON.stringify(fixture), async (t) => {
      await refuses('seed', fixture, ...problems)
      t.same(await ask('exportWorld'), before, 'nothing is planted')
    })
  }
})

t.test('restore refuses a snapshot where none was taken', async (t) => {
  const { refuses } = await twins(t)
  await refuses(
    'restore',
    { name: 'any' },
    { where: 'name', what: 'there is no snapshot "any"', right: 'there is none' },
  )
})
