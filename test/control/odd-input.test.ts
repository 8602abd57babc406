// Input that is odd but well-formed: it gets an answer as any other wrong input does.
import t from 'tap'
import { refused, start } from '../help/start.js'

/** JSON may hold it, and JavaScript cannot make a text or a number of it. */
const odd = { toString: 1 }
const json = { 'content-type': 'application/json' }

t.test('an object with a toString of its own is wrong as any other object is', async (t) => {
  const { mock, as } = await start(t)
  const { anna } = as
  const put = (path: string, body: object) => anna.send('PUT', path, { body })

  await t.test('in place of an id', async (t) => {
    refused(t, await put('/api/v2/folder/90110000001/position', { parent_folder_id: odd }), 'teamNotAuthorized')
    refused(t, await put('/api/v2/folder/90110000001/position', { space_id: odd }), 'teamNotAuthorized')
  })

  await t.test('as an assignee of a List, where null is nobody', async (t) => {
    const { body } = await put('/api/v2/list/901200000001', { name: 'Hardware', assignee: null })
    t.equal(body.assignee, null)
    for (const assignee of [odd, [odd]]) {
      refused(t, await put('/api/v2/list/901200000001', { name: 'Hardware', assignee }), 'internalError')
    }
  })

  await t.test('in the value of a Custom Field', async (t) => {
    const { fields } = (await anna.get('/api/v2/list/901200000001/field')).body
    const { id } = fields.find(({ name }: { name: string }) => name === 'Reviewers')
    const set = (value: object) => anna.post(`/api/v2/task/86a000001/field/${id}`, { value })
    t.equal((await set({ add: [odd] })).status, 400)
    t.equal((await set({ rem: [odd, 100_001] })).status, 200)
    const { custom_fields: shown } = (await anna.get('/api/v2/task/86a000001')).body
    t.same(shown.find((field: { id: string }) => field.id === id).value, undefined, 'the others were removed')
  })

  await t.test('in a fixture', async (t) => {
    const task = { name: 'Task', custom_fields: { Label: [odd], User: [[odd]] } }
    const custom_fields = [
      { name: 'Label', type: 'labels', options: ['one'] },
      { name: 'User', type: 'users' },
    ]
    const space = { name: 'Space', custom_fields, lists: [{ name: 'List', tasks: [task] }] }
    const body = {
      users: { zoe: { email: 'zoe@acme.example' } },
      workspaces: { acme: { members: { zoe: 'owner' }, spaces: [space] } },
    }
    const answer = await anna.post('/__mock/seed', body)
    t.equal(answer.status, 400)
    t.match(answer.body.problems, [{ what: 'there is no option "{"toString":1}"' }, { what: /\[{"toString":1}\]/ }])
  })

  await t.test('in place of a word', async (t) => {
    const path = '/__mock/faults'
    const answer = await anna.send('POST', path, { headers: json, body: { fault: '503', when: odd, method: odd } })
    t.equal(answer.status, 400)
    const notAmong = answer.body.problems.filter(({ what }: { what: string }) =>
      what.endsWith('is not one of its values'),
    )
    t.match(notAmong, [{ where: '/method', right: 'there is GET, POST, PUT, PATCH, DELETE' }, { where: '/when' }])
  })

  await t.test('in code, as an option', async (t) => {
    for (const options of [
      { auth: odd },
      { baseUrl: odd },
      { latency: odd },
      { faults: [{ fault: '503', when: odd }] },
    ]) {
      await t.rejects(start(t, options as object), { name: 'InputError' }, Object.keys(options).join())
    }
    t.ok(mock)
  })
})

t.test('a control path that cannot be decoded is no route of the control API', async (t) => {
  const { as } = await start(t)
  const answer = await as.anna.send('DELETE', '/__mock/faults/%E0%A4%A')
  t.equal(answer.status, 404)
  t.match(answer.body.problems, [{ what: 'there is no such route' }])
})
