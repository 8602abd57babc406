// Files that a fixture puts on tasks: what is fetched, and where.
import t from 'tap'
import { start } from '../help/start.js'

t.test('a planted file of any name and type can be fetched', async (t) => {
  const { mock, as } = await start(t)
  const file = { title: 'half \ud83d.txt', mimetype: 'text/plain\nx', text: 'oak' }
  const task = { name: 'Odd', id: 'odd', attachments: [file] }
  const list = { name: 'Odd', tasks: [task] }
  await mock.control.seed({
    workspaces: { odd: { members: { anna: 'owner' }, spaces: [{ name: 'Odd', lists: [list] }] } },
  } as object)
  const [row] = (await as.anna.get('/api/v2/task/odd')).body.attachments
  const answer = await mock.fetch(row.url)
  t.equal(answer.status, 200)
  t.equal(await answer.text(), 'oak')
  t.equal(answer.headers.get('content-type'), 'application/octet-stream')
  t.match(answer.headers.get('content-disposition'), /filename="half _.txt"; filename\*=UTF-8''half%20%EF%BF%BD.txt/)
})

t.test(
  'the address of a planted file is the one at which the caller reaches it, unless the fixture says another',
  async (t) => {
    const { mock, as } = await start(t)
    const path = '/api/v2/task/86a000001'
    const [file] = (await as.anna.get(path)).body.attachments
    t.ok(file.url.startsWith(`${mock.url}/attachments/`), file.url)
    const headers = { host: 'clickup.localhost:4000' }
    const [seen] = (await as.anna.get(path, { headers })).body.attachments
    t.equal(seen.url_w_host, `http://clickup.localhost:4000/attachments/${file.id}/weights.csv`)
    const [cove] = (await as.anna.get(`/s/cove${path}`)).body.attachments
    t.ok(cove.url.startsWith(`${mock.url}/s/cove/attachments/`), cove.url)
    t.match(await (await mock.fetch(cove.url)).text(), /^sample,gram/)
    const shown = mock.sandbox('cove').control.getWorldTask({ task: '86a000001' }).task
    t.match(shown.attachments, [{ url: cove.url }])

    const attachments = [{ title: 'far.txt', url: 'https://files.example/far.txt' }]
    const lists = [{ name: 'Far', tasks: [{ name: 'Far', id: 'far', attachments }] }]
    const workspaces = { far: { members: { anna: 'owner' as const }, spaces: [{ name: 'Far', lists }] } }
    mock.control.seed({ workspaces })
    const [far] = (await as.anna.get('/api/v2/task/far')).body.attachments
    t.equal(far.url, 'https://files.example/far.txt')
    await mock.control.createSandbox({ name: 'again', seed: mock.control.exportWorld() })
    const [again] = (await as.anna.get('/s/again/api/v2/task/far')).body.attachments
    t.same(again, far)
  },
)
