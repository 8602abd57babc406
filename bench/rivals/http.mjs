// The lower bound: bare node:http answering everything with one object. `node http.mjs <port> <JSON>`
import { createServer } from 'node:http'

const [port, json] = process.argv.slice(2)
const answer = JSON.parse(json)

createServer((_request, response) => {
  const body = JSON.stringify(answer)
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}).listen(Number(port), '127.0.0.1')
