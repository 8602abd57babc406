// A login by clicking, in a real browser: from the dashboard over the consent page to the app and its token, and back to
// the grant, which is withdrawn. And what the page does with people, tokens and apps besides.

import type { Page } from 'playwright-core'
import t from 'tap'
import { type ClickUpMock, createClickUpMock, type Fixture } from '../../src/index.js'
import { inBrowser, launch, newPage } from '../help/browser.js'

const CALLBACK = 'http://app.example/callback'
const seed: Fixture = {
  users: {
    ida: { email: 'ida@one.example', username: 'Ida Holm' },
    per: { email: 'per@one.example', username: 'Per Lund' },
  },
  workspaces: {
    one: { name: 'Lighthouse', members: { ida: 'owner', per: 'member' } },
    two: { name: 'Harbour', members: { ida: 'owner' } },
    three: { name: 'Ferry', members: { ida: 'owner' } },
  },
  apps: { own: { name: 'Own App', redirect_uris: [CALLBACK] } },
  tokens: [{ user: 'ida' }],
}

t.test('people and apps', inBrowser, async (t) => {
  const browser = await launch(t)
  const mock = await createClickUpMock({ seed })
  t.teardown(() => mock.close())
  const page = await newPage(t, browser, { viewport: { width: 1280, height: 800 } })
  await page.context().route('http://app.example/**', (route) => route.fulfill({ body: 'back in the app' }))
  await page.goto(`${mock.url}/__mock/#/people`)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const said = (text: string) => page.locator('.notice', { hasText: text }).last().waitFor()

  await t.test('a login by clicking lets the app see two Workspaces of three', async (t) => {
    const consent = await login(page)
    t.match(await consent.locator('body').innerText(), /This is not ClickUp/)
    t.match(await consent.getByRole('heading', { level: 1 }).innerText(), 'Own App')
    t.ok(await consent.getByLabel('Ida Holm').isChecked())
    await consent.getByLabel('Harbour').uncheck()
    await consent.getByRole('button', { name: 'Accept' }).click()
    const back = await arrived(consent)
    t.equal(back.get('state'), 'from-the-dashboard')
    t.same(await teamsOf(mock, String(back.get('code'))), ['Lighthouse', 'Ferry'])
  })
  await t.test('another person sees their own Workspaces only, and rejects', async (t) => {
    const consent = await login(page)
    await consent.getByLabel('Per Lund').check()
    t.notOk(await consent.getByLabel('Ferry').isVisible())
    await consent.getByRole('button', { name: 'Reject' }).click()
    const back = await arrived(consent)
    t.equal(back.get('error'), 'access_denied')
    t.equal(back.get('code'), null)
  })
  await t.test('a grant is withdrawn, and the app sees less', async (t) => {
    await page.reload()
    await button('Withdraw Ferry from own for ida').click()
    await said('own does not see Ferry for ida any more.')
    t.same(mock.control.listGrants().grants, [{ app: 'own', user: 'ida', workspaces: ['one'] }])
  })
  await t.test('a token is copied, regenerated, revoked and made', async (t) => {
    const { ida = '' } = mock.tokens
    await button(`Copy ${ida}`).click()
    await said('Copied.')
    t.equal(await page.evaluate('navigator.clipboard.readText()'), ida)
    await button(`Regenerate ${ida}`).click()
    await said('There is a new token')
    const status = async (token: string) =>
      (await mock.fetch('/api/v2/user', { headers: { authorization: token } })).status
    t.equal(await status(ida), 401)
    const fresh = mock.control.listTokens().tokens.find(({ app, revoked }) => app === null && !revoked)?.token ?? ''
    t.equal(await status(fresh), 200)
    await button(`Revoke ${fresh}`).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await said('The token is revoked.')
    t.equal(await status(fresh), 401)
    await button('Make a token').click()
    await page.getByLabel('Of', { exact: true }).selectOption('per')
    await button('Make it').click()
    await said('The token is made.')
    t.match(mock.control.listTokens().tokens.at(-1), { user: 'per', app: null, revoked: false })
  })
  await t.test('an app is changed and registered; what is refused is said in the dialog', async (t) => {
    await button('Edit Own App').click()
    await page.getByLabel('Redirect URIs').fill('https://')
    await button('Save').click()
    await page.locator('.problem', { hasText: '/redirect_uris: "https://" is not a valid address' }).waitFor()
    await page.getByLabel('Redirect URIs').fill(`${CALLBACK}\nhttps://app.example/other`)
    await button('Save').click()
    await said('The app is changed.')
    t.same(mock.control.listApps().apps[0]?.redirect_uris, [CALLBACK, 'https://app.example/other'])
    await button('Register an app').click()
    await page.getByLabel('Name').fill('Second App')
    await page.getByLabel('Redirect URIs').fill('https://second.example')
    await button('Register').click()
    await page.getByRole('heading', { name: 'Second App' }).waitFor()
    t.equal(mock.control.listApps().apps.length, 2)
  })
})

t.test('a person is added, gets a role, is let into something and into a group', inBrowser, async (t) => {
  const mock = await createClickUpMock()
  t.teardown(() => mock.close())
  const page = await newPage(t, await launch(t), { viewport: { width: 1280, height: 800 } })
  await page.goto(`${mock.url}/__mock/#/people`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Add a person').click()
  await page.getByLabel('Email').fill('nora@new.example')
  await button('Add').click()
  await page.locator('.notice', { hasText: 'Saved.' }).last().waitFor()
  await button('Change nora').click()
  await page.getByLabel('Role').selectOption('Contractor')
  await button('Change').last().click()
  await page.locator('.badge', { hasText: 'Contractor' }).nth(1).waitFor()
  await button('Share with gina').click()
  await page.getByLabel('Its id').fill('901200000002')
  await button('Share').last().click()
  const row = page.locator('tr', { hasText: 'Firmware (List)' })
  t.match(await row.innerText(), 'read')
  await row.getByRole('button').click()
  await row.waitFor({ state: 'detached' })
  await button('Make a group').click()
  await page.getByLabel('Name', { exact: true }).fill('Night Shift')
  await page.getByLabel('People, by handle').fill('anna, nora')
  await button('Save').click()
  await page.locator('tr', { hasText: 'Night Shift' }).waitFor()
  t.match(mock.control.exportWorld(), {
    workspaces: {
      northwind: {
        members: { nora: { custom_role: '4000001' } },
        groups: [{}, {}, { name: 'Night Shift', members: ['anna', 'nora'] }],
      },
    },
  })
})

/** From the dashboard to the consent page. */
async function login(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Start a login' }).first().click()
  return opened
}

/** What the app was sent. */
async function arrived(consent: Page): Promise<URLSearchParams> {
  await consent.getByText('back in the app').waitFor()
  const { searchParams } = new URL(consent.url())
  await consent.close()
  return searchParams
}

/** The Workspaces a client sees after the exchange of its code. */
async function teamsOf(mock: ClickUpMock, code: string): Promise<string[]> {
  const { client_id = '', client_secret = '' } = mock.apps.own ?? {}
  const body = new URLSearchParams({ client_id, client_secret, code })
  const exchanged = await mock.fetch('/api/v2/oauth/token', { method: 'POST', body })
  const authorization = JSON.parse(await exchanged.text()).access_token
  const answer = await mock.fetch('/api/v2/team', { headers: { authorization } })
  const { teams }: { teams: { name: string }[] } = JSON.parse(await answer.text())
  return teams.map(({ name }) => name)
}
