// The measure for pages: bare Fastify that serialises the same page for every request by a serializer compiled from the
// mock's own schema. `node pages.mjs <port> <file with the page and the schema>`
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file] = process.argv.slice(2)
const { page, schema } = JSON.parse(readFileSync(file, 'utf8'))

const app = Fastify()
app.get('/api/v2/user', () => ({}))
app.get('/page', { schema: { response: { 200: schema } } }, () => page)
await app.listen({ port: Number(port), host: '127.0.0.1' })
