// The measure: bare Fastify, no logger. `node fastify.mjs <port> <file>`, and in the file the routes as JSON:
// `[{ method, url, answer, schema? }]`. It parses what it is sent and gives always the same answer.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file] = process.argv.slice(2)

const app = Fastify()
for (const { method, url, answer, schema } of JSON.parse(readFileSync(file, 'utf8'))) {
  app.route({ method, url, handler: () => answer, ...(schema && { schema: { response: { 200: schema } } }) })
}
await app.listen({ port: Number(port), host: '127.0.0.1' })
