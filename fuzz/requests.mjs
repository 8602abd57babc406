// A call in the bytes of the wire, and as somebody can repeat it.

/**
 * The pieces to send.
 * @param label - stands in the header X-Fuzz, by which the journal's record of the call is found
 */
export function piecesOf(call, sandbox, label) {
  const { method, headers, body, isChunked } = call
  const lines = [`${method} ${targetOf(call, sandbox)} HTTP/1.1`, 'host: 127.0.0.1', `x-fuzz: ${label}`]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined) lines.push(isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`)
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  if (body === undefined) return [head]
  return isChunked ? [head, ...chunks(body)] : [Buffer.concat([head, body])]
}

/** The path with the sandbox; half of the calls name theirs in a header instead. */
function targetOf({ path, headers }, sandbox) {
  if (headers['x-mock-sandbox'] !== undefined) return path
  return `/s/${sandbox}${path}`
}

/** A body in a few chunks; the first is of one byte, the last may be large. */
function chunks(body) {
  const places = [0, Math.min(1, body.length), Math.floor(body.length / 3), body.length]
  const cuts = [...new Set(places)].sort((one, other) => one - other)
  const pieces = cuts.slice(1).map((end, index) => {
    const piece = body.subarray(cuts[index], end)
    return Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
  })
  return [...pieces, Buffer.from('0\r\n\r\n')]
}

const SHORT = 1_200

/** How to repeat a call by hand: with curl where that can say it, otherwise as bytes for a socket. */
export function repeatable(port, method, pieces) {
  const bytes = Buffer.concat(pieces.filter((piece) => Buffer.isBuffer(piece)))
  const text = bytes.toString('latin1')
  const [head, body = ''] = splitOnce(text, '\r\n\r\n')
  const [first, ...headers] = head.split('\r\n')
  const target = first.split(' ')[1] ?? '/'
  const isPlain = /^[\x20-\x7e\r\n\t]*$/.test(text) && /^[A-Z]+ \/[^ ]* HTTP\/1\.1$/.test(first) && text.length < SHORT
  const isCurl = isPlain && !/\r\n(transfer-encoding|expect|upgrade):/i.test(head)
  if (!isCurl) {
    const cut = bytes.length > SHORT
    const shown = bytes.subarray(0, SHORT).toString('base64')
    return `bytes to 127.0.0.1:${port}${cut ? ` (the first ${SHORT} of ${bytes.length}; --from gives all)` : ''}: ${shown}`
  }
  const said = headers
    .filter((line) => !/^(host|content-length|x-fuzz):/i.test(line))
    .map((line) => ` -H ${quoted(line)}`)
  const data = body === '' ? '' : ` --data-binary ${quoted(body)}`
  return `curl -i -X ${method} --path-as-is${said.join('')}${data} ${quoted(`http://127.0.0.1:${port}${target}`)}`
}

function splitOnce(text, at) {
  const place = text.indexOf(at)
  return place === -1 ? [text] : [text.slice(0, place), text.slice(place + at.length)]
}

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
