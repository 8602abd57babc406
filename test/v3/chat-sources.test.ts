// Requests of chat as public clients send them: none of these is in the npm registry. What each reads of an answer is there.
import t from 'tap'
import { start } from '../help/start.js'

const CHAT = '/v3/workspaces/9001001/chat'

t.test('a life of a channel, as the live tests of krodak/clickup-cli have it', async (t) => {
  const { as } = await start(t)
  t.ok(Array.isArray((await as.anna.get(`/api${CHAT}/channels`)).body.data))
  const made = await as.anna.post(`/api${CHAT}/channels`, { name: 'E2E' })
  const at = `/api${CHAT}/channels/${made.body.data.id}`
  const { body: message } = await as.anna.post(`${at}/messages`, { content: 'Hello', content_format: 'text/md' })
  t.type(message.id, 'string')
  t.equal((await as.anna.get(`${at}/messages`)).body.data.length, 1)
  await as.anna.post(`/api${CHAT}/messages/${message.id}/reactions`, { reaction: 'thumbsup' })
  t.equal((await as.anna.get(`/api${CHAT}/messages/${message.id}/reactions`)).body.data.length, 1)
  await as.anna.post(`/api${CHAT}/messages/${message.id}/replies`, { content: 'Yes', content_format: 'text/md' })
  t.equal((await as.anna.get(`/api${CHAT}/messages/${message.id}/replies`)).body.data.length, 1)
  t.equal((await as.anna.send('DELETE', at)).status, 204)
})

t.test('the chat of Activepieces: type and content, an empty body and query with a GET', async (t) => {
  const { mock, withToken } = await start(t)
  const { token } = mock.control.mintToken({ user: 'anna', app: 'sync', workspaces: ['northwind'] }).token
  const app = withToken(`Bearer ${token}`)
  const { body: channels } = await app.get(`${CHAT}/channels`)
  const launch = channels.data.find(({ name }: { name?: string }) => name === 'Launch')
  const sent = { type: 'message', content: 'Hello', content_format: 'text/md' }
  const { status, body } = await app.post(`${CHAT}/channels/${launch.id}/messages`, sent)
  t.same([status, body.content], [201, 'Hello'])
  t.same((await app.get(`${CHAT}/messages/${body.id}/replies`)).body, { data: [], next_cursor: '' })
})

t.test('a bot that writes to somebody: it names itself too, and reads the id from data', async (t) => {
  const { as } = await start(t)
  const { body } = await as.anna.post(`${CHAT}/channels/direct_message`, { user_ids: ['100001', '100003'] })
  t.equal(body.data.type, 'DM')
  t.equal((await as.anna.post(`${CHAT}/channels/${body.data.id}/messages`, { content: 'Hello' })).status, 201)
  t.equal((await as.chloe.get(`${CHAT}/channels/${body.data.id}/messages`)).body.data[0].content, 'Hello')
})
