// Compressed bodies are read as if they were not compressed, within the same bounds.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { refused, start } from '../help/start.js'

const SPACES = '/api/v2/team/9001001/space'
const json = { 'content-type': 'application/json' }

t.test('a compressed body', async (t) => {
  const { mock, as } = await start(t, { listen: true })
  const send = (body: Uint8Array, encoding: string) =>
    as.anna.post(SPACES, body, { headers: { ...json, 'content-encoding': encoding } })
  const sent = (name: string) => Buffer.from(JSON.stringify({ name }))

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (body: Buffer) => body],
  ] as const) {
    await t.test(`is inflated: ${encoding}`, async (t) => {
      const { status, body } = await send(compress(sent(encoding)), encoding)
      t.match([status, body.name], [200, encoding])
      t.match(mock.journal().at(-1), { request: { body: { name: encoding } } })
    })
  }

  for (const [what, body, encoding] of [
    ['is of an unknown kind', sent('x'), 'zstd'],
    ['is compressed twice', gzipSync(gzipSync(sent('x'))), 'gzip, gzip'],
    ['is not what it says', sent('x'), 'gzip'],
    ['is not what it says', sent('x'), 'br'],
    ['is cut off', gzipSync(sent('x')).subarray(0, -9), 'gzip'],
  ] as const) {
    await t.test(`is refused where it ${what}: ${encoding}`, async (t) => {
      refused(t, await send(body, encoding), 'requestMalformed')
    })
  }

  await t.test('is as large as what it is inflated to', async (t) => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, 32))
    t.ok(bomb.length < 100_000)
    refused(t, await send(bomb, 'gzip'), 'bodyTooLarge')
    t.equal((await send(gzipSync(Buffer.concat([sent('blanks'), Buffer.alloc(900_000, 32)])), 'gzip')).status, 200)
  })
})
