// What the command says when the mock ended its stream because it was not read.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { shell } from '../help/shell.js'

t.test('requests --follow says why the mock dropped it', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(': begin\n\nevent: dropped\ndata: {"reason":"too slow"}\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { code, err } = await shell(t, { CLICKUP_MOCK_URL: url }).run('requests', '--follow')
  t.equal(code, 1)
  t.match(err, 'the mock ended the stream; too slow')
})
