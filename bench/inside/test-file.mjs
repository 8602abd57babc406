// What a test file does with the library, each step timed; sends milliseconds by name. `node test-file.mjs <url>`: of a
// server that is asked first, so that what `fetch` needs for its own first calls is not counted.
const figures = {}
const FURTHER = 5

const ask = async (url, headers, body) => {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const answer = await fetch(url, { headers: { 'content-type': 'application/json', ...headers }, ...init })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.json()
}
const timed = async (name, work, times = 1) => {
  const began = performance.now()
  const result = await work()
  figures[name] = (performance.now() - began) / times
  return result
}
const get = (mock) => ask(`${mock.apiUrl}/v2/user`, { authorization: mock.token })
const post = (mock) =>
  ask(`${mock.apiUrl}/v2/list/901200000002/task`, { authorization: mock.token }, { name: 'Measured' })

for (const body of [undefined, {}, undefined, {}]) await ask(process.argv[2], {}, body)
await quiet()

const { createClickUpMock } = await timed('import', () => import('clickup-mock'))
const mock = await timed('mock', () => createClickUpMock())
await timed('get', () => get(mock))
await timed('post', () => post(mock))
await timed('further', () => repeat(() => createClickUpMock()), FURTHER)
await timed(
  'used',
  () =>
    repeat(async () => {
      const another = await createClickUpMock()
      await get(another)
      await post(another)
    }),
  FURTHER,
)
await timed('sandbox', () => get(mock.sandbox('one')))
process.send(figures)

/** Until V8's threads have done what the client gave them: for some 35 ms they compile the parser of `fetch`. */
async function quiet() {
  const WINDOW = 20
  for (let used = WINDOW; used > 1; ) {
    const before = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, WINDOW))
    const { user, system } = process.cpuUsage(before)
    used = (user + system) / 1000
  }
}

async function repeat(work) {
  for (let count = 0; count < FURTHER; count++) await work()
}
