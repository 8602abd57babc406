// Comments on tasks, Lists and chat views, and replies: paging, rich blocks, who is to see to them.
import t from 'tap'
import { refused, type TestAnswer, type TestClient } from '../help/start.js'
import { ANNA, addTask, BEN, DEV, GINA, NORTHWIND, NOW, startWork, type Work } from '../help/work.js'

const keys = 'id comment comment_text user resolved assignee assigned_by reactions date reply_count'.split(' ')
const personKeys = 'id username initials email color profilePicture'.split(' ')

/** Calls on the comments at a path: `task/9hz`. */
function commentsAt(client: TestClient, place: string) {
  const [path, end] = [`/api/v2/${place}`, place.startsWith('comment/') ? 'reply' : 'comment']
  return {
    say: (body: unknown) => client.post(`${path}/${end}`, body),
    read: async (query = '') => (await client.get(`${path}/${end}${query}`)).body.comments,
    texts: async (query = '') => textsOf(await client.get(`${path}/${end}${query}`)),
  }
}

function textsOf({ body }: TestAnswer): string[] {
  return body.comments.map(({ comment_text }: { comment_text: string }) => comment_text)
}

function chatIn({ world, list }: Work, type = 'conversation') {
  const parent = { kind: 'lists', id: list.id } as const
  return world.views.add({ id: world.ids.view(), team_id: NORTHWIND, name: 'Deck talk', type, parent })
}

t.test('a comment', async (t) => {
  const work = await startWork(t)
  const { as, world, task, list } = work
  const chat = chatIn(work)

  for (const place of [`task/${task.id}`, `list/${list.id}`, `view/${chat.id}`]) {
    await t.test(`on ${place} is made and shown, keys in wire order`, async (t) => {
      const { say, read } = commentsAt(as.ben, place)
      const { status, body } = await say({ comment_text: 'Ahoy', notify_all: true })
      t.equal(status, 200)
      t.match(Object.entries(body), [
        ['id', Number],
        ['hist_id', /^\d{19}$/],
        ['date', NOW],
      ])
      const [comment] = await read()
      t.same(Object.keys(comment), keys)
      t.match(comment, { id: String(body.id), comment: [{ text: 'Ahoy' }], comment_text: 'Ahoy', resolved: false })
      t.match(comment, { assignee: null, assigned_by: null, reactions: [], date: String(NOW), reply_count: '0' })
      t.same(Object.keys(comment.user), personKeys)
      t.match(comment.user, { id: BEN, username: 'Ben Osei' })
    })
  }

  await t.test('stands only where it was made', async (t) => {
    const other = addTask(world, list)
    t.same(await commentsAt(as.anna, `task/${other.id}`).texts(), [])
  })

  for (const body of [
    {},
    { comment_text: '' },
    { comment_text: null },
    { comment: [] },
    { comment: [{ text: '' }, 7] },
  ]) {
    await t.test(`is refused without a text: ${JSON.stringify(body)}`, async (t) => {
      for (const place of [`task/${task.id}`, `list/${list.id}`, `view/${chat.id}`]) {
        refused(t, await commentsAt(as.anna, place).say(body), 'commentTextEmpty')
      }
    })
  }

  await t.test('takes numbers for text', async (t) => {
    const { say, texts } = commentsAt(as.anna, `task/${task.id}`)
    await say({ comment_text: 42 })
    t.equal((await texts())[0], '42')
  })
})

