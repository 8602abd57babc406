// Whatever people do to the pages of a doc, a small model knows what there is: a tree, and what each page says.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { comesBack } from '../help/comes-back.js'
import { testApp } from '../help/parts.js'
import { type Started, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

interface Page {
  readonly id: string
  name: string
  content: string
  readonly pages: Page[]
}

interface Edit {
  readonly name?: string
  readonly content?: string
  readonly content_edit_mode?: 'replace' | 'append' | 'prepend'
}

/** Makes a page in the one that `where` points at, or changes that one. */
type Step = { readonly where: number } & ({ readonly make: Pick<Page, 'name' | 'content'> } | { readonly edit: Edit })

const text = fc.string({ maxLength: 6 })
const mode = fc.constantFrom('replace' as const, 'append' as const, 'prepend' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ where: fc.nat(20), make: fc.record({ name: text, content: text }) }),
  fc.record({
    where: fc.nat(20),
    edit: fc.record(
      { name: text, content: text, content_edit_mode: mode },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<Edit>,
  }),
)

function changed(page: Page, { name, content, content_edit_mode = 'replace' }: Edit): void {
  page.name = name ?? page.name
  if (content === undefined) return
  const parts = { replace: [content], append: [page.content, content], prepend: [content, page.content] }
  page.content = page.content === '' ? content : parts[content_edit_mode].join('\n\n')
}

async function take(as: Started['as'], path: string, all: Page[], roots: Page[], step: Step): Promise<void> {
  const at = all.length === 0 ? undefined : all[step.where % (all.length + 1)]
  if ('edit' in step) {
    if (!at) return
    await as.ben.send('PUT', `${path}/${at.id}`, { body: step.edit })
    changed(at, step.edit)
    return
  }
  const { body } = await as.anna.post(path, { ...step.make, ...(at && { parent_page_id: at.id }) })
  const page = { id: String(body.id), ...step.make, pages: [] }
  all.push(page)
  const siblings = at?.pages ?? roots
  siblings.push(page)
}

/** What the model keeps of the pages that were answered. */
function seen(pages: readonly Page[]): Page[] {
  return pages.map(({ id, name, content, pages = [] }) => ({ id, name, content, pages: seen(pages) }))
}

t.test('a doc', async (t) => {
  const { as } = await start(t, { rateLimit: 'off' })

  await t.test('has the pages of its model after any edits', async () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { body: doc } = await as.anna.post(`${WORKSPACE}/docs`, { create_page: false })
        const path = `${WORKSPACE}/docs/${doc.id}/pages`
        const [all, roots]: [Page[], Page[]] = [[], []]
        for (const one of steps) await take(as, path, all, roots, one)
        assert.deepEqual(seen((await as.anna.get(path)).body), roots)
        for (const { id, name, content } of all) {
          const { body } = await as.ben.get(`${path}/${id}`)
          assert.deepEqual([body.name, body.content], [name, content])
        }
      }),
      { numRuns: 40, seed: 20260105 },
    ),
  )
})

t.test('docs come back from their export', async (t) => {
  const { fetch, token, sandbox } = await testApp(t, () => ({}), { rateLimit: { value: 'off', where: 'test' } })
  const headers = { authorization: token, 'content-type': 'application/json' }
  const post = async (path: string, body: object): Promise<{ id: string }> =>
    (await fetch(`${WORKSPACE}/docs${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  const { id } = await post('', { name: 'Deep', parent: { type: 6, id: '901200000001' }, visibility: 'HIDDEN' })
  let parent_page_id = (await post(`/${id}/pages`, { name: '0' })).id
  for (let depth = 1; depth <= 14; depth += 1) {
    parent_page_id = (await post(`/${id}/pages`, { name: `${depth}`, sub_title: 's', parent_page_id })).id
  }
  const body = JSON.stringify({ content: 'x' })
  await fetch(`${WORKSPACE}/docs/${id}/pages/${parent_page_id}`, { method: 'PUT', headers, body })
  await comesBack(sandbox.world)
  const [doc] = sandbox.world.docs.all()
  if (doc) sandbox.world.docs.update(doc, { archived: true, deleted: true })
  const fixture = await comesBack(sandbox.world)
  t.match(fixture.workspaces?.northwind?.docs?.[0], { name: 'Handbook', archived: true, deleted: true })
})
