// What is true of views besides their operations: protection, the built-in chat, routes that do not exist.
import t from 'tap'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, addView, startWork } from '../help/work.js'

const put = (client: TestClient, id: string, body: unknown) => client.send('PUT', `/api/v2/view/${id}`, { body })

t.test('a protected view', async (t) => {
  const { as, world, list } = await startWork(t)
  const of = (creator: number) =>
    addView(world, { kind: 'lists', id: list.id }, { creator, protected: true, protected_by: creator }).id

  await t.test('is changed by its creator, an owner and an admin', async (t) => {
    const chloe = world.users.findBy('handle', 'chloe')?.id ?? 0
    for (const client of [as.anna, as.ben, as.chloe]) {
      t.equal((await put(client, of(chloe), { name: 'x' })).status, 200)
      t.equal((await client.send('DELETE', `/api/v2/view/${of(chloe)}`)).status, 200)
    }
  })

  await t.test('is read by everybody, and changed by nobody else', async (t) => {
    t.equal((await as.chloe.get(`/api/v2/view/${of(ANNA)}`)).status, 200)
    refused(t, await put(as.chloe, of(ANNA), { name: 'x' }), 'viewProtected')
    refused(t, await as.chloe.send('DELETE', `/api/v2/view/${of(ANNA)}`), 'viewProtected')
  })
})

t.test('the built-in chat of a List takes comments', async (t) => {
  const { as, world, list } = await startWork(t)
  const path = `/api/v2/view/6-${list.id}-8/comment`
  t.same((await as.anna.get(path)).body, { comments: [] })
  t.equal(world.views.size, 0, 'nothing is made by looking')
  await as.anna.post(path, { comment_text: 'Ahoy' })
  await as.anna.post(path, { comment_text: 'Ahoy again' })
  t.match((await as.anna.get(path)).body, { comments: [{ comment_text: 'Ahoy again' }, { comment_text: 'Ahoy' }] })
  t.match((await as.anna.get(`/api/v2/list/${list.id}/view`)).body.views, [{ name: 'Chat' }])
})

t.test('there are no routes to duplicate or share a view', async (t) => {
  const { as, world, list } = await startWork(t)
  const { id } = addView(world, { kind: 'lists', id: list.id })
  for (const word of ['duplicate', 'share'])
    refused(t, await as.anna.post(`/api/v2/view/${id}/${word}`, {}), 'routeNotFound')
})
