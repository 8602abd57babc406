// Every view for everybody: axe finds nothing, in light and dark, wide and narrow; and whatever clients and fixtures hold is
// shown as text.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { createClickUpMock, type Fixture } from '../../src/index.js'
import { HOSTILE, inBrowser, injected, launch, newPage } from '../help/browser.js'

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe finds, in words. @param rules - all that there are when left out */
async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })})`,
  )) as { violations: Finding[] }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}

t.test('axe finds no violation', inBrowser, async (t) => {
  const browser = await launch(t)
  const mock = await createClickUpMock()
  t.teardown(() => mock.close())
  const ask = (path: string, init: RequestInit = {}) =>
    mock.fetch(path, {
      ...init,
      headers: { authorization: mock.tokens.anna ?? '', 'content-type': 'application/json' },
    })
  await ask('/api/v2/list/901200000001/task', { method: 'POST', body: '{"name":"New","colour":"red"}' })
  await ask('/api/v2/list/0')
  mock.control.addFault({ fault: '503', operation: 'GetTask' })
  mock.control.runScenario({ name: 'token-revoked-mid-run' })
  mock.control.snapshot({ name: 'before' })
  mock.sandbox('worker-1').control.getClock()
  const hook = { endpoint: 'http://127.0.0.1:9/hook', events: ['taskUpdated'] }
  await ask('/api/v2/team/9001001/webhook', { method: 'POST', body: JSON.stringify(hook) })
  await ask('/api/v2/task/86a000001', { method: 'PUT', body: '{"name":"New"}' })
  mock.control.addDeliveryFault({ fault: 'drop', times: 2 })
  const { client_id } = mock.apps.dashboard ?? {}
  const consent = `/api?client_id=${client_id}&redirect_uri=http://localhost:3000/callback`
  /** Where, and what is there when all has been asked for. */
  const places: readonly (readonly [path: string, there: string])[] = [
    ['/__mock/#/calls', '.calls-table a'],
    ['/s/worker-1/__mock/#/calls', '.calls-empty pre'],
    ['/__mock/#/calls/m-1', '.pipeline'],
    ['/__mock/#/errors/teamNotAuthorized', '.fault-form'],
    ['/__mock/#/limits', 'meter'],
    ['/__mock/#/people', '.grant'],
    ['/__mock/#/world/tasks/86a000001', '.task-card'],
    ['/__mock/#/world/docs/8jp19-5', '.pages'],
    ['/__mock/#/world/channels/8jp19-12', '.pages .pages'],
    ['/__mock/#/webhooks/d-1', '.delivery'],
    ['/s/worker-1/__mock/#/webhooks', '.empty pre'],
    ['/__mock/#/sandboxes', '.plain-table .badge'],
    [consent, 'form'],
  ]
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    const page = await newPage(t, browser, { viewport })
    for (const [path, there] of places) {
      await t.test(`${path.slice(0, 40)}, ${viewport.width} px`, async (t) => {
        await page.goto(`${mock.url}${path}`) // where only the hash is another, the page is not loaded anew
        await page.locator(there).first().waitFor()
        await page.emulateMedia({ colorScheme: 'light' })
        t.same(await findings(page), [])
        await page.emulateMedia({ colorScheme: 'dark' }) // which changes nothing but colours
        t.same(await findings(page, ['color-contrast']), [], 'in the dark')
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        t.equal(wider, 0, 'nothing is wider than the page')
      })
    }
  }

  await t.test('a dialog, and a notice', async (t) => {
    const page = await newPage(t, browser)
    await page.goto(`${mock.url}/__mock/#/people`)
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.locator('.notice').waitFor()
    t.same(await findings(page), [])
    await page.getByRole('button', { name: 'Edit Nightly Sync' }).click()
    await page.getByRole('dialog').waitFor()
    t.same(await findings(page), [])
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'Edit' }).waitFor() // and the focus is where it was
  })

  await t.test('light and dark can be chosen, and stay so', async (t) => {
    const page = await newPage(t, browser, { colorScheme: 'light' })
    await page.goto(`${mock.url}/__mock/`)
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const light = await ground()
    await page.getByRole('button', { name: 'Use dark colours' }).click()
    const dark = await ground()
    t.not(dark, light)
    await page.reload()
    t.equal(await ground(), dark)
    await page.getByRole('button', { name: 'Use light colours' }).click()
    t.equal(await ground(), light)
  })

  await t.test('the keyboard goes from the skip link to a view and its heading', async (t) => {
    const page = await newPage(t, browser)
    await page.goto(`${mock.url}/__mock/`)
    await page.keyboard.press('Tab')
    t.equal(await page.locator(':focus').textContent(), 'Skip to the content')
    await page.getByRole('link', { name: 'Errors' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('h1:focus', { hasText: 'Errors' }).waitFor()
    t.equal(await page.title(), 'Errors · clickup-mock')
    t.equal(await page.locator('nav [aria-current=page]').textContent(), 'Errors')
  })
})

