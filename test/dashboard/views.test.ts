// The dashboard in a real browser: each view does what it says, and the mock's clients see it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { type ClickUpMock, createClickUpMock, type MockOptions } from '../../src/index.js'
import { inBrowser, launch, newPage } from '../help/browser.js'
import { projectOf } from '../help/project.js'

const run = promisify(execFile)

/** Waits until what has the focus says this. */
const focused = (page: Page, text: string) => page.locator(':focus', { hasText: new RegExp(`^${text}$`) }).waitFor()

t.test('the dashboard', inBrowser, async (t) => {
  const browser = await launch(t)
  const open = async (t: Test, view: string, options: MockOptions = {}) => {
    const mock = await createClickUpMock(options)
    t.teardown(() => mock.close())
    const page = await newPage(t, browser, { viewport: { width: 1280, height: 800 } })
    await page.goto(`${mock.url}/__mock/#/${view}`)
    await page.locator('[data-state=live]').waitFor()
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
    /** The next notice with this text. */
    const said = async (text: string | RegExp) => {
      await page.locator('.notice', { hasText: text }).last().waitFor()
    }
    return { mock, page, button, said }
  }
  const ask = (mock: ClickUpMock, path: string, token = mock.tokens.anna ?? '', init: RequestInit = {}) =>
    mock.fetch(path, { ...init, headers: { authorization: token, ...init.headers } })

  await t.test('Calls: says how to make the first one, and shows it as it happens', async (t) => {
    const { mock, page } = await open(t, 'calls')
    const line = await page.locator('.calls-empty pre').textContent()
    t.match(line, `curl -H 'Authorization: ${mock.tokens.anna}' ${mock.url}/api/v2/user`)
    await run('bash', ['-c', String(line)])
    const row = page.locator('.calls-table tbody tr', { hasText: '/api/v2/user' })
    await row.getByText('anna').waitFor() // the names of tokens come with an answer of their own
    t.match(await row.innerText(), /GET\s+\/api\/v2\/user\s+GetAuthorizedUser\s+200\s+anna\s+[\d.]+ ms/)
    await ask(mock, '/api/v2/user', 'pk_1_UNKNOWN')
    await page.getByLabel('Filter the calls').fill('oauth_025')
    await page.locator('#count', { hasText: '1 call of 2 calls' }).waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'HAR' }).click()
    t.equal((await saving).suggestedFilename(), 'clickup-mock-default.har')
    await page.getByLabel('Which calls').selectOption('changed')
    await page.getByRole('button', { name: 'Show all calls' }).click()
    await page.locator('#count', { hasText: '2 calls in sandbox default' }).waitFor()
  })

  await t.test('Operations: says which there are, and a call of one that is not built is marked', async (t) => {
    const { mock, page } = await open(t, 'operations')
    await page.getByText(/^\d+ of \d+ built$/).waitFor()
    const missing = mock.control.operations().operations.find(({ built }) => !built)
    if (!missing) return t.comment('everything is built')
    const { operationId, method, path } = missing
    await page.getByLabel('Filter the operations').fill(`501 ${operationId}`)
    const row = page.locator('.plain-table tbody tr', { hasText: operationId })
    t.match(await row.innerText(), 'answers 501')
    await ask(mock, path.replace(/\{\w+\}/g, '1'), undefined, { method })
    await page.goto(`${mock.url}/__mock/#/calls`)
    await page.locator('.calls-table tbody tr', { hasText: operationId }).getByText('not built').waitFor()
  })

  await t.test('Calls: one call has its request, its answer and the step that answered, by keyboard', async (t) => {
    const { mock, page } = await open(t, 'calls')
    const body = JSON.stringify({ name: 'New', colour: 'red' })
    const headers = { 'content-type': 'application/json' }
    await ask(mock, '/api/v2/list/901200000001/task?page=1', undefined, { method: 'POST', body, headers })
    await page.getByRole('link', { name: '/api/v2/list/901200000001/task' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/#/calls/m-1')
    await focused(page, 'Call m-1')
    const detail = page.locator('.calls-detail')
    t.match(await detail.locator('[aria-current=step]').innerText(), /operate.*answered/s)
    t.equal(await detail.locator('.pipeline .passed').count(), 8)
    t.match(await detail.innerText(), /Fields that ClickUp ignores\s+query page\s+body colour/)
    t.match(await detail.getByLabel('Body of the request').textContent(), '"colour": "red"')
    t.match(await detail.getByLabel('Body of the answer').textContent(), '"name": "New"')
    t.match(await detail.locator('.changes').textContent(), /^tasks\/86a/)
    await detail.getByRole('link', { name: 'Close' }).click()
    await page.locator('.calls-table a:focus', { hasText: '/api/v2/list/901200000001/task' }).waitFor()
    t.pass('and back to its row')
  })

  await t.test('Calls: can be taken along as curl, as a fault rule and as a test, which work', async (t) => {
    const { mock, page, button } = await open(t, 'calls')
    const path = `/api/v2/list/404/task?quote=${encodeURIComponent(`it's`)}`
    const headers = { 'content-type': 'application/json', 'x-note': `it's` }
    await ask(mock, path, undefined, { method: 'POST', body: JSON.stringify({ name: `it's` }), headers })
    await page.getByRole('link', { name: '/api/v2/list/404/task' }).click()
    const copied = async (name: string) => {
      await button(name).click()
      return String(await page.evaluate('navigator.clipboard.readText()'))
    }
    const { stdout } = await run('bash', ['-c', await copied('Copy as curl')])
    t.match(JSON.parse(stdout), { ECODE: 'OAUTH_027' })
    const [first, second] = mock.journal()
    t.match(second, { path: first?.path, request: { query: first?.request.query, body: first?.request.body } })
    t.equal(second?.request.headers['x-note'], `it's`)
    const rule = await copied('Copy as fault rule')
    t.equal(rule, 'OAUTH_027@CreateTask:times=1')
    mock.control.addFault({ rule })
    const { folder, run: runIn } = projectOf(t, [], {})
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${folder}/copied.test.mjs`, await copied('Copy as test'))
    const { code, output } = await runIn('node --test copied.test.mjs')
    t.equal(code, 0, output)
    t.match(output, 'CreateTask answers 401 OAUTH_027')
  })

  await t.test('Calls: ten thousand of them, of which those in sight are in the document', async (t) => {
    const { mock, page } = await open(t, 'calls')
    for (let made = 0; made < 10_000; made += 1_000) {
      for (let one = 0; one < 1_000; one += 50) {
        await Promise.all(Array.from({ length: 50 }, () => mock.fetch('/api/v2/user')))
      }
      const count = `${(made + 1_000).toLocaleString('en')} calls in sandbox`
      await page.locator('#count', { hasText: count }).waitFor()
    }
    const rows = page.locator('.calls-table tbody tr:not(.spacer)')
    t.ok((await rows.count()) < 60, `${await rows.count()} rows`)
    t.match(await rows.first().locator('a').getAttribute('href'), '#/calls/m-10000')
    await page.evaluate("document.querySelector('.calls-rows').scrollTop = 1e9")
    await page.locator('a[href="#/calls/m-1"]').waitFor()
    t.ok((await rows.count()) < 60, 'at the other end too')
    t.equal(await page.locator('.calls-table').getAttribute('aria-rowcount'), '10001')
  })

  await t.test('Errors: the next call to GetAuthorizedUser gets what was chosen, once', async (t) => {
    const { mock, page, button, said } = await open(t, 'errors')
    await page.getByLabel('Search the errors').fill('team not authorized oauth_027')
    await page.locator('.entry').first().click()
    await focused(page, 'OAUTH_027')
    t.match(await page.locator('.entry-detail').innerText(), /Cause.*How sure/s)
    await page.getByLabel('The next call to').selectOption('GetAuthorizedUser')
    await button('Gets this error').click()
    await said('The next call to GetAuthorizedUser will get OAUTH_027.')
    const statuses = [(await ask(mock, '/api/v2/user')).status, (await ask(mock, '/api/v2/user')).status]
    t.same(statuses, [401, 200])
    await page.locator('.plain-table tr', { hasText: 'used up' }).waitFor()
    await page.getByLabel('until cleared').check()
    await page.getByLabel('The next call to').selectOption('')
    await button('Gets this error').click()
    await said('Every call to any operation')
    await button('Gets this error').click()
    await button(/^Remove OAUTH_027$|^Remove teamNotAuthorized$/)
      .nth(1)
      .waitFor()
    t.equal((await ask(mock, '/api/v2/team')).status, 401)
    await button(/^Remove .*@GetAuthorizedUser/).click()
    await said('The rule is gone.')
    await button('Remove all').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove all' }).click()
    await page.getByRole('heading', { name: 'Active faults' }).waitFor({ state: 'detached' })
    t.equal((await ask(mock, '/api/v2/team')).status, 200)
  })

  await t.test('Limits and clock: a window is used up and refilled, a plan changed, the clock moved', async (t) => {
    const { mock, page, button, said } = await open(t, 'limits')
    const { anna = '' } = mock.tokens
    await button(`Exhaust ${anna}`).click()
    await page.locator('.gauge', { hasText: '0 of 100' }).waitFor()
    t.equal((await ask(mock, '/api/v2/user')).status, 429)
    await button(`Refill ${anna}`).click()
    await said('Its next call opens a new window.')
    t.equal((await ask(mock, '/api/v2/user')).status, 200)
    await page.locator('.gauge', { hasText: '99 of 100' }).waitFor()
    await page.getByLabel('Plan of Northwind').selectOption('enterprise')
    await said('Northwind has the plan enterprise now.')
    await page.locator('.gauge', { hasText: '9999 of 10000' }).waitFor()
    await page.getByLabel('One limit for every token').fill('20/10')
    await button('Set').last().click()
    await said('Every token has 20/10 now.')
    await button('Freeze').click()
    await page.locator('.badge', { hasText: 'frozen' }).waitFor()
    const now = mock.clock.now()
    await button('+ 1 min').click()
    await page.locator('.clock-face', { hasText: new Date(now + 60_000).toISOString().slice(11, 19) }).waitFor()
    await button('+ 1 h').click()
    await page.locator('.clock-face', { hasText: new Date(now + 3_660_000).toISOString().slice(11, 19) }).waitFor()
    await page.getByLabel('Set to (UTC)').fill('2026-01-05T09:00:00')
    await button('Set').first().click()
    await page.locator('.clock', { hasText: '2026-01-05' }).waitFor()
    t.equal(mock.clock.now(), Date.UTC(2026, 0, 5, 9))
    await button('Let it run').click()
    await page.locator('.badge', { hasText: 'running' }).waitFor()
    t.notOk(mock.clock.frozen)
  })

  await t.test('World: opens by level, shows what is chosen, and marks what the last call changed', async (t) => {
    const { mock, page, button } = await open(t, 'world')
    await button('Folder Lamp One').click()
    await button('List Hardware').click()
    await page.getByRole('link', { name: 'Choose a battery' }).click()
    await focused(page, 'Choose a battery that lasts a winter night')
    const card = await page.locator('.task-card').innerText()
    t.match(card, /Assignees\s+Ben Osei/)
    t.match(card, /Time spent\s+4 h 0 min\s+Timer\s+ben since 2025-01-17 19:40/)
    await button('JSON').click()
    t.match(await page.getByLabel('The task as JSON').textContent(), '"custom_id": "NW-1"')
    const headers = { 'content-type': 'application/json' }
    await button('Goal Lamp One is in the shops by May').press('Enter')
    await page.getByText('Riders who tried it in the dark').waitFor()
    t.match(await page.locator('[data-row^=goals]').first().innerText(), /24 %.*currency\s+40 %/s)
    await button('List Firmware').focus()
    const body = '{"name":"Choose a bigger one"}'
    await ask(mock, '/api/v2/task/86a000001', undefined, { method: 'PUT', body, headers })
    const changed = page.locator('.changed', { hasText: 'Choose a bigger one' })
    await changed.waitFor()
    t.match(await page.locator('.last-change').innerText(), /m-1 UpdateTask\s+tasks\/86a000001/)
    await page.getByRole('heading', { name: 'Choose a bigger one' }).waitFor()
    t.equal(await page.locator('.changed').count(), 1, 'and nothing else')
    await page.locator('button:focus', { hasText: 'Firmware' }).waitFor() // what was read anew kept the focus
    await page.getByRole('link', { name: 'Handbook' }).click()
    await focused(page, 'Handbook')
    const pages = page.locator('.pages').first()
    t.match(await pages.innerText(), /Welcome[\s\S]*\*\*lamps\*\*[\s\S]*First week[\s\S]*a key/)
    await page.getByRole('link', { name: 'anna, ben' }).click()
    await pages.filter({ hasText: 'Is the seal late?' }).waitFor()
    t.match(await pages.innerText(), /ben[\s\S]*Is the seal late\?[\s\S]*anna[\s\S]*By a week/)
  })

  await t.test('Sandboxes: reset and its undo, snapshots, scenarios, other sandboxes', async (t) => {
    const { mock, page, button, said } = await open(t, 'sandboxes')
    mock.control.addFault({ fault: '503' })
    await ask(mock, '/api/v2/user')
    await button('Reset').click()
    await said('as it was at the start')
    t.equal((await ask(mock, '/api/v2/user')).status, 200)
    await page.locator('.notice').getByRole('button', { name: 'Undo' }).click()
    await said('as it was before the reset')
    t.equal((await ask(mock, '/api/v2/user')).status, 503)
    await button('Undo the last reset').click()
    await said('reset: there is none to undo')
    await page.getByLabel('Take one now as').fill('before')
    await button('Take a snapshot').click()
    await said('remembered as before')
    mock.control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' })
    await button('Restore before').click()
    await said('World and clock are as in before.')
    t.equal(mock.control.listWorkspaces().workspaces[0]?.plan, 'business')
    await button('Run token-revoked-mid-run').click()
    await said('token-revoked-mid-run runs.')
    await button('Stop all').click()
    await said('No scenario runs any more.')
    await page.getByLabel('Make one').fill('worker-1')
    await button('Make a sandbox').click()
    await said('Sandbox worker-1 is there.')
    await page.getByLabel('Sandbox', { exact: true }).selectOption('worker-1')
    await page.waitForURL('**/s/worker-1/__mock/#/sandboxes')
    await page.getByRole('heading', { name: 'Reset sandbox worker-1' }).waitFor()
    await button('Delete worker-1').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.waitForURL(`${mock.url}/__mock/**`)
  })

  await t.test('says in words what the control API refuses', async (t) => {
    const mock = await createClickUpMock()
    t.teardown(() => mock.close())
    const page = await newPage(t, browser)
    await page.goto(`${mock.url}/s/No_Name!/__mock/`)
    await page.locator('.notice.alarm', { hasText: '"No_Name!" is no name for a sandbox' }).first().waitFor()
    t.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Calls')
  })

  await t.test('asks for the control token, and takes no other', async (t) => {
    const mock = await createClickUpMock({ controlToken: 'sesame' })
    t.teardown(() => mock.close())
    const page = await newPage(t, browser)
    await page.goto(`${mock.url}/__mock/`)
    for (const token of ['open', 'sesame']) {
      await page.getByLabel('Control token', { exact: true }).fill(token)
      await page.getByRole('button', { name: 'Open the dashboard' }).click()
      if (token === 'open') await page.getByText('That was not the token').waitFor()
    }
    await page.locator('[data-state=live]').waitFor()
    await page.locator('.calls-empty pre').waitFor()
    await page.reload()
    await page.locator('[data-state=live]').waitFor()
    t.equal(await page.getByRole('dialog').count(), 0, 'once for a tab')
  })

  await t.test('says that the mock is gone, and follows it again', async (t) => {
    const { mock, page } = await open(t, 'calls')
    mock.sandbox('default').control.clearCalls()
    const { port } = new URL(mock.url)
    await mock.close()
    await page.locator('[data-state=lost]').waitFor()
    const again = await createClickUpMock({ port: Number(port) })
    t.teardown(() => again.close())
    await page.locator('[data-state=live]').waitFor()
    await ask(again, '/api/v2/team')
    await page.getByRole('link', { name: '/api/v2/team' }).waitFor()
    t.pass('a call of the new one is there')
  })
})
