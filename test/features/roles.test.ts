// Custom roles: https://developer.clickup.com/reference/getcustomroles
import t from 'tap'
import { start } from '../help/start.js'

t.test('GetCustomRoles', async (t) => {
  const { as } = await start(t)
  const keys = ['id', 'team_id', 'name', 'inherited_role', 'date_created']

  await t.test('lists the roles of a Workspace on any plan', async (t) => {
    const { status, body } = await as.chloe.get('/api/v2/team/9001001/customroles')
    t.equal(status, 200)
    t.same(Object.keys(body.custom_roles[0]), keys)
    t.match(body.custom_roles, [{ id: 4000001, team_id: '9001001', name: 'Contractor', inherited_role: 3 }])
  })

  await t.test('lists who has them, if that is asked for', async (t) => {
    const { body } = await as.chloe.get('/api/v2/team/9001001/customroles?include_members=true')
    t.same(body.custom_roles[0].members, [100004])
  })

  await t.test('lists none where there is none', async (t) => {
    t.same((await as.chloe.get('/api/v2/team/9001002/customroles')).body, { custom_roles: [] })
  })
})