t.test('markup in what clients send is shown as text', inBrowser, async (t) => {
  const browser = await launch(t)
  const tasks = [{ name: HOSTILE, id: 'evil1', description: HOSTILE, checklists: [{ name: HOSTILE }], tags: [HOSTILE] }]
  const lists = [{ name: HOSTILE, tasks }]
  const redirect = `https://evil.example/?a=${HOSTILE}`
  const seed: Fixture = {
    users: { eve: { email: `eve"><b>@evil.example`, username: HOSTILE, initials: '<i>' } },
    workspaces: {
      lair: {
        name: HOSTILE,
        members: { eve: 'owner' },
        spaces: [{ name: HOSTILE, folders: [{ name: HOSTILE, lists }] }],
      },
    },
    apps: { trap: { name: HOSTILE, redirect_uris: [redirect] } },
    tokens: [{ user: 'eve' }, { user: 'eve', app: 'trap', workspaces: ['lair'] }],
  }
  const mock = await createClickUpMock({ seed })
  t.teardown(() => mock.close())
  const { eve = '' } = mock.tokens
  const headers = { authorization: eve, 'content-type': 'application/json', 'x-evil': HOSTILE }
  const body = JSON.stringify({ name: HOSTILE, [HOSTILE]: HOSTILE })
  await mock.fetch(`/api/v2/task/evil1?${new URLSearchParams({ [HOSTILE]: HOSTILE })}`, {
    method: 'PUT',
    headers,
    body,
  })
  await mock.fetch(`/api/v2/${HOSTILE}`, { headers: { authorization: HOSTILE } })
  mock.control.addFault({ fault: '503', path: '/api/v2/<img src=x onerror=alert(1)>' })
  mock.control.addFault({ fault: '500', operation: 'GetTask', body: HOSTILE, headers: { 'x-evil': HOSTILE } })
  const page = await newPage(t, browser)
  const { client_id = '' } = mock.apps.trap ?? {}
  const consent = new URLSearchParams({ client_id, redirect_uri: redirect, state: HOSTILE })
  for (const [path, shown] of [
    ['/__mock/#/calls', 'onerror'],
    ['/__mock/#/calls/m-1', 'x-evil'],
    ['/__mock/#/calls/m-2', 'onerror'],
    ['/__mock/#/errors', '<img src=x onerror=alert(1)>'],
    ['/__mock/#/limits', HOSTILE],
    ['/__mock/#/people', HOSTILE],
    ['/__mock/#/world/tasks/evil1', HOSTILE],
    ['/__mock/#/sandboxes', 'partial-grant'],
    [`/__mock/#/calls/${encodeURIComponent(HOSTILE)}`, HOSTILE],
    [`/api?${consent}`, HOSTILE],
  ] as const) {
    await t.test(path.slice(0, 40), async (t) => {
      await page.goto('about:blank')
      await page.goto(`${mock.url}${path}`)
      await page.getByText(shown).first().waitFor({ state: 'attached' }) // what is folded up counts as well
      t.equal(await injected(page), 0)
    })
  }
})
