// `/`, the address that is printed: a browser is led to the dashboard, a client is told what is where.
import t from 'tap'
import { start } from '../help/start.js'

const browser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

t.test('the front door', async (t) => {
  const { mock, withToken } = await start(t, { listen: true })

  await t.test('tells a client what is where', async (t) => {
    const { status, headers, body } = await withToken().get('/')
    t.match(
      { status, type: headers.get('content-type'), vary: headers.get('vary') },
      { status: 200, type: /json/, vary: 'accept' },
    )
    t.match(body, {
      schema_version: 1,
      name: 'clickup-mock',
      version: /^\d/,
      api: `${mock.url}/api/v2`,
      control: `${mock.url}/__mock`,
    })
    for (const name of ['dashboard', 'health', 'openapi']) t.equal((await fetch(body[name])).status, 200, name)
    t.match(await (await fetch(`${body.api}/user`)).json(), { ECODE: 'OAUTH_017' })
    t.same(
      mock.journal().map(({ path }) => path),
      ['/api/v2/user'],
      'and it is no call of ClickUp’s',
    )
  })

  await t.test('leads a browser to the dashboard, also in a sandbox', async (t) => {
    for (const [path = '', leads] of [
      ['/', '/__mock/'],
      ['/s/one', '/s/one/__mock/'],
      ['/s/one/', '/s/one/__mock/'],
      ['/s/a:b?x=1', '/s/a:b/__mock/'],
    ]) {
      const response = await fetch(`${mock.url}${path}`, { ...browser, redirect: 'manual' })
      t.equal(response.status, 302)
      t.equal(new URL(response.headers.get('location') ?? '', `${mock.url}${path}`).href, `${mock.url}${leads}`, path)
    }
    t.match(await (await fetch(`${mock.url}/s/one`, browser)).text(), '<title>')
  })

  await t.test('names the sandbox, and the base URL where there is one', async (t) => {
    t.match((await withToken().get('/s/one')).body, {
      api: `${mock.url}/s/one/api/v2`,
      openapi: `${mock.url}/openapi.json`,
    })
    const { withToken: behind } = await start(t, { baseUrl: 'https://clickup.example', controlToken: 'sesame' })
    t.match((await behind().get('/')).body, { api: 'https://clickup.example/api/v2' })
  })
})
