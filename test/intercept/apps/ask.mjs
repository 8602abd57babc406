// Asks ClickUp who the token is of, from the main thread and from a worker; prints both answers.
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const response = await fetch('https://api.clickup.com/api/v2/user', {
  headers: { authorization: process.env.CLICKUP_API_TOKEN },
}).catch(({ cause }) => new Response(JSON.stringify({ user: { username: String(cause) } })))
const { username } = (await response.json()).user

if (isMainThread) {
  const inWorker = await new Promise((resolve, reject) => {
    new Worker(new URL(import.meta.url)).once('message', resolve).once('error', reject)
  })
  console.log(JSON.stringify({ username, inWorker }))
} else {
  parentPort.postMessage(username)
}
