// The login as a story: the page, the form, the code for a token, the token; each step good or spoiled.

/** The calls of one login. Those that need what an earlier answer said are functions of it. */
export function loginCalls(values, api) {
  const { random, known } = values
  const app = random.pick(known.of('client').length ? known.of('client') : [{}])
  const redirect = random.pick([
    'http://localhost:3000/callback',
    'https://sync.example/oauth/callback',
    'http://evil.example/',
    'x',
    'http://localhost/\ud800',
  ])
  const query = {
    client_id: app.client_id,
    redirect_uri: redirect,
    state: random.pick([undefined, 'x', 'é&=', 's'.repeat(2_000)]),
  }
  const consent = random.pick([
    {},
    { mock_consent: 'accept' },
    { mock_consent: 'reject' },
    { mock_consent: 'x' },
    { mock_consent: 'accept', mock_user: 'ben' },
  ])
  const page = {
    operation: api.find('Authorize'),
    method: 'GET',
    path: `/api?${encoded({ ...query, ...consent })}`,
    headers: random.chance(0.2)
      ? { 'x-mock-consent': random.pick(['accept', 'reject', 'accept; user=anna', 'x']) }
      : {},
  }
  return [
    page,
    (last) => form(values, api, query, last),
    (last) => exchange(values, api, app, redirect, last),
    (last) => asked(api, last),
  ]
}

/** The form of the consent page, with what the page had in it; now and then with something else. */
function form({ random }, api, query, { answer }) {
  const hidden = Object.fromEntries(
    [...(answer?.text ?? '').matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  const choice = {
    decision: random.pick(['accept', 'reject', 'x', undefined]),
    user: random.pick(['100001', '100002', 'anna', 'nobody', undefined]),
  }
  const spoiled = random.chance(0.2)
    ? { [random.pick(Object.keys(hidden).concat('user'))]: random.pick(['', 'x', '__proto__']) }
    : {}
  const fields = {
    ...query,
    ...hidden,
    ...choice,
    workspaces: random.pick(['9001001', '9001002', '', undefined]),
    ...spoiled,
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { operation: api.find('Consent'), method: 'POST', path: '/api', headers, body: Buffer.from(encoded(fields)) }
}

function exchange({ random }, api, app, redirect_uri, { answer }) {
  const place = answer?.headers.location ?? ''
  const code = URL.canParse(place) ? (new URL(place).searchParams.get('code') ?? 'x') : 'x'
  const fields = {
    client_id: app.client_id,
    client_secret: app.client_secret,
    code,
    redirect_uri,
    grant_type: random.pick([undefined, 'authorization_code', 'x']),
  }
  if (random.chance(0.2)) delete fields[random.pick(Object.keys(fields))]
  const operation = api.find('GetAccessToken')
  const common = { operation, method: 'POST', path: '/api/v2/oauth/token' }
  if (random.chance(0.5)) {
    const headers = { 'content-type': 'application/json' }
    return { ...common, headers, body: Buffer.from(JSON.stringify(fields)) }
  }
  if (random.chance(0.3)) return { ...common, path: `${common.path}?${encoded(fields)}`, headers: {} }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { ...common, headers, body: Buffer.from(encoded(fields)) }
}

function asked(api, { body }) {
  const token = typeof body?.access_token === 'string' ? body.access_token : 'x'
  return {
    operation: api.find('GetAuthorizedTeams'),
    method: 'GET',
    path: '/api/v2/team',
    headers: { authorization: token },
  }
}

function encoded(fields) {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return given
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value).replace(/[\ud800-\udfff]/g, '?'))}`)
    .join('&')
}
