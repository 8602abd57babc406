// The pages of docs: made, read alone and nested, changed.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const DOCS = `${WORKSPACE}/docs`
/** The handbook of the default world: Welcome with First week with Where things are, and Words we use. */
const PAGES = `${DOCS}/8jp19-5/pages`

t.test('createPagePublic', async (t) => {
  const { as } = await start(t)

  await t.test('makes a page at the end of the doc, and answers 201', async (t) => {
    const { status, body } = await as.ben.post(PAGES, { name: 'Map', sub_title: 'Of all', content: '*Here*' })
    t.equal(status, 201)
    t.match(body, { id: /^8jp19-\d+$/, doc_id: '8jp19-5', workspace_id: 9001001, name: 'Map', sub_title: 'Of all' })
    t.match(body, { content: '*Here*', creator_id: 100002, authors: [100002], deleted: false })
    t.notOk('parent_page_id' in body || 'pages' in body || 'date_edited' in body)
    t.equal((await as.anna.get(PAGES)).body.at(-1).id, body.id)
  })

  await t.test('makes a page in a page', async (t) => {
    const { body } = await as.anna.post(PAGES, { parent_page_id: '8jp19-7' })
    t.match(body, { parent_page_id: '8jp19-7', name: '', content: '' })
  })

  await t.test('refuses a page of no doc, or of another one', async (t) => {
    const { body: other } = await as.anna.post(DOCS, { create_page: false })
    for (const [doc, parent_page_id] of [
      ['8jp19-5', 'nobody'],
      [other.id, '8jp19-7'],
    ]) {
      refused(t, await as.anna.post(`${DOCS}/${doc}/pages`, { parent_page_id }), 'resourceNotFound')
    }
  })
})

t.test('getDocPageListingPublic', async (t) => {
  const { as } = await start(t)
  const shape = (pages: { name: string; pages?: [] }[]): unknown =>
    pages.map(({ name, pages }) => (pages ? [name, shape(pages)] : name))

  await t.test('nests what stands in a page, under both names of the path', async (t) => {
    for (const path of ['page_listing', 'pageListing']) {
      const { status, headers, body } = await as.anna.get(`${DOCS}/8jp19-5/${path}`)
      t.equal(status, 200)
      t.equal(headers.get('x-mock-operation'), 'getDocPageListingPublic')
      t.same(shape(body), [['Welcome', [['First week', ['Where things are']]]], 'Words we use'])
      t.same(Object.keys(body[0]), ['id', 'doc_id', 'workspace_id', 'name', 'pages'])
    }
  })

  await t.test('goes as deep as asked', async (t) => {
    const listed = async (depth: number) =>
      shape((await as.anna.get(`${DOCS}/8jp19-5/page_listing?max_page_depth=${depth}`)).body)
    t.same(await listed(0), ['Welcome', 'Words we use'])
    t.same(await listed(1), [['Welcome', ['First week']], 'Words we use'])
    t.same(await listed(-7), [['Welcome', [['First week', ['Where things are']]]], 'Words we use'])
  })

  await t.test('has a page without a name in a new doc', async (t) => {
    const { body: doc } = await as.anna.post(DOCS, {})
    t.match((await as.anna.get(`${DOCS}/${doc.id}/page_listing`)).body, [{ name: null }])
    t.match((await as.anna.get(`${DOCS}/${doc.id}/pages`)).body, [{ name: null, content: '' }])
  })
})

t.test('getDocPagesPublic', async (t) => {
  const { as } = await start(t)

  await t.test('nests the pages with what they say', async (t) => {
    const { body } = await as.anna.get(PAGES)
    t.match(body, [{ content: /^# Welcome/, pages: [{ pages: [{ content: /cellar/ }] }] }, { sub_title: /watt/ }])
    t.same((await as.anna.get(`${PAGES}?max_page_depth=0`)).body[0].pages, undefined)
  })

  await t.test('shows plain text too', async (t) => {
    const { body } = await as.anna.get(`${PAGES}?content_format=text%2Fplain`)
    t.equal(body[0].content, 'Welcome to Northwind\n\nWe make lamps for people who ride at night.')
    t.equal(body[1].content, 'Lux is light on a road.')
  })
})

t.test('getPagePublic', async (t) => {
  const { as } = await start(t)

  await t.test('shows a page, without those that stand in it', async (t) => {
    const { body } = await as.anna.get(`${PAGES}/8jp19-7`)
    t.match(body, { id: '8jp19-7', parent_page_id: '8jp19-6', creator_id: 100002, content: /^- Ask Ben/ })
    t.notOk('pages' in body)
    t.match((await as.anna.get(`${PAGES}/8jp19-7?content_format=text/plain`)).body.content, /^Ask Ben/)
  })

  await t.test('refuses an unknown page, and one of another doc', async (t) => {
    const { body: other } = await as.anna.post(DOCS, {})
    refused(t, await as.anna.get(`${PAGES}/nobody`), 'docNotFound')
    refused(t, await as.anna.get(`${DOCS}/${other.id}/pages/8jp19-7`), 'docNotFound')
    refused(t, await as.anna.get(`${PAGES}/8jp19-7?content_format=html`), 'requestUnfit')
  })

  await t.test('is not for guests who were not let into the place of the doc', async (t) =>
    refused(t, await as.gina.get(`${PAGES}/8jp19-7`), 'docNotShared'),
  )
})

t.test('editPagePublic', async (t) => {
  const { as, mock } = await start(t)
  const page = async () => (await as.anna.get(`${PAGES}/8jp19-8`)).body

  await t.test('answers 200 without a body', async (t) => {
    const { status, headers, body } = await as.ben.send('PUT', `${PAGES}/8jp19-8`, { body: { name: 'Places' } })
    t.same([status, headers.get('content-type'), body], [200, null, ''])
  })

  await t.test('leaves what is not sent, and says who changed it and when', async (t) => {
    t.match(await page(), { name: 'Places', content: 'The cold room is in the cellar.', edited_by: 100002 })
    const { date_edited, date_updated, contributors } = await page()
    t.same([date_edited, date_updated], [mock.clock.now(), mock.clock.now()])
    t.same(contributors, [100001, 100002])
    t.equal((await as.anna.get(`${DOCS}/8jp19-5`)).body.date_updated, mock.clock.now())
  })

  await t.test('replaces, appends and prepends what it says', async (t) => {
    const edits = [
      [{ content: 'b' }, 'b'],
      [{ content: 'c', content_edit_mode: 'append' }, 'b\n\nc'],
      [{ content: 'a', content_edit_mode: 'prepend' }, 'a\n\nb\n\nc'],
      [{ content: '', content_edit_mode: 'replace', sub_title: 'Empty' }, ''],
      [{ content: 'x', content_edit_mode: 'append', content_format: 'text/plain' }, 'x'],
    ] as const
    for (const [body, content] of edits) {
      await as.anna.send('PUT', `${PAGES}/8jp19-8`, { body })
      t.equal((await page()).content, content)
    }
    t.equal((await page()).sub_title, 'Empty')
  })

  await t.test('refuses another mode, and changes nothing', async (t) => {
    const body = { content: 'y', content_edit_mode: 'insert' }
    refused(t, await as.anna.send('PUT', `${PAGES}/8jp19-8`, { body }), 'requestUnfit')
    t.equal((await page()).content, 'x')
  })
})
