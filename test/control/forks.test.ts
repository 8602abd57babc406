// Sandboxes that begin as copies of others, and sandboxes that go.
import t from 'tap'
import { complaintsOf } from '../help/complaints.js'
import { start, testClient } from '../help/start.js'
import { until } from '../help/until.js'

const LIST = '/api/v2/list/901200000001/task'

t.test('a fork', async (t) => {
  const { mock, as } = await start(t)
  const names = async (sandbox: Pick<typeof mock, 'fetch' | 'token'>) =>
    (await testClient(t, sandbox, sandbox.token).get(LIST)).body.tasks.map(({ name }: { name: string }) => name)
  const added = await as.anna.post(LIST, { name: 'Before' })
  mock.control.snapshot({ name: 'early' })
  await as.anna.post(LIST, { name: 'After' })

  await t.test('begins with what its origin holds, and neither changes the other', async (t) => {
    await mock.control.createSandbox({ name: 'fork', from: 'default' })
    const fork = mock.sandbox('fork')
    t.same(await names(fork), await names(mock))
    t.equal(fork.clock.now(), mock.clock.now())
    await testClient(t, fork, fork.token).post(LIST, { name: 'Only there' })
    t.notOk((await names(mock)).includes('Only there'))
    fork.reset()
    t.same(await names(fork), await names(mock), 'a reset returns to what it began with')
  })

  await t.test('may begin with a snapshot', async (t) => {
    await mock.control.createSandbox({ name: 'early', from: 'default', snapshot: 'early' })
    const early = await names(mock.sandbox('early'))
    t.same([early.includes('Before'), early.includes('After')], [true, false])
  })

  await t.test('has the files of its origin, also when that is gone', async (t) => {
    const upload = new FormData()
    upload.append('attachment', new Blob(['y'.repeat(40_000)]), 'large.txt')
    await mock.control.createSandbox({ name: 'origin', from: 'default' })
    const origin = mock.sandbox('origin')
    const headers = { authorization: origin.token }
    const path = `/api/v2/task/${added.body.id}/attachment`
    const { url } = await (await origin.fetch(path, { method: 'POST', headers, body: upload })).json()
    await mock.control.createSandbox({ name: 'heir', from: 'origin' })
    mock.control.deleteSandbox({ name: 'origin' })
    const { pathname } = new URL(url)
    t.equal((await (await mock.sandbox('heir').fetch(pathname.replace('/s/origin', ''))).text()).length, 40_000)
  })

  await t.test('is refused where it has no origin', async (t) => {
    const complaints = (body: object) => complaintsOf(() => mock.control.createSandbox({ name: 'new', ...body }))
    t.match(await complaints({ from: 'defalt' }), [/from: there is no sandbox "defalt"; did you mean default\?/])
    t.match(await complaints({ from: 'default', snapshot: 'erly' }), [
      /there is no snapshot "erly"; did you mean early\?/,
    ])
    t.match(await complaints({ snapshot: 'early' }), [/snapshot: it is of no sandbox/])
    t.match(await complaints({ from: 'default', seed: {} }), [/from: it does not go with `seed`/])
  })

  await t.test('takes less than a millisecond, also of a large world', async (t) => {
    const lists = [{ name: 'L', generate: { tasks: 5_000 } }]
    mock.control.seed({ workspaces: { large: { members: { anna: 'owner' }, spaces: [{ name: 'S', lists }] } } })
    const times: number[] = []
    for (let count = 0; count < 21; count += 1) {
      const began = performance.now()
      await mock.control.createSandbox({ name: `fast-${count}`, from: 'default' })
      times.push(performance.now() - began)
    }
    times.sort((one, other) => one - other)
    t.ok(Number(times[10]) < 1, `${times[10]} ms, the median of 21`)
  })
})

t.test('--sandbox-ttl', async (t) => {
  const { mock } = await start(t, { sandboxTtl: 20, listen: true })
  const { worlds } = { worlds: () => Number(/worlds"} (\d+)/.exec(mock.control.metrics())?.[1]) }
  const before = worlds()
  const ask = (name: string) => mock.fetch(`/s/${name}/api/v2/user`, { headers: { authorization: mock.token } })

  await t.test('2,000 sandboxes that were used once each leave nothing behind', async (t) => {
    for (let count = 0; count < 2_000; count += 1) await ask(`ci-${count}`)
    await until(() => mock.control.health().sandboxes.open === 1)
    t.same(mock.control.health().sandboxes, { open: 1, given_up: 2_000 })
    t.equal(worlds(), before)
  })

  await t.test('a call to one that went is refused, until it is made anew', async (t) => {
    const answer = await ask('ci-7')
    t.equal(answer.status, 410)
    t.match(await answer.json(), {
      problems: [{ what: /"ci-7" was given up: nobody used it/, right: /--sandbox-ttl/ }],
    })
    await mock.control.createSandbox({ name: 'ci-7' })
    t.equal((await ask('ci-7')).status, 200)
  })

  await t.test('one that somebody listens to stays', async (t) => {
    const leaving = new AbortController()
    const stream = await fetch(`${mock.url}/s/watched/__mock/events`, { signal: leaving.signal })
    await ask('other')
    await until(() => mock.control.health().sandboxes.open === 2)
    t.ok(mock.control.listSandboxes().sandboxes.some(({ name }) => name === 'watched'))
    leaving.abort()
    await stream.text().catch(() => undefined)
    await until(() => mock.control.health().sandboxes.open === 1)
  })
})
