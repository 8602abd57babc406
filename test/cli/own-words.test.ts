// What the control API refuses is said in the words of the command line: no routes, no JSON pointers.
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { inOwnWords } from '../../src/cli/own-words.js'

const url = 'http://127.0.0.1:2558'
const place = (where: string, command: Parameters<typeof inOwnWords>[1]) =>
  inOwnWords({ where, what: '' }, command, url).where

t.test('a place', async (t) => {
  t.equal(place('/query/status', 'requests'), '--status')
  t.equal(place('/times', 'webhooks fault'), '--times')
  t.equal(place('sandbox', 'fault list'), '--sandbox')
  t.equal(place('header X-Mock-Control-Token', 'reset'), '--control-token')
  t.equal(place('header Host', 'reset'), url)
  t.equal(place('/rule', 'fault add'), 'fault add', 'what stands behind the command is meant by its name')
  t.equal(place('/fields/a', 'webhooks simulate'), 'webhooks simulate')
  t.equal(place('body', 'webhooks sign'), 'webhooks sign')
  t.equal(place('/', 'reset'), 'reset')
})

t.test('every route that a complaint of the mock names', async (t) => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!cli\/|dashboard\/).*\.ts$/.test(file),
  )
  const texts = files.flatMap((file) => [
    ...readFileSync(`src/${file}`, 'utf8').matchAll(/[`'](.*\b(?:GET|PUT|POST|DELETE) \/[^`']*\/?__mock.*)[`'][,)]/g),
  ])
  t.ok(texts.length > 10)
  for (const [, text = ''] of texts) {
    const { what, right } = inOwnWords({ where: '', what: text, right: text }, 'requests', url)
    t.notMatch(what, '/__mock', text)
    t.equal(right, what)
  }
  const said = (text: string) => inOwnWords({ where: '', what: text }, 'requests', url).what
  t.equal(said('GET /__mock/webhooks lists those there are'), 'clickup-mock webhooks list lists those there are')
  t.equal(said('resume them (POST /__mock/deliveries/resume)'), 'resume them (clickup-mock webhooks resume)')
  t.equal(said('see (GET /__mock/deliveries?state=waiting)'), 'see (clickup-mock webhooks deliveries)')
  t.equal(said('those (DELETE /__mock/sandboxes/<name>)'), 'those (deleteSandbox of the control API)')
  t.equal(said('see GET /__mock/weather'), 'see the control API', 'of another version')
  t.equal(said('before: POST /s/one/__mock/reset'), 'before: clickup-mock reset')
})
