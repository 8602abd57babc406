// Replies to comments, deleting both, and the ids that name them.
import t from 'tap'
import { commentsAt, wanted } from '../help/comments.js'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, BEN, NOW, startWork, type Work } from '../help/work.js'

/** A question on the task, and calls on its thread. */
async function threadOn({ as, task }: Work) {
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const { id } = (await say({ comment_text: 'question' })).body
  return { id, read, thread: commentsAt(as.ben, `comment/${id}`) }
}

t.test('CreateThreadedComment', async (t) => {
  const work = await startWork(t)
  const { read, thread } = await threadOn(work)
  const { body, status } = await thread.say({ comment_text: 'answer', assignee: ANNA })

  await t.test('puts a reply into the thread, not beside the comment, which counts it', async (t) => {
    t.equal(status, 200)
    t.match(body, { id: Number, hist_id: String, date: NOW })
    const [reply] = await thread.read()
    t.match(reply, { id: String(body.id), comment_text: 'answer', reply_count: 0, user: { id: BEN } })
    t.match(reply, { assignee: { id: ANNA }, assigned_by: { id: BEN } })
    t.match(await read(), [{ comment_text: 'question', reply_count: 1 }])
    t.equal((await read()).length, 1)
  })

  await t.test('lets a reply to a reply join its thread', async (t) => {
    const within = commentsAt(work.as.anna, `comment/${body.id}`)
    await within.say({ comment_text: 'thanks' })
    t.same([await thread.texts(), await within.texts()], [['thanks', 'answer'], []])
    t.match(await read(), [{ reply_count: 2 }])
  })

  await t.test('refuses an empty text', async (t) => refused(t, await thread.say({}), 'commentTextEmpty'))
})

t.test('UpdateComment refuses a reply, whoever wrote it, and says why', async (t) => {
  const work = await startWork(t)
  const { thread } = await threadOn(work)
  const { id } = (await thread.say({ comment_text: 'answer' })).body
  for (const client of [work.as.ben, work.as.anna]) {
    const edit = await client.send('PUT', `/api/v2/comment/${id}`, { body: { comment_text: 'x' } })
    refused(t, edit, 'replyNotEditable')
    t.match(work.app.sandbox.journal.list().at(-1)?.notes, [/does not let a reply be changed/])
  }
  t.same(await thread.texts(), ['answer'])
})

t.test('GetThreadedComments reads all replies, newest first, without the comment', async (t) => {
  const { thread } = await threadOn(await startWork(t))
  t.same(await thread.texts(), [])
  for (let at = 1; at <= 30; at++) await thread.say({ comment_text: `c${at}` })
  t.same(await thread.texts(), wanted(30, 30))
})

t.test('DeleteComment', async (t) => {
  const work = await startWork(t)
  const { id, read, thread } = await threadOn(work)
  const [first] = [(await thread.say({ comment_text: 'a' })).body.id, await thread.say({ comment_text: 'b' })]

  await t.test('deletes a reply alone', async (t) => {
    t.match(await work.as.anna.send('DELETE', `/api/v2/comment/${first}`), { status: 200, body: {} })
    t.match(await read(), [{ reply_count: 1 }])
  })

  await t.test('deletes a comment with its replies', async (t) => {
    t.match(await work.as.anna.send('DELETE', `/api/v2/comment/${id}`), { status: 200, body: {} })
    t.same([work.world.comments.size, await read()], [0, []])
    refused(t, await work.as.anna.send('DELETE', `/api/v2/comment/${id}`), 'commentNotFound')
  })
})

t.test('the id of a comment', async (t) => {
  const { as, world, task } = await startWork(t)
  const { id } = (await commentsAt(as.anna, `task/${task.id}`).say({ comment_text: 'x' })).body
  const calls = (client: TestClient, id: unknown) => [
    () => client.send('PUT', `/api/v2/comment/${id}`, { body: { resolved: true } }),
    () => client.get(`/api/v2/comment/${id}/reply`),
    () => client.post(`/api/v2/comment/${id}/reply`, { comment_text: 'x' }),
    () => client.send('DELETE', `/api/v2/comment/${id}`),
  ]

  await t.test('is malformed when it is not a number', async (t) => {
    for (const call of calls(as.anna, 'abc')) refused(t, await call(), 'commentIdMalformed', 'abc')
  })
  await t.test('is not found when it is unknown, hidden, or on a deleted task', async (t) => {
    for (const call of calls(as.anna, 7)) refused(t, await call(), 'commentNotFound')
    for (const call of calls(as.gina, id)) refused(t, await call(), 'commentNotFound')
    world.tasks.update(task, { deleted: true })
    for (const call of calls(as.anna, id)) refused(t, await call(), 'commentNotFound')
  })
  await t.test('has no route of its own to be read', async (t) =>
    refused(t, await as.anna.get(`/api/v2/comment/${id}`), 'routeNotFound'),
  )
})
