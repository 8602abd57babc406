// Version 3 of the API is the same pipeline with habits of its own: error bodies by service, 201, cursors, its document.
import t from 'tap'
import { Existing } from '../../src/contract/answer.js'
import { readDocument } from '../../src/contract/contract.js'
import { appWith } from '../help/app.js'
import { refused, refusedByService, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

t.test('the gate of version 3', async (t) => {
  const { as, withToken } = await start(t)

  await t.test('is that of version 2: token, Workspace, route', async (t) => {
    refused(t, await withToken().get(`${WORKSPACE}/docs`), 'tokenMissing')
    refused(t, await withToken('pk_junk').get(`${WORKSPACE}/docs`), 'personalTokenInvalid')
    refused(t, await as.anna.get('/api/v3/workspaces/abc/docs'), 'workspaceIdMalformed', 'abc')
    refused(t, await as.anna.get('/api/v3/workspaces/1/docs'), 'workspaceUnknown')
    refused(t, await as.ben.get('/api/v3/workspaces/9001002/docs'), 'teamTasksNotAuthorized')
    refused(t, await as.anna.get(`${WORKSPACE}/lamps`), 'routeNotFound')
  })

  await t.test('is entered under /v3 as well', async (t) => {
    const { status, body } = await as.anna.get('/v3/workspaces/9001002/docs')
    t.same({ status, body }, { status: 200, body: { docs: [] } })
  })

  await t.test('holds what a path names against its Workspace', async (t) => {
    const { body } = await as.anna.post(`${WORKSPACE}/docs`, {})
    refused(t, await as.anna.get(`/api/v3/workspaces/9001002/docs/${body.id}`), 'docNotFound')
  })

  await t.test('counts into one budget with version 2', async (t) => {
    const { as } = await start(t, { rateLimit: 2 })
    t.equal((await as.anna.get('/api/v2/user')).headers.get('x-ratelimit-remaining'), '1')
    t.equal((await as.anna.get(`${WORKSPACE}/docs`)).headers.get('x-ratelimit-remaining'), '0')
    refused(t, await as.anna.get(`${WORKSPACE}/docs`), 'rateLimited')
  })
})

t.test('a service of version 3', async (t) => {
  const { as, mock } = await start(t)

  await t.test('refuses what does not fit, and names no field', async (t) => {
    for (const body of [{ name: 7 }, { create_page: 'yes' }, { visibility: 'OPEN' }, { parent: { id: '1' } }, []]) {
      refused(
        t,
        await as.anna.send('POST', `${WORKSPACE}/docs`, { ...asJson, body: JSON.stringify(body) }),
        'requestUnfit',
      )
    }
    for (const query of ['limit=9', 'limit=101', 'limit=x', 'cursor=x', 'archived=maybe']) {
      refused(t, await as.anna.get(`${WORKSPACE}/docs?${query}`), 'requestUnfit')
    }
    t.match(mock.journal().at(-1)?.violations, [/^query archived must be boolean/])
  })

  await t.test('ignores unknown fields, and the journal says so', async (t) => {
    t.equal((await as.anna.post(`${WORKSPACE}/docs`, { title: 'Plan' })).status, 201)
    t.same(mock.journal().at(-1)?.ignored, ['body title'])
  })

  await t.test('refuses a body that is no JSON in its own form', async (t) => {
    const { status, body } = await as.anna.send('POST', `${WORKSPACE}/docs`, { ...asJson, body: '{' })
    t.match(
      { status, body },
      { status: 400, body: { status: 400, message: /JSON/, trace_id: null, timestamp: Number } },
    )
  })
})

t.test('a fault', async (t) => {
  const { as, mock } = await start(t)
  const docs = (fault: string) => as.anna.get(`${WORKSPACE}/docs`, { headers: { 'x-mock-fault': fault } })

  await t.test('of version 2 speaks as the service does', async (t) => {
    refusedByService(t, await docs('ITEM_013'), 'taskDeleted')
    t.match((await docs('418')).body, { status: 418, message: 'Fault 418', trace_id: null })
    t.match((await docs('ITEM_013:status=410')).body, { status: 410, message: 'Task not found, deleted' })
  })

  await t.test('of the gate speaks as the gate does', async (t) => {
    refused(t, await docs('OAUTH_025'), 'personalTokenInvalid')
    refused(t, await docs('429'), 'rateLimited')
    refused(t, await docs('docNotShared'), 'docNotShared')
  })

  await t.test('of version 3 speaks as version 2 does there', async (t) => {
    const { status, body } = await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'requestUnfit' } })
    t.same({ status, body }, { status: 400, body: { err: 'Bad Request Exception' } })
  })

  await t.test('answers what is not built too', async (t) => {
    mock.faults.add({ operation: 'getChatChannels', fault: '503' })
    t.equal((await as.anna.get(`${WORKSPACE}/chat/channels`)).status, 503)
  })
})

t.test('an operation of version 3 that makes something', async (t) => {
  const { mock } = await start(t)
  const app = await appWith(t, { createDocPublic: () => new Existing({ id: 'there' }) }, () => {})
  const headers = { authorization: mock.tokens.anna ?? '' }

  await t.test('answers 200 where it was there', async (t) => {
    const { statusCode, body } = await app.inject({ method: 'POST', url: `${WORKSPACE}/docs`, headers })
    t.same([statusCode, body], [200, '{"id":"there"}'])
  })
})

t.test('the document', async (t) => {
  const { withToken } = await start(t)
  const pathsOf = async (query: string) => {
    const { body } = await withToken().get(`/openapi.json${query}`)
    return Object.keys(body.paths)
  }

  await t.test('is served whole, or for one version', async (t) => {
    const [whole, v2, v3] = [await pathsOf(''), await pathsOf('?api=v2'), await pathsOf('?api=v3')]
    t.same(whole, Object.keys(readDocument('clickup').paths ?? {}))
    t.same(
      v3,
      whole.filter((path) => path.startsWith('/api/v3/')),
    )
    t.same(
      v2,
      whole.filter((path) => !v3.includes(path)),
    )
    t.ok(v3.length > 0 && v2.length > 0)
  })

  await t.test('of one version holds what its references name', async (t) => {
    const { body } = await withToken().get('/openapi.json?api=v3')
    const named = [...JSON.stringify(body).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)]
    for (const [, kind, name] of named) t.ok(body.components[`${kind}`][`${name}`], `${kind} ${name}`)
    t.match((await withToken().get('/openapi.yaml')).body, /^openapi: 3[\s\S]*\/docs:[\s\S]*^servers:/m)
    t.match(await withToken().get('/openapi.yaml?api=v3'), {
      status: 400,
      body: { problems: [{ right: 'ask for /openapi.json' }] },
    })
  })

  await t.test('is refused for a version that there is not', async (t) => {
    const { status, body } = await withToken().get('/openapi.json?api=v9')
    t.match({ status, body }, { status: 400, body: { problems: [{ where: 'query api' }] } })
  })
})

const asJson = { headers: { 'content-type': 'application/json' } }
