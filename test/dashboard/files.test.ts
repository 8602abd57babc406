// The page's files, without a browser: where they are, with which headers, and for whom.
import { readdirSync, readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { createClickUpMock } from '../../src/index.js'

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const started = async (t: Test, options = {}) => {
  const mock = await createClickUpMock({ listen: false, ...options })
  t.teardown(() => mock.close())
  return mock
}

t.test('the page', async (t) => {
  const mock = await started(t)

  await t.test('is at /__mock/, in each sandbox too', async (t) => {
    for (const path of ['/__mock/', '/__mock/?from=a-link', '/s/worker-1/__mock/']) {
      const answer = await mock.fetch(path)
      t.equal(answer.status, 200, path)
      t.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
      t.equal(answer.headers.get('content-security-policy'), CSP)
      t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      t.equal(answer.headers.get('cache-control'), 'no-store')
      t.match(await answer.text(), '<main id="main"')
    }
    t.same(
      mock.control.listSandboxes().sandboxes.map(({ name }) => name),
      ['default'],
      'and makes no sandbox by being looked at',
    )
  })
  await t.test('is led to where its slash is missing, relative to where it was asked', async (t) => {
    const answer = await mock.fetch('/s/worker-1/__mock', { redirect: 'manual' })
    t.equal(answer.status, 302)
    t.equal(answer.headers.get('location'), '__mock/')
  })
  await t.test('has all its files, and nothing beside them', async (t) => {
    const folder = 'src/dashboard/page'
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name))
    t.ok(names.length > 10)
    for (const name of names) {
      const answer = await mock.fetch(`/__mock/dashboard/${name}`)
      t.equal(await answer.text(), readFileSync(`${folder}/${name}`, 'utf8'), name)
      t.match(answer.headers.get('content-type'), name.endsWith('.js') ? 'text/javascript' : 'text/css')
    }
    t.match(await (await mock.fetch('/__mock/dashboard/look.css')).text(), '--accent: light-dark(')
    for (const path of ['none.js', '../serve.ts', '..%2fserve.ts', 'views', '']) {
      const answer = await mock.fetch(`/__mock/dashboard/${path}`)
      t.equal(answer.status, 404, path)
      t.match(await answer.json(), { problems: [{ what: 'there is no such route' }] })
    }
  })
  await t.test('loads nothing from elsewhere', async (t) => {
    const html = readFileSync('src/dashboard/page/index.html', 'utf8')
    const loaded = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
    t.ok(
      loaded.every((address) => /^(dashboard\/[\w/.-]+|data:image\/svg.*)$/.test(address ?? '')),
      String(loaded),
    )
    t.notMatch(html, /\son\w+=|style=|<script>|<style/, 'and has nothing inline')
  })
})

t.test('with a control token the page is open, and what it asks is not', async (t) => {
  const mock = await started(t, { controlToken: 'sesame' })
  for (const [path, status] of [
    ['/__mock/', 200],
    ['/__mock/dashboard/app.js', 200],
    ['/__mock/health', 200],
    ['/__mock/healthy', 403],
    ['/__mock/calls', 403],
    ['/__mock/dashboard', 403],
  ] as const) {
    t.equal((await mock.fetch(path)).status, status, path)
  }
})

t.test('another page, or a name that was rebound, gets nothing', async (t) => {
  const mock = await started(t)
  for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }]) {
    for (const path of ['/__mock/', '/__mock/dashboard/app.js']) {
      t.equal((await mock.fetch(path, { headers })).status, 403, `${path} ${JSON.stringify(headers)}`)
    }
  }
})
