// What an app and a browser do in ClickUp's OAuth flow: the address, the page's form, the way back, the exchange.
import type { ClickUpMock, MockApp } from '../../src/index.js'
import type { Started, TestAnswer, TestClient } from './start.js'

/** A redirect URI of the default seed's first app, which takes any port and path on this host. */
export const CALLBACK = 'http://localhost:3000/callback'

/** An app of the seed. */
export function appOf(mock: ClickUpMock, handle = 'dashboard'): MockApp {
  const app = mock.apps[handle]
  if (!app) throw new Error(`the seed has no app ${handle}`)
  return app
}

/** Where the app sends the person. A parameter that is undefined is left out. */
export function authorizePath(app: { client_id: string }, parameters: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams({ client_id: app.client_id, redirect_uri: CALLBACK })
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return `/api?${query}`
}

/** Where an answer redirects to. */
export function wayBack(answer: TestAnswer): URL {
  const location = answer.headers.get('location')
  if (answer.status !== 302 || location === null) throw new Error(`no redirect, but ${answer.status}`)
  return new URL(location)
}

/** A field or button of a page's form, its value as a browser reads it. */
export interface FormField {
  readonly type: string
  readonly name: string
  readonly value: string
  readonly checked: boolean
}

/** The fields and buttons of a page's form, in their order. */
export function formFields(page: string): FormField[] {
  return [...page.matchAll(/<(?:input|button)\b([^>]*)>/g)].map(([, attributes = '']) => {
    const read = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
    return {
      type: read('type'),
      name: read('name'),
      value: read('value'),
      checked: /\schecked\b/.test(attributes.replaceAll(/="[^"]*"/g, '')),
    }
  })
}

/** What the person does on the page: chooses another user than the first, ticks other Workspaces, presses a button. */
export interface Choice {
  readonly user?: number
  /** Ids. */
  readonly workspaces?: readonly string[]
  readonly decision: string
}

/** Submits the page's form as a browser would: hidden fields, what is checked, the button that was pressed. */
export function submit(browser: TestClient, page: string, { user, workspaces, decision }: Choice): Promise<TestAnswer> {
  const fields = formFields(page)
  const chosen = String(user ?? fields.find(({ name, checked }) => name === 'user' && checked)?.value)
  const isSent = ({ type, value, checked }: FormField): boolean => {
    const [owner, team = ''] = value.split('/')
    if (type === 'hidden') return true
    if (type === 'radio') return value === chosen
    if (type === 'checkbox') return workspaces && owner === chosen ? workspaces.includes(team) : checked
    return value === decision
  }
  const form = new URLSearchParams(fields.filter(isSent).map(({ name, value }): [string, string] => [name, value]))
  return browser.post('/api', form)
}

/** A code, as the app gets it when `user` lets it into `workspaces`; by default all that the first user has. */
export async function codeFor(
  { mock, withToken }: Started,
  { handle, ...choice }: Partial<Choice> & { handle?: string } = {},
): Promise<string> {
  const browser = withToken()
  const app = appOf(mock, handle)
  const { body } = await browser.get(authorizePath(app, { ...(handle && { redirect_uri: app.redirect_uris[0] }) }))
  const back = wayBack(await submit(browser, body, { decision: 'accept', ...choice }))
  return back.searchParams.get('code') ?? ''
}

/** The three values of an exchange. */
export function exchange(app: MockApp, code: string): { client_id: string; client_secret: string; code: string } {
  return { client_id: app.client_id, client_secret: app.client_secret, code }
}

/** An OAuth token for `user` and `workspaces`. */
export async function logIn(started: Started, choice: Partial<Choice> = {}): Promise<string> {
  const code = await codeFor(started, choice)
  const { body } = await started.withToken().post('/api/v2/oauth/token', exchange(appOf(started.mock), code))
  return body.access_token
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
