// The view of webhooks in a real browser: what arrives is seen as it does, and what is pressed takes effect.
import t, { type Test } from 'tap'
import { eventNames } from '../../src/features/webhooks/event-names.js'
import { createClickUpMock } from '../../src/index.js'
import { HOSTILE, inBrowser, injected, launch, newPage } from '../help/browser.js'
import { isSigned, startReceiver } from '../help/receiver.js'

t.test('Webhooks', inBrowser, async (t) => {
  const browser = await launch(t)
  const open = async (t: Test) => {
    const mock = await createClickUpMock()
    t.teardown(() => mock.close())
    mock.clock.freeze(Date.UTC(2026, 0, 5, 9))
    const page = await newPage(t, browser, { viewport: { width: 1280, height: 800 } })
    await page.goto(`${mock.url}/__mock/#/webhooks`)
    await page.locator('.view-webhooks .empty').first().waitFor()
    const call = async (method: string, path: string, body: object) => {
      const headers = { authorization: mock.tokens.anna ?? '', 'content-type': 'application/json' }
      const response = await mock.fetch(`/api/v2/${path}`, { method, headers, body: JSON.stringify(body) })
      t.equal(response.status, 200)
      return response.json()
    }
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
    const delivery = (text: string | RegExp) => page.locator('.delivery', { hasText: text })
    const said = (text: string) => page.locator('.notice', { hasText: text }).last().waitFor()
    return { mock, page, call, button, delivery, said }
  }

  await t.test('shows deliveries as they happen, with each try, and sends one again', async (t) => {
    const receiver = await startReceiver(t, 500)
    const { page, call, button, delivery, mock } = await open(t)
    const { webhook } = await call('POST', 'team/9001001/webhook', { endpoint: receiver.url, events: ['taskUpdated'] })
    await call('PUT', 'task/86a000001', { name: HOSTILE })
    await delivery('500, try 1 of 5').waitFor()
    await page.locator('.webhook', { hasText: 'failing' }).waitFor()
    receiver.reply = 200
    mock.clock.advance(5_000)
    await delivery('delivered').waitFor()
    await page.locator('.webhook', { hasText: 'active' }).waitFor()
    await delivery('taskUpdated').click()
    await page.locator('h2:focus', { hasText: 'Delivery d-1' }).waitFor()
    t.match(await page.locator('.task-detail').innerText(), /X-Signature\s+[0-9a-f]{64}/)
    t.equal(await injected(page), 0)
    await button('Send it again').click()
    await page.locator('h2:focus', { hasText: 'Delivery d-2' }).waitFor()
    await delivery('delivered').nth(1).waitFor()
    t.equal(receiver.received.length, 3)
    const [first, , again] = receiver.received
    t.equal(again?.text, first?.text)
    for (const one of receiver.received) t.equal(await isSigned(one, webhook.secret), true)
  })

  await t.test('holds up and lets go, suspends and reactivates', async (t) => {
    const receiver = await startReceiver(t)
    const { page, call, button, delivery, said } = await open(t)
    await call('POST', 'team/9001001/webhook', { endpoint: receiver.url, events: ['taskUpdated'] })
    await page.reload()
    await button('Hold all up').click()
    await page.getByRole('button', { name: 'Go on', exact: true }).waitFor()
    await call('PUT', 'task/86a000001', { name: 'Held' })
    await page.reload()
    await delivery('not tried yet').waitFor()
    await button('Go on').click()
    await delivery('delivered').waitFor()
    await button(/^Hold up http/).click()
    await button(/^Go on with http/).click()
    await button(/^Suspend http/).click()
    await said('nothing more is sent')
    await button(/^Reactivate http/).click()
    await said('It is active')
    t.equal(receiver.received.length, 1)
  })

  await t.test('simulates an event with chosen fields, and makes deliveries go wrong', async (t) => {
    const receiver = await startReceiver(t)
    const { page, call, button, delivery, said } = await open(t)
    await call('POST', 'team/9001001/webhook', { endpoint: receiver.url, events: ['goalCreated'] })
    await page.reload()
    await page.getByLabel('The next', { exact: true }).fill('1')
    await button('Add').click()
    await said('The next 1 are sent twice.')
    const offered = await page.getByLabel('Event', { exact: true }).locator('option').allTextContents()
    t.same([...offered].sort(), [...eventNames].sort(), 'every event can be chosen')
    await page.getByLabel('Event', { exact: true }).selectOption('goalCreated')
    await page.getByLabel('Fields in place').fill('{ goal_id: 7 }')
    await button('Send').click()
    await said('The fields are not valid JSON')
    await page.getByLabel('Fields in place').fill('{ "goal_id": "7" }')
    const fault = page.getByLabel('deliveries', { exact: true })
    await fault.selectOption('late')
    await button('Send').click()
    await said('goalCreated: 2 deliveries are on the way.')
    await delivery('delivered').nth(1).waitFor()
    t.same(
      receiver.received.map(({ body }) => body.goal_id),
      ['7', '7'],
    )
    t.equal(await fault.inputValue(), 'late', 'what was chosen stays while deliveries arrive')
    await fault.selectOption('reorder')
    await button('Add').click()
    await said('The next 2 come last first.')
    await button(/^Remove delivery-fault/).click()
    await page.locator('.plain-table', { hasText: 'reorder' }).waitFor({ state: 'detached' })
    await page.getByLabel('Event', { exact: true }).selectOption('taskMoved')
    await button('Send').click()
    await said('no webhook would hear of taskMoved')
  })
})
