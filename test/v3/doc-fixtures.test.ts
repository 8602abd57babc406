// What a fixture writes for version 3, docs above all, and what of it is refused.
import t from 'tap'
import { refusesFixtures } from '../help/refused-fixtures.js'
import { start } from '../help/start.js'

const north = (docs: string) =>
  ['users: { anna: { email: a@b.example } }', 'workspaces:', '  n:', '    members: { anna: owner }', docs, ''].join(
    '\n',
  )

t.test('docs of a fixture', async (t) => {
  const docs = [
    {
      name: 'Plan',
      date_created: '2025-01-02T00:00Z',
      visibility: 'PRIVATE' as const,
      pages: [{ name: 'One', id: 'x-7', edited_by: 'anna', date_edited: '2025-01-03T00:00Z' }, { parent: 'x-7' }],
    },
    { name: 'Old', archived: true },
    { name: 'Gone', deleted: true },
  ]
  const seed = {
    users: { anna: { email: 'a@b.example' } },
    workspaces: { n: { id: '7', members: { anna: 'owner' as const }, docs } },
  }
  const { mock, withToken } = await start(t, { seed: { ...seed, tokens: [{ user: 'anna' }] } })
  const anna = withToken(mock.tokens.anna)
  const found = async (query: string) => (await anna.get(`/api/v3/workspaces/7/docs${query}`)).body.docs

  await t.test('are found by whether they are archived or deleted', async (t) => {
    t.match(await found(''), [{ name: 'Plan', date_created: Date.UTC(2025, 0, 2), parent: { id: '7', type: 12 } }])
    t.match(await found('?archived=true'), [{ name: 'Old', archived: true }])
    t.match(await found('?deleted=true'), [{ name: 'Gone', deleted: true }])
  })

  await t.test('have their pages', async (t) => {
    const [plan] = await found('')
    const { body } = await anna.get(`/api/v3/workspaces/7/docs/${plan.id}/pages`)
    t.match(body, [{ name: 'One', edited_by: Number, date_edited: Date.UTC(2025, 0, 3), pages: [{ name: null }] }])
  })
})

t.test('a fixture is refused', async (t) => {
  await refusesFixtures(t, [
    [
      'a place that the Workspace does not have',
      north('    docs: [{ name: Plan, parent: { type: 4, id: "7" } }]'),
      /workspaces\.n\.docs\.0\.parent: this Workspace has no 7 among its spaces/,
    ],
    [
      'two estimates of one person',
      north(
        '    spaces: [{ name: S, lists: [{ name: L, tasks: [{ name: T, time_estimates_by_user: [{ time: 1 }, { time: 2 }] }] }] }]',
      ),
      /tasks\.0\.time_estimates_by_user\.1: it stands there already/,
    ],
    [
      'a page below one of another doc',
      north('    docs: [{ name: A, pages: [{ id: x-1 }] }, { name: B, pages: [{ parent: x-1 }] }]'),
      /workspaces\.n\.docs\.1\.pages\.0\.parent: no page x-1 stands above it in this doc/,
    ],
  ])
})
