import t from 'tap'
import { refused, start } from '../help/start.js'

t.test('GetAuthorizedTeams', async (t) => {
  const { as } = await start(t)

  await t.test('lists the Workspaces the user has joined, in the order of the recordings', async (t) => {
    const { status, body } = await as.anna.get('/api/v2/team')
    t.equal(status, 200)
    t.same(
      body.teams.map(({ id, name }: { id: string; name: string }) => [id, name]),
      [
        ['9001001', 'Northwind'],
        ['9001002', 'Harbor Lab'],
      ],
    )
    t.same(Object.keys(body.teams[0]), ['id', 'name', 'color', 'avatar', 'members'])
  })
})

t.test('GetWorkspaceplan', async (t) => {
  const { as } = await start(t)

  await t.test('refuses an id that is no number', async (t) =>
    refused(t, await as.anna.get('/api/v2/team/abc/plan'), 'workspaceIdMalformed', 'abc'),
  )
})
