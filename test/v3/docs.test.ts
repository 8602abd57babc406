// Docs of version 3: search, make, read.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const DOCS = `${WORKSPACE}/docs`

t.test('createDocPublic', async (t) => {
  const { as } = await start(t)

  await t.test('makes a doc in the Workspace, and answers 201', async (t) => {
    const { status, body } = await as.anna.post(DOCS, { name: 'Plan' })
    t.equal(status, 201)
    t.match(body, {
      id: /^8jp19-\d+$/,
      name: 'Plan',
      type: 1,
      parent: { id: '9001001', type: 12 },
      public: false,
      workspace_id: 9001001,
      creator: 100001,
      deleted: false,
      archived: false,
      page_defaults: {},
    })
  })

  await t.test('ignores title and content: the name stays empty', async (t) => {
    t.equal((await as.anna.post(DOCS, { title: 'Plan', content: 'x' })).body.name, '')
  })

  await t.test('takes a place and a visibility by name or number', async (t) => {
    const { body: made } = await as.anna.post(DOCS, { parent: { id: '90010000001', type: 4 }, visibility: 2 })
    t.same(made.parent, { id: '90010000001', type: 4 })
    refused(t, await as.ben.get(`${DOCS}/${made.id}`), 'docNotShared')
    t.equal((await as.anna.get(`${DOCS}/${made.id}`)).status, 200)
    t.equal((await as.anna.post(DOCS, { parent: null, visibility: 'HIDDEN' })).status, 201)
  })

  await t.test('refuses a place that is unknown or elsewhere', async (t) => {
    for (const parent of [
      { id: '7', type: 4 },
      { id: '9001002', type: 12 },
      { id: '90010000001', type: 6 },
    ]) {
      refused(t, await as.anna.post(DOCS, { parent }), 'docNotFound')
    }
  })
})

t.test('getDocPublic', async (t) => {
  const { as } = await start(t)
  const { body: made } = await as.anna.post(DOCS, { name: 'Plan' })

  await t.test('shows what was made', async (t) => {
    const { status, body } = await as.anna.get(`${DOCS}/${made.id}`)
    t.same({ status, body }, { status: 200, body: made })
  })

  await t.test('refuses an unknown doc', async (t) => refused(t, await as.anna.get(`${DOCS}/7`), 'docNotFound'))

  await t.test('has no DELETE on its path: 405, and not JSON', async (t) => {
    const { status, headers, body } = await as.anna.send('DELETE', `${DOCS}/${made.id}`)
    t.same([status, headers.get('allow'), body], [405, 'GET', 'Method not allowed\n'])
  })
})

t.test('searchDocsPublic', async (t) => {
  const { as, mock } = await start(t)
  const found = async (query: string) => {
    const { body } = await as.anna.get(`${DOCS}?${query}`)
    return body.docs.map(({ id }: { id: string }) => id)
  }
  const ids = await found('')
  for (let count = 0; count < 12; count += 1) {
    const { body } = await as[count % 2 ? 'ben' : 'anna'].post(DOCS, { name: `Doc ${count}` })
    ids.unshift(body.id)
  }
  await t.test('lists the newest first, page by page, under both names of the cursor', async (t) => {
    const { body: first } = await as.anna.get(`${DOCS}?limit=10`)
    t.equal(first.docs.length, 10)
    t.same(
      [...first.docs.map(({ id }: { id: string }) => id), ...(await found(`limit=10&cursor=${first.next_cursor}`))],
      ids,
    )
    t.same(await found(`limit=10&next_cursor=${first.next_cursor}`), ids.slice(10))
  })

  await t.test('leaves the cursor out on the last page', async (t) => {
    t.same(Object.keys((await as.anna.get(DOCS)).body), ['docs'])
  })

  await t.test('filters by id, person and place', async (t) => {
    t.same(await found(`id=${ids[3]}`), [ids[3]])
    t.equal((await found('creator=100002')).length, 6)
    t.same(await found('parent_id=90010000001'), ['8jp19-5'])
    t.equal((await found('parent_id=9001001&parent_type=12')).length, 13)
    t.equal((await found('parent_id=9001001&parent_type=WORKSPACE')).length, 13)
    t.same(await found('parent_id=9001001&parent_type=SPACE'), [])
    t.same([await found('archived=true'), await found('deleted=true')], [[], []])
  })

  await t.test('refuses a kind of place without the place', async (t) => {
    refused(t, await as.anna.get(`${DOCS}?parent_type=WORKSPACE`), 'requestUnfit')
    t.match(mock.journal().at(-1), { step: 'operate' })
  })

  await t.test('leaves out what the caller may not see', async (t) => {
    const { body } = await as.ben.post(DOCS, { visibility: 'PRIVATE' })
    t.same(await found(`id=${body.id}`), [])
  })
})
