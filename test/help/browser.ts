// Chromium for tests of pages: one browser for a file, one page for a subtest. Every error on a page fails its test.

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { inCi, missing } from './project.js'

const program = 'chromium' // Debian's

/** Why there is no browser; `false` if there is one. In CI, where nothing may be skipped, the tests fail instead. */
export const noBrowser = await missing(program, ['--version'], 'apt-get install chromium')

/** For the options of a test: skipped where there is no browser, but never in CI. */
export const inBrowser = { skip: inCi ? false : noBrowser }

/** Ended with the test. @throws Error where there is no browser */
export async function launch(t: Test): Promise<Browser> {
  if (noBrowser) throw new Error(noBrowser)
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  t.teardown(() => browser.close())
  return browser
}

/** A client's text that tries to become more than text on a page. */
export const HOSTILE = `"'><img src=x onerror=alert(1)></style></script><script>alert(2)</script><b id=injected>`

/**
 * A page in a context of its own. A dialog, an exception and an error on the console fail the test, as does an element
 * that HOSTILE would make.
 */
export async function newPage(t: Test, browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  t.teardown(() => context.close())
  context.setDefaultTimeout(10_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  context.on('dialog', (dialog) => {
    t.fail(`a script of a client ran: ${dialog.message()}`)
    return dialog.dismiss()
  })
  context.on('weberror', (error) => t.fail(String(error.error())))
  context.on('console', (message) => {
    const expected = /status of (4|5)\d\d|ERR_INCOMPLETE|ERR_CONNECTION|ERR_EMPTY/.test(message.text()) // Chromium's own note of an answer
    if (message.type() === 'error' && !expected) t.fail(message.text())
  })
  return context.newPage()
}

/** How many elements HOSTILE made; 0 if it is shown as text. */
export function injected(page: Page): Promise<number> {
  return page.locator('img[src="x"], #injected, script:not([src])').count()
}
