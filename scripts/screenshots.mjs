// Makes docs/screenshots/: each view of the dashboard and the consent page in Chromium, with the same world, calls and clock
// each time. Needs a build, and Chromium (CHROMIUM, or /usr/bin/chromium).

import { mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createClickUpMock } from '../dist/index.js'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'screenshots')
const LARGEST = 150_000
const wide = { width: 1280, height: 720 }
const narrow = { width: 390, height: 844 }

const mock = await createClickUpMock({ port: 2558 })
mock.clock.freeze(Date.UTC(2026, 0, 5, 9))
/** A receiver that is ill when a comment is posted. */
const receiver = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => (text += chunk))
  request.on('end', () => response.writeHead(text.includes('taskComment') ? 503 : 200).end('thanks'))
}).listen(4455, '127.0.0.1')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  mkdirSync(folder, { recursive: true })
  await makeDeliveries()
  const lastCall = await makeCalls()
  const login = `${mock.authorizeUrl}?client_id=${mock.apps.dashboard.client_id}&redirect_uri=http://localhost:3000/callback`
  const page = (hash) => `${mock.url}/__mock/#/${hash}`
  const shots = [
    ['calls', page(`calls/${lastCall}`), wide],
    ['errors', page('errors/teamNotAuthorized'), wide],
    ['limits', page('limits'), wide],
    ['people', page('people'), wide],
    ['world', page('world/tasks/86a000001'), wide],
    ['webhooks', page('webhooks/d-3'), wide],
    ['sandboxes', page('sandboxes'), wide],
    ['consent', login, wide],
    ['calls-dark', page(`calls/${lastCall}`), wide, 'dark'],
    ['calls-narrow', page('calls'), narrow],
    ['world-narrow-dark', page('world'), narrow, 'dark'],
    ['consent-narrow-dark', login, narrow, 'dark'],
  ]
  const only = process.argv.slice(2)
  for (const shot of shots) if (only.length === 0 || only.includes(shot[0])) await take(...shot)
} finally {
  receiver.close()
  await browser.close()
  await mock.close()
}

async function take(name, url, viewport, colorScheme = 'light') {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && console.error(`${name}: ${message.text()}`))
  page.on('pageerror', (error) => console.error(`${name}: ${error}`))
  await page.goto(url)
  await page.waitForSelector('h1')
  if (url.includes('/__mock/')) await page.waitForSelector('[data-state=live]')
  if (name.startsWith('world')) await openLists(page)
  await page.waitForLoadState('load')
  await page.waitForTimeout(400) // what views ask for is there by now
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, fullPage: name === 'people' && process.env.FULL === '1' })
  const { size } = statSync(path)
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes`)
  console.log(`${name}.png: ${Math.round(size / 1024)} kB`)
  await context.close()
}

async function openLists(page) {
  await page.getByRole('button', { name: 'Folder Lamp One' }).click()
  await page.getByRole('button', { name: 'List Hardware' }).click()
  await page.waitForSelector('.task')
}

/** Two webhooks, and events for them. */
async function makeDeliveries() {
  const call = async (path, method, body) => {
    const headers = { authorization: mock.tokens.anna, 'content-type': 'application/json' }
    await mock.fetch(`/api/v2/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    await mock.webhooks.settled()
  }
  const endpoint = 'http://127.0.0.1:4455/hook'
  await call('team/9001001/webhook', 'POST', { endpoint, events: ['taskPriorityUpdated', 'taskCommentPosted'] })
  await call('team/9001001/webhook', 'POST', { endpoint: 'http://127.0.0.1:4455/lists', events: ['listUpdated'] })
  await call('task/86a000001', 'PUT', { priority: 1 })
  await call('list/901200000001', 'PUT', { content: 'What can be touched' })
  await call('task/86a000001/comment', 'POST', { comment_text: 'The cold box is free on Friday.', notify_all: false })
  mock.control.addDeliveryFault({ fault: 'corrupt', times: 2 })
  mock.control.clearCalls()
}

/** A morning of a client: good calls, refusals, a fault, a change. @returns the id of one that is worth a look */
async function makeCalls() {
  const ask = (token, path, method = 'GET', body) =>
    mock.fetch(path, {
      method,
      headers: { authorization: token, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  const { anna, ben, chloe } = mock.tokens
  mock.control.addFault({ fault: 'OAUTH_027', operation: 'GetAuthorizedTeams', nth: 3 })
  for (let round = 0; round < 4; round += 1) {
    await ask(anna, '/api/v2/user')
    await ask(ben, '/api/v2/team')
    await ask(ben, '/api/v2/team/9001001/space')
    await ask(chloe, '/api/v2/list/901200000001/task?page=0')
    await ask(round === 1 ? 'pk_1_UNKNOWN' : chloe, '/api/v2/task/86a000001')
    mock.clock.advance(1_700)
  }
  await ask(anna, '/api/v2/space/404/folder')
  await ask(anna, '/api/v2/list/901200000001/task', 'POST', {
    name: 'Weigh the third sample',
    priority: 2,
    colour: 'red',
  })
  mock.control.registerApp({ name: 'Reports', redirect_uris: ['https://reports.example/callback'] })
  mock.control.snapshot({ name: 'before-the-import' })
  mock.sandbox('worker-1').control.getClock()
  mock.control.exhaustToken({ token: chloe })
  return mock.control.listCalls().calls.at(-1).id
}
