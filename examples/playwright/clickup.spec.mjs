// The whole login by HTTP; no browser is needed. In one, it is `page.goto(…)` and a click on "Accept".
import { expect, test } from '@playwright/test'

// A sandbox for this worker: what these tests change, those of other workers do not see.
const clickup = `${process.env.CLICKUP_MOCK_URL}/s/w${process.env.TEST_PARALLEL_INDEX}`
test.beforeEach(({ request }) => request.post(`${clickup}/__mock/reset`))

const app = {
  client_id: 'FAKECLIENTDASHBOARD0000000000001',
  client_secret: 'FAKESECRETDASHBOARD000000000000000000000000000000000000000000001',
}
const asked = { client_id: app.client_id, redirect_uri: 'http://localhost:3000/callback', state: 'xyz' }

/** Answers the consent page as its form does, and gives the callback's parameters. */
async function consent(request, answer) {
  const page = await request.get(`${clickup}/api`, { params: asked })
  expect(await page.text()).toContain('Team Dashboard')
  const back = await request.post(`${clickup}/api`, { form: { ...asked, ...answer }, maxRedirects: 0 })
  return new URL(back.headers().location).searchParams
}

test('logs in with the Workspaces that were ticked', async ({ request }) => {
  const answer = { user: 100001, workspaces: '100001/9001001', decision: 'accept' }
  const code = (await consent(request, answer)).get('code')
  const exchange = await request.post(`${clickup}/api/v2/oauth/token`, { form: { ...app, code } })
  const { access_token } = await exchange.json()
  const teams = await request.get(`${clickup}/api/v2/team`, { headers: { Authorization: access_token } })
  expect(await teams.json()).toMatchObject({ teams: [{ name: 'Northwind' }] })
})

test('comes back without a code when the person says no', async ({ request }) => {
  const callback = await consent(request, { decision: 'reject' })
  expect(Object.fromEntries(callback)).toEqual({ error: 'access_denied', state: 'xyz' })
})
