// Webhooks: what a registration answers, whose it is, what a change does, and what is refused.
import t from 'tap'
import { readDocument } from '../../src/contract/contract.js'
import { eventNames } from '../../src/features/webhooks/event-names.js'
import { refused, testClient } from '../help/start.js'
import { ANNA, addFolder, addSpace, BEN, NORTHWIND, startWork, type Work } from '../help/work.js'

const IN_TEAM = `/api/v2/team/${NORTHWIND}/webhook`
const NOBODYS = 'fa4e0000-0000-4000-8000-ffffffffffff'
const endpoint = 'http://localhost:3000/hook'
const events = ['taskCreated', 'listUpdated']
const keys = 'id userid team_id endpoint client_id events task_id list_id folder_id space_id health secret'.split(' ')

/** Anna with the token of an app, instead of her own. */
function appOfAnna(test: Parameters<typeof testClient>[0], { app, world }: Work) {
  const token = world.tokens.group('user', ANNA).find(({ app_id, revoked }) => app_id !== null && !revoked)
  return { client: testClient(test, app, token?.id), app_id: token?.app_id }
}

t.test('CreateWebhook', async (t) => {
  const work = await startWork(t)
  const { as, world, space, list, task } = work
  const create = (body: object) => as.anna.post(IN_TEAM, { endpoint, events, ...body })

  await t.test('answers the webhook with its secret, keys in wire order', async (t) => {
    const { status, body } = await create({})
    t.equal(status, 200)
    t.same(Object.keys(body), ['id', 'webhook'])
    t.same(Object.keys(body.webhook), keys)
    t.match(body.webhook, { id: body.id, userid: ANNA, team_id: 9001001, endpoint, events })
    t.match(body.webhook, { health: { status: 'active', fail_count: 0 }, secret: /^[A-Z0-9]{64}$/ })
    t.match(body.webhook, { task_id: null, list_id: null, folder_id: null, space_id: null })
    t.match(body.webhook.client_id, /^[A-Z0-9]{32}$/, 'a personal token has one too')
  })

  await t.test('gives each a secret of its own, which the journal shows', async (t) => {
    const [one, other] = [
      await create({ endpoint: 'http://a.example' }),
      await create({ endpoint: 'http://b.example' }),
    ]
    t.not(one.body.webhook.secret, other.body.webhook.secret)
    const { body } = await as.anna.get('/__mock/calls?operation=CreateWebhook')
    for (const { secret } of [one.body.webhook, other.body.webhook]) t.match(JSON.stringify(body), secret)
  })

  await t.test('has the client_id of the app', async (t) => {
    const { client, app_id } = appOfAnna(t, work)
    t.equal((await client.post(IN_TEAM, { endpoint, events })).body.webhook.client_id, app_id)
  })

  const all: readonly (readonly [what: string, events: unknown])[] = [
    ['*', '*'],
    ['* among names', ['taskMoved', '*']],
    ['an empty list, as none means all', []],
  ]
  for (const [index, [what, sent]] of all.entries()) {
    await t.test(`is for every event with ${what}`, async (t) => {
      const { body } = await create({ endpoint: `http://all.example/${index}`, events: sent })
      t.same(body.webhook.events, eventNames)
    })
  }

  await t.test('takes a name that is sent twice once', async (t) => {
    const { body } = await create({ endpoint: 'http://twice.example', events: ['taskMoved', 'taskMoved'] })
    t.same(body.webhook.events, ['taskMoved'])
  })

  await t.test('keeps all places that are sent, as numbers or text, and shows them as text', async (t) => {
    const folder = addFolder(world, space)
    const { body } = await create({
      space_id: Number(space.id),
      folder_id: folder.id,
      list_id: Number(list.id),
      task_id: task.id,
    })
    t.match(body.webhook, { space_id: space.id, folder_id: folder.id, list_id: list.id, task_id: task.id })
  })

  await t.test('takes null for no place', async (t) => {
    const { status, body } = await create({ endpoint: 'http://null.example', list_id: null, task_id: null })
    t.match([status, body.webhook.list_id, body.webhook.task_id], [200, null, null])
  })

  await t.test('refuses the same registration again, whatever the order of its events', async (t) => {
    const again = { endpoint: 'http://again.example', events, space_id: space.id }
    const { body } = await create(again)
    refused(t, await create({ ...again, events: [...events].reverse() }), 'webhookAlreadyExists')
    world.webhooks.update(world.webhooks.get(body.id), { status: 'suspended', fail_count: 100 })
    refused(t, await create(again), 'webhookAlreadyExists')
    t.equal((await as.ben.post(IN_TEAM, again)).status, 200, 'of another token it is another')
    t.equal((await create({ ...again, events: ['taskMoved'] })).status, 200, 'so is one for other events')
    t.equal((await create({ ...again, list_id: list.id })).status, 200, 'and one for another place')
    await as.anna.send('DELETE', `/api/v2/webhook/${body.id}`)
    t.equal((await create(again)).status, 200, 'and it may come again once it is deleted')
  })

  await t.test('takes * and the names of all events for the same', async (t) => {
    await create({ endpoint: 'http://names.example', events: '*' })
    refused(t, await create({ endpoint: 'http://names.example', events: eventNames }), 'webhookAlreadyExists')
  })

  for (const sent of [
    undefined,
    null,
    7,
    '',
    '/hook',
    'localhost:3000/hook',
    'ftp://a.example',
    'http://',
    'http://[',
  ]) {
    await t.test(`refuses ${JSON.stringify(sent)} for an endpoint`, async (t) =>
      refused(t, await create({ endpoint: sent }), 'webhookEndpointInvalid'),
    )
  }

  for (const sent of [undefined, null, 7, 'taskCreated', {}, ['taskcreated'], ['taskCreated', 7], [null]]) {
    await t.test(`refuses ${JSON.stringify(sent)} for events`, async (t) =>
      refused(t, await create({ events: sent }), 'webhookEventsInvalid'),
    )
  }

  const hidden = addSpace(world, { private: true })
  const gone = addSpace(world, { deleted: true })
  const elsewhere = addSpace(world, { team_id: '9001002' })
  const unseen: readonly (readonly [what: string, place: object])[] = [
    ['that nothing has', { list_id: 1 }],
    ['that is no id', { folder_id: { toString: 1 } }],
    ['that is no text', { task_id: true }],
    ['of another kind', { task_id: list.id }],
    ['that is hidden from the caller', { space_id: hidden.id }],
    ['that was deleted', { space_id: gone.id }],
    ['in another Workspace', { space_id: elsewhere.id }],
  ]
  for (const [what, place] of unseen) {
    await t.test(`refuses a place ${what}`, async (t) => refused(t, await create(place), 'teamsNotAuthorized'))
  }

  await t.test('refuses a foreign Workspace', async (t) =>
    refused(t, await as.ben.post('/api/v2/team/9001002/webhook', { endpoint, events }), 'teamsNotAuthorized'),
  )
})

