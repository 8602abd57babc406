// Comments on tasks, Lists and chat views: paging, rich blocks, assignees.
import t, { type Test } from 'tap'
import { commentsAt, wanted } from '../help/comments.js'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, addGroup, addView, BEN, CHLOE, DEV, GINA, NORTHWIND, NOW, startWork, type Work } from '../help/work.js'

const keys = 'id comment comment_text user assignee group_assignee reactions date reply_count'.split(' ')
const assignedKeys =
  'id comment comment_text user resolved assignee group_assignee assigned_by reactions date reply_count'.split(' ')
const personKeys = 'id username email color initials profilePicture'.split(' ')

function chatIn({ world, list }: Work, type = 'conversation') {
  return addView(world, { kind: 'lists', id: list.id }, { name: 'Deck talk', type })
}

/** What is true of every new comment, whatever its parent. */
async function isMadeAndShown(t: Test, { as }: Work, place: string, hist_id = /^\d{19}$/) {
  const { say, read, texts } = commentsAt(as.ben, place)

  await t.test('answers ids and date, and is shown, keys in wire order', async (t) => {
    const { status, body } = await say({ comment_text: 'Ahoy', notify_all: true })
    t.equal(status, 200)
    t.match(Object.entries(body), [
      ['id', Number],
      ['hist_id', hist_id],
      ['date', NOW],
      ['version', { object_type: 'comment', object_id: String(body.id) }],
    ])
    const [comment] = await read()
    t.same(Object.keys(comment), keys)
    t.match(comment, { id: String(body.id), comment: [{ text: 'Ahoy' }], comment_text: 'Ahoy' })
    t.match(comment, { assignee: null, group_assignee: null, reactions: [], date: String(NOW), reply_count: 0 })
    t.same(Object.keys(comment.user), personKeys)
    t.match(comment.user, { id: BEN, username: 'Ben Osei' })
  })

  for (const body of [
    {},
    { comment_text: '' },
    { comment_text: null },
    { comment: [] },
    { comment: [{ text: '' }, 7] },
  ]) {
    await t.test(`refuses ${JSON.stringify(body)}`, async (t) => refused(t, await say(body), 'commentTextEmpty'))
  }

  await t.test('takes numbers for text', async (t) => {
    await say({ comment_text: 42 })
    t.same(await texts(), ['42', 'Ahoy'])
  })
}

t.test('CreateTaskComment', async (t) => {
  const work = await startWork(t)
  await isMadeAndShown(t, work, `task/${work.task.id}`)

  await t.test('puts it on this task only', async (t) => {
    t.same(await commentsAt(work.as.anna, `task/${work.other.id}`).texts(), [])
  })
})

