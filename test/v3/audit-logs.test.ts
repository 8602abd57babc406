// The audit log: what the calls of this sandbox did in a Workspace.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

t.test('queryAuditLog', async (t) => {
  const { as, mock, withToken } = await start(t)
  mock.control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' })
  const query = (body: object, client = as.anna) => client.post(`${WORKSPACE}/auditlogs`, body)
  const events = async (filter: object = {}, pagination: object = {}) => {
    const { body } = await query({ applicability: 'hierarchy-activity', filter, pagination })
    return body.data.map(({ eventType }: { eventType: string }) => eventType)
  }
  const { body: task } = await as.ben.post('/api/v2/list/901200000001/task', { name: 'Oar' })
  mock.clock.advance(1_000)
  await as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { status: 'complete', priority: 1, name: 'Oars' } })
  mock.clock.advance(1_000)
  await as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { status: 'nowhere' } })
  await as.chloe.post('/api/v2/list/901200000001/task', { name: 'Rudder' })
  const { fields } = (await as.anna.get('/api/v2/list/901200000001/field')).body
  const cost = fields.find(({ name }: { name: string }) => name === 'Cost').id
  await as.anna.post(`/api/v2/task/${task.id}/field/${cost}`, { value: 5 })
  await as.anna.get('/api/v2/user')
  await withToken().post('/api/v2/list/901200000001/task', { name: 'Nobody’s' })

  await t.test('tells the newest first, with who did it', async (t) => {
    const { status, body } = await query({ applicability: 'hierarchy-activity' })
    t.equal(status, 200)
    t.match(body.data.at(-1), {
      startTime: '2026-01-05T09:00:00.000Z',
      userId: '100002',
      userName: 'Ben Osei',
      userEmail: 'ben@northwind.example',
      userRole: 2,
      title: 'CreateTask',
      eventType: 'TASK_CREATED',
      eventStatus: 'success',
    })
    t.same(await events(), [
      'TASK_CREATED',
      'TASK_STATUS_CHANGED',
      'TASK_PRIORITY_CHANGED',
      'TASK_STATUS_CHANGED',
      'TASK_CREATED',
    ])
  })

  await t.test('filters by group, person, kind, outcome and time', async (t) => {
    t.match((await query({ applicability: 'custom-fields' })).body.data, [{ title: 'SetCustomFieldValue' }])
    t.same((await query({ applicability: 'auth-and-security' })).body.data, [])
    t.same(await events({ userId: ['100002'] }), ['TASK_CREATED'])
    t.same(await events({ userEmail: ['ben@northwind.example'] }), ['TASK_CREATED'])
    t.equal((await events({ eventType: 'TASK_CREATED' })).length, 2)
    t.equal((await events({ eventType: ['TASK_CREATED', 'TASK_PRIORITY_CHANGED'] })).length, 3)
    t.same(await events({ eventStatus: 'failed' }), ['TASK_STATUS_CHANGED'])
    const now = mock.clock.now()
    t.equal((await events({ startTime: now })).length, 2)
    t.equal((await events({ endTime: now - 1_500 })).length, 1)
  })

  await t.test('goes on from the time of a row', async (t) => {
    const now = mock.clock.now()
    t.equal((await events({}, { pageRows: 1 })).length, 1)
    t.equal((await events({}, { pageTimestamp: now })).length, 3)
    t.equal((await events({}, { pageTimestamp: now - 1_500, pageDirection: 'after' })).length, 4)
  })

  await t.test('is not of another Workspace, and knows members who have left', async (t) => {
    t.same((await query({ applicability: 'hierarchy-activity' }, as.anna)).body.data.length, 5)
    mock.control.removeMember({ workspace: 'northwind', user: 'ben' })
    t.match((await query({ applicability: 'hierarchy-activity', filter: { userId: ['100002'] } })).body.data, [
      { userRole: 4 },
    ])
    const { body } = await as.chloe.post('/api/v3/workspaces/9001002/auditlogs', {
      applicability: 'hierarchy-activity',
    })
    t.same(body, { data: [] })
  })

  await t.test('passes over a body that is no JSON', async (t) => {
    const before = await events()
    const headers = { 'content-type': 'application/json' }
    await as.anna.send('PUT', `/api/v2/task/${task.id}`, { headers, body: '{"status": ' })
    t.same(await events(), before)
  })

  await t.test('is for the owner of a Workspace on Enterprise', async (t) => {
    refused(t, await query({ applicability: 'user-activity' }, as.chloe), 'auditLogNotInPlan')
    refused(t, await query({}), 'requestUnfit')
    mock.control.changeWorkspace({ workspace: 'northwind', plan: 'business' })
    refused(t, await query({ applicability: 'user-activity' }), 'auditLogNotInPlan')
  })
})
