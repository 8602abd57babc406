// What probes and Prometheus read: health without a Host, counts of sandboxes, metrics in the text form.
import parse from 'parse-prometheus-text-format'
import t from 'tap'
import type { ClickUpMock } from '../../src/index.js'
import { startReceiver } from '../help/receiver.js'
import { heard } from '../help/socket.js'
import { start } from '../help/start.js'

/** The metrics of a mock, by name, as a parser of others reads them. */
function metricsOf(mock: ClickUpMock) {
  return new Map(parse(mock.control.metrics()).map((metric) => [metric.name, metric]))
}

t.test('metrics', async (t) => {
  const { mock, as, withToken } = await start(t, { listen: true })
  await as.anna.get('/api/v2/user')
  await as.anna.get('/api/v2/user')
  await withToken('nonsense').get('/api/v2/user')
  await as.anna.get('/api/v2/nowhere')

  await t.test('count calls by operation, status and step, and how long they took', async (t) => {
    const metrics = metricsOf(mock)
    t.match(metrics.get('clickup_mock_calls_total'), {
      type: 'COUNTER',
      metrics: [
        { value: '2', labels: { operation: 'GetAuthorizedUser', status: '200', step: 'operate' } },
        { value: '1', labels: { operation: 'GetAuthorizedUser', status: '401', step: 'authenticate' } },
        { value: '1', labels: { operation: 'none', step: 'route' } },
      ],
    })
    const text = mock.control.metrics() // the parser makes one of the histograms of all operations
    const times = 'clickup_mock_call_duration_seconds'
    t.match(text, `${times}_bucket{operation="GetAuthorizedUser",le="+Inf"} 3\n`)
    t.match(text, `${times}_count{operation="GetAuthorizedUser"} 3\n`)
    t.match(text, new RegExp(`${times}_sum{operation="GetAuthorizedUser"} 0\\.\\d+\n`))
    t.equal(metrics.get(times)?.type, 'HISTOGRAM')
  })

  await t.test('count deliveries, those that wait, and those that are done', async (t) => {
    const receiver = await startReceiver(t)
    await as.anna.post('/api/v2/team/9001001/webhook', { endpoint: receiver.url, events: ['taskCreated'] })
    mock.control.pauseDeliveries()
    await as.anna.post('/api/v2/list/901200000001/task', { name: 'Counted' })
    t.match(metricsOf(mock).get('clickup_mock_deliveries_waiting')?.metrics, [{ value: '1' }])
    mock.control.resumeDeliveries()
    await mock.webhooks.settled()
    t.match(metricsOf(mock).get('clickup_mock_deliveries_total')?.metrics, [
      { value: '1', labels: { state: 'delivered' } },
      { value: '0', labels: { state: 'dropped' } },
    ])
  })

  await t.test('say what is held of the memory', async (t) => {
    const uses = metricsOf(mock).get('clickup_mock_memory_bytes')?.metrics
    t.match(uses, [{ labels: { use: 'journals' } }, {}, {}, { labels: { use: 'worlds' }, value: /^[1-9]/ }])
  })

  await t.test('come as text, without the control token', async (t) => {
    const { mock: locked } = await start(t, { controlToken: 'secret' })
    const answer = await locked.fetch('/__mock/metrics')
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  })
})

t.test('a probe without a Host', async (t) => {
  const { mock } = await start(t, { listen: true })
  const status = async (path: string) => (await heard(mock, `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`)).text
  t.match(await status('/__mock/health'), /^HTTP\/1\.1 200 /)
  t.match(await status('/__mock/metrics'), /^HTTP\/1\.1 200 /)
  t.match(await status('/__mock/users'), /^HTTP\/1\.1 403 /)
})

t.test('answers say which replica gives them, and since when', async (t) => {
  const { mock } = await start(t, { replica: 'mock-7' })
  for (const path of ['/api/v2/user', '/api/v2/nowhere', '/__mock/health', '/openapi.json']) {
    const { headers } = await mock.fetch(path)
    t.equal(headers.get('x-mock-replica'), 'mock-7', path)
    t.match(headers.get('x-mock-epoch'), /^\d{13}$/)
  }
  t.equal((await (await start(t)).as.anna.get('/api/v2/user')).headers.get('x-mock-replica'), null)
  const { mock: silent } = await start(t, { replica: 'mock-7', mockHeaders: false })
  t.equal((await silent.fetch('/api/v2/user')).headers.get('x-mock-replica'), null)
})
