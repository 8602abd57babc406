// What the mock reads for what a client writes, byte by byte.
import fc from 'fast-check'
import t from 'tap'
import { RequestHeads } from '../../src/intercept/request-heads.js'

const mock = { authority: '127.0.0.1:2558', prefix: '/s/worker-1' }

/** What comes out for these writes. */
function through(writes: readonly Uint8Array[]): string {
  const heads = new RequestHeads(mock)
  return Buffer.concat(writes.map((bytes) => heads.push(Buffer.from(bytes)))).toString('latin1')
}

const cases: Readonly<Record<string, readonly [string, string]>> = {
  'a request without a body': [
    'GET /api/v2/user HTTP/1.1\r\nHost: api.clickup.com\r\nAuthorization: pk_1\r\n\r\n',
    'GET /s/worker-1/api/v2/user HTTP/1.1\r\nHost: 127.0.0.1:2558\r\nAuthorization: pk_1\r\n\r\n',
  ],
  'a body of known length, whatever is in it, and the next request': [
    'POST /api/v2/oauth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\nPUT /a?b=/c HTTP/1.1\r\nhost: x\r\n\r\n',
    'POST /s/worker-1/api/v2/oauth/token HTTP/1.1\r\nhost: 127.0.0.1:2558\r\ncontent-length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\nPUT /s/worker-1/a?b=/c HTTP/1.1\r\nhost: 127.0.0.1:2558\r\n\r\n',
  ],
  'a body in chunks with an extension and a trailer, and the next request': [
    'POST /a HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n4;a=b\r\n\r\n\r\n\r\nA\r\n0123456789\r\n0\r\nMore: 1\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n',
    'POST /s/worker-1/a HTTP/1.1\r\nhost: 127.0.0.1:2558\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n4;a=b\r\n\r\n\r\n\r\nA\r\n0123456789\r\n0\r\nMore: 1\r\n\r\nGET /s/worker-1/b HTTP/1.1\r\nhost: 127.0.0.1:2558\r\n\r\n',
  ],
  'everything after an upgrade as it is': [
    'GET /a HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET /s/worker-1/a HTTP/1.1\r\nHost: 127.0.0.1:2558\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n',
  ],
  'a path of the sandbox itself, which a page of the mock may have named': [
    'GET /s/worker-1/api?code=1 HTTP/1.1\r\nHost: x\r\n\r\nGET /s/worker-10/api HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /s/worker-1/api?code=1 HTTP/1.1\r\nHost: 127.0.0.1:2558\r\n\r\nGET /s/worker-1/s/worker-10/api HTTP/1.1\r\nHost: 127.0.0.1:2558\r\n\r\n',
  ],
  'a full address': [
    'GET https://api.clickup.com:443/api/v2/user HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /s/worker-1/api/v2/user HTTP/1.1\r\nHost: 127.0.0.1:2558\r\n\r\n',
  ],
  'the server as a whole': [
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:2558\r\n\r\n',
  ],
  'headers whose names only end or begin with those that count': [
    'GET /a HTTP/1.1\r\nX-Host: x\r\nHost-X: y\r\nX-Content-Length: 5\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\n\r\n',
    'GET /s/worker-1/a HTTP/1.1\r\nX-Host: x\r\nHost-X: y\r\nX-Content-Length: 5\r\nHost: 127.0.0.1:2558\r\n\r\nGET /s/worker-1/b HTTP/1.1\r\n\r\n',
  ],
}

t.test('passes on', async (t) => {
  for (const [what, [written, read]] of Object.entries(cases)) {
    t.equal(through([Buffer.from(written, 'latin1')]), read, what)
  }
})

t.test('reads the same however the writes are cut', async (t) => {
  const all = Object.values(cases).filter(([written]) => !written.includes('Upgrade'))
  const written = Buffer.from(all.map(([text]) => text).join(''), 'latin1')
  const read = all.map(([, text]) => text).join('')
  fc.assert(
    fc.property(fc.array(fc.nat(written.length), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), written.length]
      const writes = places.slice(1).map((end, index) => written.subarray(places[index], end))
      return through(writes) === read
    }),
  )
  t.equal(through([...written].map((byte) => Uint8Array.of(byte))), read, 'byte by byte')
})

t.test('passes a body on before it is whole', async (t) => {
  const heads = new RequestHeads({ authority: 'mock', prefix: '' })
  t.equal(heads.push(Buffer.from('POST /a HTTP/1.1\r\nHost: x\r\n')).length, 0)
  t.equal(
    heads.push(Buffer.from('Content-Length: 5\r\n\r\nab')).toString(),
    'POST /a HTTP/1.1\r\nHost: mock\r\nContent-Length: 5\r\n\r\nab',
  )
  t.equal(heads.push(Buffer.from('cde')).toString(), 'cde')
})
