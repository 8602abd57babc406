// Requests of shapes, in bytes: each carries a label, by which its record in the journal is found.

const TOKEN = 'authorization: pk_100001_FAKETOKENANNA0000000000000000001'
export const TASK = '{"name":"shape"}'

/** A whole request with a label for the journal. */
export function request(
  context,
  { method = 'GET', path = '/api/v2/user', version = '1.1', headers = [], body = '', plain = true } = {},
) {
  const target = plain ? `/s/${context.sandbox}${path}` : path
  const lines = [
    `${method} ${target} HTTP/${version}`,
    'host: 127.0.0.1',
    TOKEN,
    `x-fuzz: ${context.label()}`,
    ...headers,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
}

export function post(
  context,
  { headers = [], body = TASK, path = '/api/v2/list/901200000001/task', length = body.length } = {},
) {
  const lengths = length === undefined ? [] : [`content-length: ${length}`]
  return request(context, {
    method: 'POST',
    path,
    headers: ['content-type: application/json', ...lengths, ...headers],
    body,
  })
}

/** A POST whose body is chunked just like this. */
export function chunked(context, text) {
  const headers = ['content-type: application/json', 'transfer-encoding: chunked']
  return request(context, { method: 'POST', path: '/api/v2/list/901200000001/task', headers, body: text })
}
