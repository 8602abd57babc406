// Every client of the table in docs/intercept.md, unmodified and without a base URL, asks ClickUp who its token is of.
// Prints one JSON line: what each got, and every name that was looked up.
import dns from 'node:dns'
import http, { get as namedGet } from 'node:http'
import https, { request as namedRequest } from 'node:https'
import { createRequire } from 'node:module'
import axios from 'axios'
import { createClickup } from 'clickup.js'
import ClickUpApi from 'clickup_api'
import nodeClickup from 'node-clickup'
import * as undici from 'undici'

const require = createRequire(import.meta.url)
const lookedUp = []
const { lookup } = dns
dns.lookup = (name, ...rest) => {
  lookedUp.push(name)
  return lookup(name, ...rest)
}

const api = 'https://api.clickup.com'
const path = '/api/v2/user'
const url = api + path
const headers = { authorization: process.env.CLICKUP_API_TOKEN }

const name = ({ user }) => user.username

/** What http and https answer, read to its end. */
function answer(send) {
  return new Promise((resolve, reject) => {
    const request = send(async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve(name(JSON.parse(text)))
    })
    request.on('error', reject).end()
  })
}

/** Closes what a client was made with, so that the process can end. */
async function once(client, ask) {
  try {
    return await ask(client)
  } finally {
    await (client.destroy?.() ?? client.close?.())
  }
}

const fromUndici = async (answer) => name(await (await answer).body.json())

const clients = {
  fetch: async () => name(await (await fetch(url, { headers })).json()),
  'fetch of a Request': async () => name(await (await fetch(new Request(url, { headers }))).json()),
  'fetch of http:': async () => name(await (await fetch(`http://api.clickup.com${path}`, { headers })).json()),
  'fetch, letter case and port': async () =>
    name(await (await fetch(`https://API.ClickUp.com:443${path}`, { headers })).json()),
  'https.request': () => answer((done) => https.request(url, { headers }, done)),
  'https.request of a URL': () => answer((done) => https.request(new URL(url), { headers }, done)),
  'https.request of options': () => answer((done) => https.request({ host: 'api.clickup.com', path, headers }, done)),
  'https.request, letter case and dot': () =>
    answer((done) => https.request({ hostname: 'API.clickup.com.', port: 443, path, headers }, done)),
  'https.request without an agent': () => answer((done) => https.request(url, { headers, agent: false }, done)),
  'https.get with an agent': () =>
    once(new https.Agent({ keepAlive: true }), (agent) => answer((done) => https.get(url, { headers, agent }, done))),
  'https.request by name': () => answer((done) => namedRequest(url, { headers }, done)),
  'https.get by require': () => answer((done) => require('node:https').get(url, { headers }, done)),
  'http.request': () => answer((done) => http.request(`http://api.clickup.com${path}`, { headers }, done)),
  'http.get by name': () => answer((done) => namedGet({ host: 'api.clickup.com', path, headers }, done)),
  'undici.request': () => fromUndici(undici.request(url, { headers })),
  'undici.fetch': async () => name(await (await undici.fetch(url, { headers })).json()),
  'undici.Client': () =>
    once(new undici.Client(api), (client) => fromUndici(client.request({ path, method: 'GET', headers }))),
  'undici.Pool': () => once(new undici.Pool(api), (pool) => fromUndici(pool.request({ path, method: 'GET', headers }))),
  'undici.Agent': () =>
    once(new undici.Agent(), (dispatcher) => fromUndici(undici.request(url, { headers, dispatcher }))),
  'undici.Agent in fetch': () =>
    once(new undici.Agent({ allowH2: true }), async (dispatcher) =>
      name(await (await fetch(url, { headers, dispatcher })).json()),
    ),
  axios: async () => name((await axios.get(url, { headers })).data),
  'axios, adapter fetch': async () => name((await axios.get(url, { headers, adapter: 'fetch' })).data),
  clickup_api: async () => {
    const { teams } = await new ClickUpApi(headers.authorization).Teams.get_teams()
    return teams[0].members.find(({ user }) => user.role === 1).user.username
  },
  'clickup.js': async () => {
    const client = createClickup({ token: headers.authorization })
    return name(await client.authorization.user())
  },
  'node-clickup': async () => {
    // It has no method for what the mock can do so far: ClickUp's own refusal of an unknown route is the mock's answer.
    const client = new nodeClickup.ClickUp()
    client.setPersonalApiKey(headers.authorization)
    return client.Spaces.getSpaces(9001).catch((error) => error.response?.data.ECODE ?? Promise.reject(error))
  },
}

/** Our error is somewhere in the causes of the client's. */
function told(error) {
  for (let one = error; one; one = one.cause) if (one.name === 'InterceptError') return one.message
  return String(error)
}

const got = {}
for (const [client, ask] of Object.entries(clients)) {
  got[client] = await ask().catch(told)
}
await fetch('http://other-host.invalid/').catch(() => {}) // shows that lookups are seen
console.log(JSON.stringify({ got, lookedUp }))
