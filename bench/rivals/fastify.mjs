// The measure: bare Fastify, one route, no schema, no logger. `node fastify.mjs <port> <JSON>`
import Fastify from 'fastify'

const [port, json] = process.argv.slice(2)
const answer = JSON.parse(json)

const app = Fastify()
app.get('/api/v2/user', () => answer)
await app.listen({ port: Number(port), host: '127.0.0.1' })