t.test('rich blocks', async (t) => {
  const { as, task } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const cases: readonly [what: string, sent: object[], text: string, blocks?: object[]][] = [
    ['keep their attributes', [{ text: 'hard', attributes: { bold: true } }, { text: ' a-lee' }], 'hard a-lee'],
    ['have a text even where none was sent', [{ text: 'a' }, { attributes: 7 }], 'a', [{ text: 'a' }, { text: '' }]],
    ['name whom they mention', [{ text: 'Ho ' }, { type: 'tag', user: { id: BEN } }], 'Ho @Ben Osei'],
    ['keep a mention of a stranger as it was sent', [{ type: 'tag', text: '@x', user: { id: 1 } }], '@x'],
    ['show an emoji by its code', [{ type: 'emoticon', emoticon: { code: '1f468-200d-1f527' } }], '👨‍🔧'],
    ['keep the text of an emoji', [{ type: 'emoticon', text: 'smile', emoticon: { code: '1f60a' } }], 'smile'],
    ['show nothing for a code that is none', [{ type: 'emoticon', emoticon: { code: 'zz' } }], ''],
    ['stand in place of the plain text', [{ text: 'rich', type: 1 }], 'rich', [{ text: 'rich', type: '1' }]],
  ]
  for (const [what, sent, text, blocks = sent] of cases) {
    await t.test(what, async (t) => {
      t.equal((await say({ comment_text: 'plain', comment: sent })).status, 200)
      const [comment] = await read()
      t.equal(comment.comment_text, text)
      t.match(comment.comment, blocks)
      t.equal(comment.comment.length, blocks.length)
    })
  }

  await t.test('show the person of a mention as comments show people', async (t) => {
    await say({ comment: [{ type: 'tag', user: { id: String(BEN) } }] })
    t.same(Object.keys((await read())[0].comment[0].user), personKeys)
  })
})

t.test('comments are read 25 at a time, newest first', async (t) => {
  const { as, world, task } = await startWork(t)
  const { say, read, texts } = commentsAt(as.anna, `task/${task.id}`)
  for (let at = 1; at <= 60; at++) {
    await say({ comment_text: `c${at}` })
    if (at % 7 === 0) world.clock.advance(1_000)
  }
  const wanted = (from: number, count: number) => Array.from({ length: count }, (_, index) => `c${from - index}`)

  await t.test('and each page goes on from the last of the one before', async (t) => {
    let query = ''
    for (const [from, count] of [
      [60, 25],
      [35, 25],
      [10, 10],
      [0, 0],
    ] as const) {
      t.same(await texts(query), wanted(from, count))
      const last = (await read(query)).at(-1)
      query = last ? `?start=${last.date}&start_id=${last.id}` : query
    }
  })

  await t.test('from a moment on, too', async (t) => {
    const date = Number((await read()).at(-1).date)
    t.same(await texts(`?start=${date}&start_id=0`), wanted(35, 25), 'those of the same moment were before')
  })

  for (const query of ['?start=1', '?start_id=1', '?start=soon&start_id=x']) {
    await t.test(`which ${query} alone does not change`, async (t) => t.same(await texts(query), wanted(60, 25)))
  }
})

t.test('a comment that is assigned', async (t) => {
  const { as, world, task } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const { id } = (await say({ comment_text: 'x', assignee: BEN, group_assignee: 'crew' })).body
  const edit = (body: object, client = as.anna) => client.send('PUT', `/api/v2/comment/${id}`, { body })

  await t.test('names who is to see to it, and who said so', async (t) => {
    const [comment] = await read()
    t.match([comment.assignee.id, comment.assigned_by.id], [BEN, ANNA])
    t.same([Object.keys(comment.assignee), Object.keys(comment.assigned_by)], [personKeys, personKeys])
    t.equal(world.comments.get(id).group_assignee, 'crew')
  })

  await t.test('is given to another, and to nobody', async (t) => {
    t.match(await edit({ assignee: DEV }, as.ben), { status: 200, body: {} })
    t.match((await read())[0], { assignee: { id: DEV, username: null }, assigned_by: { id: BEN } })
    await edit({ assignee: DEV })
    t.match((await read())[0], { assigned_by: { id: BEN } }, 'who gave it stays while it stays')
    await edit({ assignee: null, group_assignee: null })
    t.match((await read())[0], { assignee: null, assigned_by: null })
    t.equal(world.comments.get(id).group_assignee, null)
  })

  for (const assignee of [GINA, 1, 'ben', {}]) {
    await t.test(`is not given to ${JSON.stringify(assignee)}, who cannot see it`, async (t) => {
      await edit({ assignee: BEN })
      t.equal((await edit({ assignee })).status, 200)
      t.match((await read())[0], { assignee: { id: BEN } })
    })
  }

  await t.test('is not given so from the start either', async (t) => {
    await say({ comment_text: 'y', assignee: GINA })
    t.match((await read())[0], { comment_text: 'y', assignee: null, assigned_by: null })
  })
})

