// A rule's own body in place of that of the entry its status stands for.
import t from 'tap'
import { start } from '../help/start.js'

const json = 'application/json; charset=utf-8'
const html = 'text/html; charset=utf-8'
const cases = [
  { what: 'JSON in place of a page', rule: { status: 503, body: { err: 'Down' } }, type: json, body: { err: 'Down' } },
  {
    what: 'JSON in place of JSON',
    rule: { fault: 'APP_002', body: { err: 'Slow' } },
    type: json,
    body: { err: 'Slow' },
  },
  { what: 'a page in place of a page', rule: { fault: 'html', body: '<p>Down' }, type: html, body: '<p>Down' },
  {
    what: 'JSON with a type of its own',
    rule: {
      status: 503,
      body: { err: 'Down' },
      headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
    },
    type: 'application/problem+json; charset=utf-8',
    body: { err: 'Down' },
  },
]

t.test('faults', async (t) => {
  for (const { what, rule, type, body } of cases) {
    await t.test(`sends ${what} as what it is`, async (t) => {
      const { as } = await start(t, { faults: rule })
      const answer = await as.anna.get('/api/v2/user')
      t.equal(answer.headers.get('content-type'), type)
      t.same(answer.body, body)
    })
  }
})