t.test('GetWebhooks', async (t) => {
  const work = await startWork(t)
  const { as, world, space } = work
  const { client } = appOfAnna(t, work)
  const made: { readonly id: string }[] = []
  for (const path of ['c', 'a', 'b']) {
    const { body } = await as.anna.post(IN_TEAM, { endpoint: `http://x.example/${path}`, events, space_id: space.id })
    made.push(body.webhook)
  }
  await as.ben.post(IN_TEAM, { endpoint, events })
  await as.anna.post('/api/v2/team/9001002/webhook', { endpoint, events })

  await t.test('lists those of the same token and Workspace, in their order, with their secrets', async (t) => {
    t.same((await as.anna.get(IN_TEAM)).body, { webhooks: made })
    t.match((await as.ben.get(IN_TEAM)).body, { webhooks: [{ userid: BEN, endpoint }] })
  })

  await t.test('lists none to another token of the same person', async (t) => {
    t.same((await client.get(IN_TEAM)).body, { webhooks: [] })
  })

  await t.test('lists one in its place also when its Space was deleted, or it was changed', async (t) => {
    await as.anna.send('DELETE', `/api/v2/space/${space.id}`)
    const [first, ...others] = made
    await as.anna.send('PUT', `/api/v2/webhook/${first?.id}`, { body: { endpoint } })
    t.same((await as.anna.get(IN_TEAM)).body, { webhooks: [{ ...first, endpoint }, ...others] })
    t.equal(world.webhooks.size, 5)
  })
})

