// The JSON Schemas of the package: an editor that checks by them says yes to what the mock takes, and no to usual mistakes.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { parse } from 'yaml'
import { schemaAddress } from '../../src/cli/init.js'
import { optionNames, optionSpecs } from '../../src/settings/options.js'
import { run } from '../help/terminal.js'

// The validator of the mock itself, where its package finds it.
const require = createRequire(createRequire(import.meta.url).resolve('openapi-backend'))
const { default: Ajv } = require('ajv')
const schema = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'))
const ajv = new Ajv({ strict: false, schemas: { 'fixture.schema.json': schema('fixture') } })
const isFixture: (value: unknown) => boolean = ajv.getSchema('fixture.schema.json')
const isConfig: (value: unknown) => boolean = ajv.compile(schema('config'))

t.test('the schema of fixtures', async (t) => {
  await t.test('takes the fixtures of the package', async (t) => {
    for (const file of readdirSync('fixtures')) t.ok(isFixture(parse(readFileSync(`fixtures/${file}`, 'utf8'))), file)
  })

  const wrong = [
    { title: 'an unknown key', fixture: { user: {} } },
    { title: 'a handle in capitals', fixture: { users: { Anna: { email: 'a@b.example' } } } },
    { title: 'a user without an email', fixture: { users: { anna: {} } } },
    { title: 'an unknown role', fixture: { workspaces: { acme: { members: { anna: 'boss' } } } } },
    {
      title: 'a date that is none',
      fixture: { workspaces: { acme: { members: { anna: { role: 'owner', date_joined: 'now' } } } } },
    },
    { title: 'a list where a map belongs', fixture: [] },
  ]
  for (const { title, fixture } of wrong) await t.test(`refuses ${title}`, async (t) => t.notOk(isFixture(fixture)))

  await t.test('lets be null what may be null', async (t) => {
    t.ok(isFixture({ users: { anna: { email: 'a@b.example', color: null, week_start_day: null } } }))
    t.notOk(isFixture({ users: { anna: { email: 'a@b.example', username: null } } }))
  })
})

t.test('the schema of config files', async (t) => {
  await t.test('has every option, with its default and its example', async (t) => {
    const flags = optionNames.map((name) => optionSpecs[name].flag)
    t.same(Object.keys(schema('config').properties).slice(1), flags)
    for (const spec of Object.values(optionSpecs)) {
      const shown = [...('default' in spec ? [spec.default] : []), ...('example' in spec ? [spec.example] : [])]
      for (const value of shown) t.ok(isConfig({ [spec.flag]: value }), `${spec.flag}: ${JSON.stringify(value)}`)
    }
  })

  const good = [
    { port: '3000', seed: { users: {} }, strict: 'on', memory: '1.5 gb', 'unknown-ids': 2026 },
    { fault: [{ fault: '502', times: 2 }, 'hang'], 'rate-limit': ['off', 'pk_1=5/10', 7], plan: ['acme=business'] },
    { 'webhook-retries': '1s, 2m', 'webhook-suspend-on': [410, '401'], latency: '5-50', consent: 'accept:user=anna' },
    { $schema: './node_modules/clickup-mock/schemas/config.schema.json' },
  ]
  for (const config of good) await t.test(`takes ${JSON.stringify(config)}`, async (t) => t.ok(isConfig(config)))

  const wrong = [
    { prot: 3000 },
    { port: 70_000 },
    { port: 'many' },
    { auth: 'some' },
    { plan: 'free' },
    { seed: { user: {} } },
    { fault: { falt: '502' } },
    { memory: 512 },
    { latency: 'slow' },
    { consent: 'yes' },
    { 'rate-limit': '0' },
    { 'webhook-timeout': 'soon' },
    { 'base-url': 'mock' },
    { strict: 'yes' },
  ]
  for (const config of wrong) await t.test(`refuses ${JSON.stringify(config)}`, async (t) => t.notOk(isConfig(config)))
})

t.test('the template of init', async (t) => {
  const template = readFileSync('fixtures/starter.yaml', 'utf8')
  const whole = template.replaceAll(/^( *)# (- |[a-zA-Z_]+:(?= |$))/gm, '$1$2')

  await t.test('is good with every comment taken away, too', async (t) => {
    const file = `${t.testdir({ 'whole.yaml': whole })}/whole.yaml`
    const { code, stdout } = await run(['validate', file])
    t.equal(code, 0)
    t.match(stdout, /good \(3 users, .* 2 Folders, 3 Lists, 1005 tasks, .*2 webhooks\)/)
    t.ok(isFixture(parse(whole)))
  })

  await t.test('names every field that a fixture may have', async (t) => {
    const { properties, definitions } = schema('fixture')
    const { FixtureOrder: _, ...shapes } = definitions // an export has it, nobody writes it
    const fields = Object.entries<{ properties?: object }>({ Fixture: { properties }, ...shapes })
    for (const [shape, { properties: own = {} }] of fields) {
      for (const key of Object.keys(own).filter((one) => !['$schema', 'order'].includes(one))) {
        t.match(template, new RegExp(`\\b${key}:`), `${shape}: ${key}`)
      }
    }
  })
})

t.test('where an editor finds a schema', async (t) => {
  const folder = t.testdir({ project: { node_modules: { 'clickup-mock': {} }, deep: {} }, other: {} })
  const from = `${folder}/project/node_modules/clickup-mock`
  const file = 'node_modules/clickup-mock/schemas/config.schema.json'
  t.equal(schemaAddress(`${folder}/project`, 'config', from), `./${file}`)
  t.equal(schemaAddress(`${folder}/project/deep`, 'config', from), `./../${file}`)
  t.equal(
    schemaAddress(`${folder}/other`, 'config', `${folder}/elsewhere`),
    `file://${folder}/elsewhere/schemas/config.schema.json`,
  )
})