t.test('UpdateComment', async (t) => {
  const { as, task } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const { id } = (await say({ comment_text: 'before' })).body
  const edit = (body: object) => as.anna.send('PUT', `/api/v2/comment/${id}`, { body })

  await t.test('changes what is sent and leaves the rest', async (t) => {
    t.match(await edit({ resolved: true }), { status: 200, body: {} })
    t.match((await read())[0], { comment_text: 'before', resolved: true })
    await edit({ comment_text: 'after', resolved: 'no' })
    t.match((await read())[0], { comment_text: 'after', resolved: true, comment: [{ text: 'after' }] })
    await edit({ comment: [{ text: 'rich', attributes: { italic: true } }], resolved: false })
    t.match((await read())[0], { comment_text: 'rich', resolved: false, comment: [{ attributes: { italic: true } }] })
  })

  await t.test('refuses an empty text', async (t) => refused(t, await edit({ comment_text: '' }), 'commentTextEmpty'))
})

t.test('replies', async (t) => {
  const { as, world, task } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const { id } = (await say({ comment_text: 'question' })).body
  const thread = commentsAt(as.ben, `comment/${id}`)
  const { body, status } = await thread.say({ comment_text: 'answer', assignee: ANNA })

  await t.test('are shown in their thread, not beside the comment, and counted there', async (t) => {
    t.equal(status, 200)
    t.match(await thread.read(), [{ id: String(body.id), comment_text: 'answer', reply_count: '0' }])
    t.match((await thread.read())[0], { user: { id: BEN }, assignee: { id: ANNA }, assigned_by: { id: BEN } })
    t.match(await read(), [{ comment_text: 'question', reply_count: '1' }])
    t.equal((await read()).length, 1)
  })

  await t.test('to a reply join its thread', async (t) => {
    await commentsAt(as.anna, `comment/${body.id}`).say({ comment_text: 'thanks' })
    t.same(await thread.texts(), ['thanks', 'answer'])
    t.match(await read(), [{ reply_count: '2' }])
    t.same(await commentsAt(as.anna, `comment/${body.id}`).texts(), [])
  })

  await t.test('are not cut off at 25', async (t) => {
    for (let at = 0; at < 30; at++) await thread.say({ comment_text: `${at}` })
    t.equal((await thread.read()).length, 32)
  })

  await t.test('are refused without a text', async (t) => refused(t, await thread.say({}), 'commentTextEmpty'))

  await t.test('go with their comment', async (t) => {
    t.match(await as.anna.send('DELETE', `/api/v2/comment/${body.id}`), { status: 200, body: {} })
    t.match(await read(), [{ reply_count: '31' }])
    t.match(await as.anna.send('DELETE', `/api/v2/comment/${id}`), { status: 200, body: {} })
    t.equal(world.comments.size, 0)
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

  await t.test('is malformed when it is no number', async (t) => {
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

t.test('a view has to be a chat', async (t) => {
  const work = await startWork(t)
  for (const id of [chatIn(work, 'board').id, 'nobody']) {
    const { say } = commentsAt(work.as.anna, `view/${id}`)
    refused(t, await work.as.anna.get(`/api/v2/view/${id}/comment`), 'viewNotConversation')
    refused(t, await say({ comment_text: 'x' }), 'viewNotConversation')
  }
  const hidden = chatIn(work)
  refused(t, await work.as.gina.get(`/api/v2/view/${hidden.id}/comment`), 'viewNotConversation')
})

t.test('on the Free plan a List takes no comment', async (t) => {
  const { as, world, list, task } = await startWork(t)
  world.teams.update(world.teams.get(NORTHWIND), { plan: 'free_forever' })
  refused(t, await commentsAt(as.anna, `list/${list.id}`).say({ comment_text: 'x' }), 'internalError')
  t.equal((await commentsAt(as.anna, `task/${task.id}`).say({ comment_text: 'x' })).status, 200)
})