t.test('UpdateWebhook', async (t) => {
  const work = await startWork(t)
  const { as, world, list } = work
  const { body: made } = await as.anna.post(IN_TEAM, { endpoint, events, list_id: list.id })
  const path = `/api/v2/webhook/${made.id}`
  const update = (body: object) => as.anna.send('PUT', path, { body })
  const suspend = () => world.webhooks.update(world.webhooks.get(made.id), { status: 'suspended', fail_count: 100 })

  await t.test('changes endpoint and events and answers as a registration does', async (t) => {
    const { status, body } = await update({ endpoint: 'https://b.example', events: '*', status: 'active' })
    t.equal(status, 200)
    t.same(body, {
      id: made.id,
      webhook: { ...made.webhook, endpoint: 'https://b.example', events: eventNames },
    })
    t.same((await update({ endpoint, events })).body, made, 'and back')
  })

  await t.test('lets one that was suspended post again with active, and leaves the rest', async (t) => {
    suspend()
    t.same((await update({ status: 'active' })).body, made)
  })

  for (const status of ['suspended', 'inactive', 'ACTIVE', 7, null, undefined]) {
    await t.test(`ignores the status ${JSON.stringify(status)}`, async (t) => {
      suspend()
      t.match((await update({ status })).body.webhook.health, { status: 'suspended', fail_count: 100 })
      await update({ status: 'active' })
      t.match((await update({ status })).body.webhook.health, { status: 'active', fail_count: 0 })
    })
  }

  await t.test('refuses what a registration refuses, and changes nothing then', async (t) => {
    suspend()
    refused(t, await update({ endpoint: 'nowhere', status: 'active' }), 'webhookEndpointInvalid')
    refused(t, await update({ endpoint: 'http://c.example', events: ['taskBorn'] }), 'webhookEventsInvalid')
    t.match((await as.anna.get(IN_TEAM)).body.webhooks, [{ endpoint, events, health: { status: 'suspended' } }])
  })

  await t.test('refuses a webhook that is unknown, or of another token', async (t) => {
    refused(t, await as.anna.send('PUT', `/api/v2/webhook/${NOBODYS}`, { body: {} }), 'teamNotAuthorized')
    for (const client of [as.ben, appOfAnna(t, work).client]) {
      refused(t, await client.send('PUT', path, { body: { endpoint: 'no URL' } }), 'teamNotAuthorized')
    }
  })

  await t.test('refuses an id that is not a uuid', async (t) =>
    refused(t, await as.anna.send('PUT', '/api/v2/webhook/4b67ac88', { body: {} }), 'uuidMalformed', '4b67ac88'),
  )
})

t.test('DeleteWebhook', async (t) => {
  const { as } = await startWork(t)
  const { body } = await as.anna.post(IN_TEAM, { endpoint, events })
  const path = `/api/v2/webhook/${body.id}`

  await t.test('refuses a webhook of another token', async (t) => {
    refused(t, await as.ben.send('DELETE', path), 'teamNotAuthorized')
    t.equal((await as.anna.get(IN_TEAM)).body.webhooks.length, 1)
  })

  await t.test('answers {}, once', async (t) => {
    t.match(await as.anna.send('DELETE', path), { status: 200, body: {} })
    t.same((await as.anna.get(IN_TEAM)).body, { webhooks: [] })
    refused(t, await as.anna.send('DELETE', path), 'teamNotAuthorized')
  })
})

t.test('the names of events are the same in the code and in both documents', async (t) => {
  const lists: unknown[] = []
  for (const document of ['clickup', 'mock'] as const) {
    JSON.stringify(readDocument(document), (_, value) => {
      if (Array.isArray(value?.enum) && value.enum.includes('taskCreated')) lists.push(value.enum)
      return value
    })
  }
  t.same(lists, [eventNames, eventNames])
})
