// A receiver of webhooks that behaves as badly as its path says: in bytes, since Node's own server is too well-behaved.
import { once } from 'node:events'
import { createServer } from 'node:net'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
/** Enough to see whether somebody stops reading. */
const MOST_ENDLESS = 20_000_000

/** What comes back, by the path that is posted to. */
const behaviours = {
  ok: (socket) => socket.write(OK),
  gone: (socket) => socket.write('HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n'),
  broken: (socket) => socket.write('HTTP/1.1 500 Broken\r\ncontent-length: 0\r\n\r\n'),
  elsewhere: (socket) => socket.write('HTTP/1.1 302 Found\r\nlocation: /ok\r\ncontent-length: 0\r\n\r\n'),
  empty: (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
  switching: (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  hints: (socket) => socket.write(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)}${OK}`),
  processing: (socket) => endlessly(socket, '', 'HTTP/1.1 102 Processing\r\n\r\n'),
  hang: () => undefined,
  reset: (socket) => socket.resetAndDestroy(),
  end: (socket) => socket.end(),
  half: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf'),
  cut: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf'),
  cuthead: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-le', () => socket.resetAndDestroy()),
  garbage: (socket) => socket.write('\u0000\u0001 this is no HTTP\r\n\r\n'),
  headers: (socket) => endlessly(socket, 'HTTP/1.1 200 OK\r\n', 'x-more: and more\r\n'),
  body: (socket) => endlessly(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(16_384)),
  chunks: (socket) => endlessly(socket, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nx\r\n'),
  twice: (socket) => socket.write(OK + OK),
  long: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\nx'),
}

/** Starts it. @returns its port, the paths that it knows, and what ends it */
export async function startReceiver() {
  const sockets = new Set()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy()) // the mock broke off, as it may
    let text = ''
    socket.on('data', (chunk) => {
      text = (text + chunk.toString('latin1')).slice(-200_000)
      const [, path] = /POST \/(\w+)[^\r]* HTTP/.exec(text) ?? []
      if (path === undefined || !text.includes('\r\n\r\n')) return
      text = ''
      behaviours[path]?.(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port: server.address().port, paths: Object.keys(behaviours), close }
}

/** Writes until the other side has enough of it. */
function endlessly(socket, first, unit) {
  socket.write(first)
  const piece = unit.repeat(Math.ceil(4_096 / unit.length))
  let sent = 0
  const timer = setInterval(() => {
    sent += piece.length
    if (socket.destroyed || sent > MOST_ENDLESS) clearInterval(timer)
    else socket.write(piece)
  }, 2)
  timer.unref()
}
