// A refusal that a person sees as a page is, for the developer, a refusal with a code like any other.
import t from 'tap'
import { start } from '../help/start.js'

t.test('Authorize', async (t) => {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const { mock, withToken } = await start(t, { logLevel: 'info', log })
  const { client_id = '' } = mock.apps.sync ?? {}
  const refusals = [
    { ECODE: 'OAUTH_010', status: 401, query: 'client_id=nobody' },
    { ECODE: 'OAUTH_017', status: 400, query: `client_id=${client_id}` },
    { ECODE: 'OAUTH_007', status: 400, query: `client_id=${client_id}&redirect_uri=https://elsewhere.example` },
  ]
  for (const { ECODE, status, query } of refusals) {
    await t.test(`names ${ECODE} in journal and log when it is shown as a page`, async (t) => {
      const answer = await withToken().get(`/api?${query}`, { headers: { accept: 'text/html' } })
      t.match(answer.headers.get('content-type'), 'text/html')
      t.equal(answer.status, status)
      t.match(mock.journal().at(-1), { operation: 'Authorize', status, ECODE })
      t.match(lines.at(-1), `GET /api ${status} ${ECODE} `)
    })
  }
})