t.test('CreateListComment', async (t) => {
  const work = await startWork(t)
  await isMadeAndShown(t, work, `list/${work.list.id}`, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

  await t.test('fails on the Free plan, where tasks still take comments', async (t) => {
    const { as, world, list, task } = work
    world.teams.update(world.teams.get(NORTHWIND), { plan: 'free_forever' })
    refused(t, await commentsAt(as.anna, `list/${list.id}`).say({ comment_text: 'x' }), 'internalError')
    t.equal((await commentsAt(as.anna, `task/${task.id}`).say({ comment_text: 'x' })).status, 200)
  })
})

t.test('CreateChatViewComment', async (t) => {
  const work = await startWork(t)
  await isMadeAndShown(t, work, `view/${chatIn(work).id}`)

  await t.test('refuses a view that is no chat, unknown or hidden', async (t) => {
    const say = (client: TestClient, id: string) => commentsAt(client, `view/${id}`).say({ comment_text: 'x' })
    for (const id of [chatIn(work, 'board').id, 'None', 'view7']) {
      refused(t, await say(work.as.anna, id), 'viewNotConversation')
    }
    refused(t, await say(work.as.anna, '123456789'), 'teamNotAuthorized')
    refused(t, await say(work.as.gina, chatIn(work).id), 'teamNotAuthorized')
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
    [
      'show a long row of emoji',
      [{ type: 'emoticon', emoticon: { code: '31-'.repeat(250_000).slice(0, -1) } }],
      '1'.repeat(250_000),
    ],
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

/** Sixty comments, several at one moment, read to the end. */
async function isReadInPages(t: Test, { as, world }: Work, place: string) {
  const { say, read, texts } = commentsAt(as.anna, place)
  for (let at = 1; at <= 60; at++) {
    await say({ comment_text: `c${at}` })
    if (at % 7 === 0) world.clock.advance(1_000)
  }

  await t.test('reads 25 at a time, newest first, each page from the last of the one before', async (t) => {
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
  return { read, texts }
}

t.test('GetTaskComments', async (t) => {
  const work = await startWork(t)
  const { read, texts } = await isReadInPages(t, work, `task/${work.task.id}`)

  await t.test('reads from a moment on, too', async (t) => {
    const date = Number((await read()).at(-1).date)
    t.same(await texts(`?start=${date}&start_id=0`), wanted(35, 25), 'those of the same moment were before')
  })

  for (const query of ['?start=1', '?start_id=1', '?start=soon&start_id=x']) {
    await t.test(`reads the newest for ${query} alone`, async (t) => t.same(await texts(query), wanted(60, 25)))
  }
})

t.test('GetListComments', async (t) => {
  const work = await startWork(t)
  await isReadInPages(t, work, `list/${work.list.id}`)
})

t.test('GetChatViewComments', async (t) => {
  const work = await startWork(t)
  await isReadInPages(t, work, `view/${chatIn(work).id}`)

  await t.test('refuses a view that is no chat, unknown or hidden', async (t) => {
    for (const id of [chatIn(work, 'board').id, 'None', 'view7']) {
      refused(t, await work.as.anna.get(`/api/v2/view/${id}/comment`), 'viewNotConversation')
    }
    refused(t, await work.as.anna.get('/api/v2/view/123456789/comment'), 'teamNotAuthorized')
    refused(t, await work.as.gina.get(`/api/v2/view/${chatIn(work).id}/comment`), 'teamNotAuthorized')
  })
})

t.test('a comment that is assigned', async (t) => {
  const { as, task, world } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const crew = addGroup(world)
  const { id } = (await say({ comment_text: 'x', assignee: BEN, group_assignee: crew.id })).body
  const edit = (body: object, client = as.anna) => client.send('PUT', `/api/v2/comment/${id}`, { body })

  await t.test('names who is to see to it, and who said so', async (t) => {
    const [comment] = await read()
    t.same(Object.keys(comment), assignedKeys)
    t.match([comment.assignee.id, comment.assigned_by.id, comment.resolved], [BEN, ANNA, false])
    t.same([Object.keys(comment.assignee), Object.keys(comment.assigned_by)], [personKeys, personKeys])
    t.same(comment.group_assignee, { id: crew.id, name: 'Crew', color: null, initials: 'C', email: null })
  })

  await t.test('is given to another, and to nobody', async (t) => {
    t.match(await edit({ assignee: DEV }, as.ben), { status: 200, body: {} })
    t.match((await read())[0], { assignee: { id: DEV, username: null }, assigned_by: { id: BEN } })
    await edit({ assignee: DEV })
    t.match((await read())[0], { assigned_by: { id: BEN } }, 'who gave it stays while it stays')
    await edit({ assignee: null, group_assignee: null })
    t.match((await read())[0], { assignee: null, group_assignee: null })
    t.same(Object.keys((await read())[0]), keys)
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
    t.match((await read())[0], { comment_text: 'y', assignee: null })
  })
})

t.test('UpdateComment', async (t) => {
  const { as, task } = await startWork(t)
  const { say, read } = commentsAt(as.anna, `task/${task.id}`)
  const { id } = (await say({ comment_text: 'before', assignee: BEN })).body
  const edit = (body: object, client = as.anna) => client.send('PUT', `/api/v2/comment/${id}`, { body })

  await t.test('changes what is sent and leaves the rest', async (t) => {
    t.match(await edit({ resolved: true }), { status: 200, body: {} })
    t.match((await read())[0], { comment_text: 'before', resolved: true })
    await edit({ comment_text: 'after', resolved: null })
    t.match((await read())[0], { comment_text: 'after', resolved: true, comment: [{ text: 'after' }] })
    await edit({ comment: [{ text: 'rich', attributes: { italic: true } }], resolved: false })
    t.match((await read())[0], { comment_text: 'rich', resolved: false, comment: [{ attributes: { italic: true } }] })
  })

  await t.test('puts a text that is sent beside blocks after them', async (t) => {
    await edit({ comment: [{ text: 'rich', attributes: { bold: true } }], comment_text: ' and plain' })
    t.match((await read())[0], {
      comment_text: 'rich and plain',
      comment: [{ text: 'rich', attributes: { bold: true } }, { text: ' and plain' }],
    })
  })

  await t.test('refuses an empty text', async (t) => refused(t, await edit({ comment_text: '' }), 'commentTextEmpty'))

  await t.test('lets others assign and resolve, not say something else', async (t) => {
    t.equal((await edit({ assignee: CHLOE, resolved: true }, as.ben)).status, 200)
    t.match((await read())[0], { assignee: { id: CHLOE }, assigned_by: { id: BEN }, resolved: true })
    for (const body of [{ comment_text: 'x' }, { comment: [{ text: 'x' }], resolved: false }]) {
      refused(t, await edit(body, as.ben), 'commentOfAnother')
    }
    t.match((await read())[0], { comment_text: 'rich and plain', resolved: true })
  })
})
