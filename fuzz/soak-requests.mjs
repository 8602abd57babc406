// Requests of the soak: each has to be answered as it says.
import { once } from 'node:events'
import { connect } from 'node:net'
import { piecesOf } from './requests.mjs'

const TOKEN = 'pk_100001_FAKETOKENANNA0000000000000000001'
const UNTIL = 30_000

/** What one client does in one sandbox. */
export function requests(wire, sandbox) {
  let count = 0

  /** @throws Error for another status @returns the body */
  const ask = async (method, path, headers, body, wanted) => {
    count += 1
    const pieces = piecesOf({ method, path, headers, body, isChunked: false }, sandbox, 'soak')
    const { answer, broken } = await wire.ask(method, pieces, UNTIL)
    if (answer?.status !== wanted) {
      const came = answer ? `${answer.status} ${answer.text.slice(0, 300)}` : (broken ?? 'nothing')
      throw new Error(`${method} ${path} in ${sandbox}: ${came}, not ${wanted}`)
    }
    return answer.headers['content-type']?.includes('json') ? JSON.parse(answer.text) : undefined
  }
  const asJson = (body) => (body === undefined ? undefined : Buffer.from(JSON.stringify(body)))
  const json = { 'content-type': 'application/json' }

  return {
    count: () => count,
    /** A call of ClickUp's API. */
    api: (method, path, body, wanted = method === 'DELETE' && path.startsWith('task/') ? 204 : 200) =>
      ask(method, `/api/v2/${path}`, { authorization: TOKEN, ...(body && json) }, asJson(body), wanted),
    control: (method, path, body) => ask(method, `/__mock/${path}`, body ? json : {}, asJson(body), 200),
    upload: (path, file) => {
      const text = `--b\r\nContent-Disposition: form-data; name="attachment"; filename="a.txt"\r\n\r\n${file}\r\n--b--\r\n`
      const headers = { authorization: TOKEN, 'content-type': 'multipart/form-data; boundary=b' }
      return ask('POST', `/api/v2/${path}`, headers, Buffer.from(text), 200)
    },
    /** Opens a stream. @returns what closes it */
    watch: async (port, path) => {
      count += 1
      const socket = connect({ port, host: '127.0.0.1' })
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-mock-sandbox: ${sandbox}\r\n\r\n`)
      await once(socket, 'data')
      socket.resume()
      return () => socket.destroy()
    },
  }
}
