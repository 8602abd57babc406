// 64 clients write to one List over HTTP: nothing is lost, and no id or order index is given twice.
import t from 'tap'
import { refused, start } from '../help/start.js'

const CLIENTS = 64
const EACH = 3

t.test('64 clients writing to one List', async (t) => {
  const { mock, as } = await start(t, { listen: true, rateLimit: 'off' })
  const { body: space } = await as.anna.post('/api/v2/team/9001001/space', { name: 'Harbour' })
  const { body: list } = await as.anna.post(`/api/v2/space/${space.id}/list`, { name: 'Crowded' })
  const headers = { authorization: String(mock.tokens.anna), 'content-type': 'application/json' }

  async function send(method: string, path: string, body?: object) {
    const answer = await fetch(`${mock.url}/api/v2${path}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) t.fail(`${method} ${path} answered ${answer.status}`)
    return method === 'DELETE' ? undefined : answer.json()
  }

  /** Makes tasks, renames each, deletes the first; what has to be there in the end. */
  async function client(number: number): Promise<[id: string, name: string][]> {
    const left: [id: string, name: string][] = []
    for (let turn = 0; turn < EACH; turn += 1) {
      const { id } = await send('POST', `/list/${list.id}/task`, { name: `${number}-${turn}`, tags: [`by ${number}`] })
      const name = `${number}-${turn} again`
      await send('PUT', `/task/${id}`, { name })
      if (turn === 0) await send('DELETE', `/task/${id}`)
      else left.push([id, name])
    }
    return left
  }

  const expected = (await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))).flat()
  const shown = await Promise.all(expected.map(([id]) => send('GET', `/task/${id}`)))

  t.equal(expected.length, CLIENTS * (EACH - 1))
  t.same(
    shown.map(({ id, name }) => [id, name]),
    expected,
  )
  t.equal(new Set(shown.map(({ id }) => id)).size, expected.length, 'no id twice')
  t.equal(new Set(shown.map(({ orderindex }) => orderindex)).size, expected.length, 'no order index twice')
  const { lists } = await send('GET', `/space/${space.id}/list`)
  t.equal(lists.find(({ id }: { id: string }) => id === list.id).task_count, expected.length)
  const { tags } = await send('GET', `/space/${space.id}/tag`)
  t.equal(tags.length, CLIENTS)
})

t.test('what a delayed call names may be gone when its time has come', async (t) => {
  const { as } = await start(t)
  const comments = '/api/v2/task/86a000001/comment'
  const { id } = (await as.anna.post(comments, { comment_text: 'short-lived' })).body
  const path = `/api/v2/comment/${id}`
  const headers = { 'x-mock-fault': 'slow:delay=20' }
  const late = as.anna.send('PUT', path, { headers, body: { comment_text: 'late' } })
  t.equal((await as.anna.send('DELETE', path)).status, 200)
  refused(t, await late, 'commentNotFound')
})
