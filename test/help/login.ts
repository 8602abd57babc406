// The middle of a login, between the app's "sign in" link and its callback: how a person, or CI instead, answers the consent
// page. Chloé lets the app into Northwind and not into Harbor Lab, so every client must get the same.
import type { ClickUpMock, MockOptions } from '../../src/index.js'
import { filledIn, formOf } from './form.js'

export type Decision = 'accept' | 'reject'

/** A way to answer without a browser: what the mock is started with, and what is done at the authorize URL. */
export interface ConsentWay {
  readonly options: (decision: Decision) => MockOptions
  /** Gives the address of the callback. */
  readonly answer: (authorizeUrl: string, decision: Decision) => Promise<URL>
}

/** What the token of this login opens. */
export const consented = { userId: 100003, username: 'Chloé Marchand', teams: ['9001001'] } as const

/** By the names of the table in docs/clients.md. */
export const consentWays = {
  option: {
    options: (decision) => ({ consent: decision === 'accept' ? 'accept:user=chloe:workspaces=northwind' : 'reject' }),
    answer: (authorizeUrl) => locationOf(authorizeUrl),
  },
  header: {
    options: () => ({}),
    answer: (authorizeUrl, decision) => {
      const consent = decision === 'accept' ? 'accept; user=chloe; workspaces=northwind' : 'reject'
      return locationOf(authorizeUrl, { headers: { 'x-mock-consent': consent } })
    },
  },
  query: {
    options: () => ({}),
    answer: (authorizeUrl, decision) => {
      const url = new URL(authorizeUrl)
      url.searchParams.set('mock_consent', decision)
      if (decision === 'accept') {
        url.searchParams.set('mock_user', 'chloe')
        url.searchParams.set('mock_workspaces', 'northwind')
      }
      return locationOf(url)
    },
  },
  form: {
    options: () => ({}),
    answer: async (authorizeUrl, decision) => {
      const page = await fetch(authorizeUrl, { headers: { accept: 'text/html' } })
      const form = formOf(await page.text(), page.url)
      const body = filledIn(form, {
        choose: ['Chloé Marchand'],
        untick: ['Harbor Lab'],
        press: decision === 'accept' ? 'Accept' : 'Reject',
      })
      return locationOf(form.action, { method: form.method, body })
    },
  },
} as const satisfies Record<string, ConsentWay>

const variables = [
  'CLICKUP_CLIENT_ID',
  'CLICKUP_CLIENT_SECRET',
  'CLICKUP_TOKEN',
  'CLICKUP_MOCK_URL',
  'CLICKUP_BASE_URL',
  'CLICKUP_AUTHORIZE_URL',
  'CLICKUP_TOKEN_URL',
] as const

type Environment = Readonly<Record<(typeof variables)[number], string>>

/** What `clickup-mock env` prints for this mock, as a client is configured by it. @throws Error when a variable is missing */
export function environmentOf({ env }: ClickUpMock): Environment {
  if (isEnvironment(env)) return env
  throw new Error(`mock.env lacks one of ${variables.join(', ')}`)
}

function isEnvironment(env: Readonly<Record<string, string>>): env is Environment {
  return variables.every((name) => name in env)
}

/** Where the answer sends the browser. @throws Error when it sends it nowhere */
async function locationOf(url: URL | string, init: RequestInit = {}): Promise<URL> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  const location = response.headers.get('location')
  if (response.status !== 302 || !location) throw new Error(`${url} answered ${response.status}, no redirect`)
  return new URL(location)
}
