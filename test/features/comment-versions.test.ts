// What the answer to a new comment says besides its id and date: the version, as recorded to the key.
import t from 'tap'
import { commentsAt } from '../help/comments.js'
import { addView, BEN, NORTHWIND, NOW, startWork } from '../help/work.js'

t.test('the version of a new comment', async (t) => {
  const { as, world, task, list } = await startWork(t)
  const view = addView(world, { kind: 'lists', id: list.id }, { type: 'conversation' })
  const say = async (place: string) => (await commentsAt(as.ben, place).say({ comment_text: 'x' })).body
  const [workspace_id, comment] = [Number(NORTHWIND), await say(`task/${task.id}`)]

  await t.test('has its keys in wire order, and times close to its date', async (t) => {
    const { id, version } = comment
    t.same(
      JSON.stringify(version),
      JSON.stringify({
        object_type: 'comment',
        object_id: String(id),
        workspace_id,
        operation: 'c',
        data: {
          context: {
            root_parent_type: 1,
            is_chat: false,
            audit_context: { userid: BEN, current_time: NOW - 200, route: '*' },
            originating_service: 'publicapi',
          },
          relationships: [
            { type: 'comment-author', object_type: 'user', object_id: String(BEN), workspace_id },
            { type: 'comment-parent', object_type: 'task', object_id: task.id, workspace_id },
          ],
          changes: [{ field: 'date_created', after: NOW }],
        },
        master_id: 31,
        version: (NOW + 30) * 1000,
        deleted: false,
        traceparent: version.traceparent,
        date_created: NOW + 30,
        date_updated: NOW + 30,
        event_publish_time: NOW + 40,
      }),
    )
  })

  const places: readonly [place: string, parent: object, root: number][] = [
    [`list/${list.id}`, { object_type: 'list', object_id: list.id }, 6],
    [`view/${view.id}`, { object_type: 'view', object_id: view.id }, 8],
    [`comment/${comment.id}`, { object_type: 'comment', object_id: String(comment.id) }, 1],
  ]
  for (const [place, parent, root_parent_type] of places) {
    await t.test(`names what it is on: ${place}`, async (t) => {
      const { data } = (await say(place)).version
      t.match([data.relationships[1], data.context], [parent, { root_parent_type }])
    })
  }

  await t.test('names a trace of its own', async (t) => {
    const traces = [comment, await say(`task/${task.id}`)].map(({ version }) => version.traceparent)
    for (const trace of traces) t.ok(BigInt(trace) < 2n ** 64n)
    t.equal(new Set(traces).size, 2)
  })
})
