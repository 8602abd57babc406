// What derive.mjs adds to the operations of the specs: an operation that says it itself keeps its own.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'

type Part = Record<string, unknown>
interface Defaults {
  addTag(file: Part): void
  spread(file: Part): void
  addMockDefaults(document: Part): void
  addClickUpDefaults(document: Part): void
}
const defaults: Defaults = await import(pathToFileURL(resolve('scripts/derive/defaults.mjs')).href)

const limit = { 'X-Limit': { $ref: '#/components/headers/X-Limit' } }
const refused = { $ref: '#/components/responses/Refused' }
const broken = { $ref: '#/components/responses/Broken' }
const answer = (schema: Part) => ({ description: 'Done.', content: { 'application/json': { schema } } })
const object = { type: 'object', properties: { name: { type: 'string' } } }
const closed = { ...object, required: ['name'], additionalProperties: false }

/** As the YAML is read: no part of it is the same object as another. */
function documentOf(paths: Part, components: Part = {}): { paths: Part; components: Part } {
  const document = { paths, components: { headers: { 'X-Limit': {} }, responses: {}, ...components } }
  return JSON.parse(JSON.stringify(document))
}

/** The one operation of a document, with what every operation of ClickUp's has. */
function completed(operation: Part, path = '/api/v2/view', components: Part = {}) {
  const document = documentOf({ [path]: { get: { operationId: "GetTask'sView", ...operation } } }, components)
  defaults.addClickUpDefaults(document)
  return { ...document, operation: (document.paths[path] as { get: Part }).get }
}

t.test('the defaults of the specs', async (t) => {
  await t.test("complete an operation of ClickUp's", async (t) => {
    t.same(completed({ responses: { 200: answer(object) } }).operation, {
      operationId: "GetTask'sView",
      tags: undefined,
      summary: undefined,
      description: 'https://developer.clickup.com/reference/gettasksview',
      responses: { 200: { ...answer(closed), headers: limit }, '4XX': refused, '5XX': broken },
    })
  })

  await t.test('leave what an operation says itself', async (t) => {
    const own = {
      description: 'See https://developer.clickup.com/docs/views',
      requestBody: { required: false, content: { 'application/json': { schema: object } } },
      'x-refusals': ['taskDeleted', 'jsonMalformed'],
      responses: {
        200: {
          ...answer({ ...object, additionalProperties: true }),
          headers: { 'X-Limit': { description: 'Other.' } },
        },
        302: { description: 'Elsewhere.' },
        '4XX': { description: 'A page.' },
        '5XX': { description: 'A page.' },
      },
    }
    t.match(completed(own).operation, own)
    t.equal(completed(own).operation.description, own.description)
    t.notMatch(completed(own).operation, { responses: { 302: { headers: {} } } })
  })

  await t.test('put the page behind a description', async (t) =>
    t.match(completed({ description: 'By id.', responses: {} }).operation, {
      description: 'By id. https://developer.clickup.com/reference/gettasksview',
    }),
  )

  await t.test('name the refusal of bad JSON first, where JSON is taken', async (t) => {
    for (const [type, refusals] of [
      ['application/json', ['jsonMalformed', 'taskDeleted']],
      ['multipart/form-data', ['taskDeleted']],
    ] as const) {
      const requestBodies = { Sent: { content: { [type]: { schema: object } } } }
      const requestBody = { $ref: '#/components/requestBodies/Sent' }
      const own = { requestBody, 'x-refusals': ['taskDeleted'], responses: {} }
      t.same(completed(own, '/api/v2/view', { requestBodies }).operation['x-refusals'], refusals, type)
    }
  })

  await t.test('give a shared response the headers of the rate limit, unless no token is asked for', async (t) => {
    const responses = { 200: { $ref: '#/components/responses/One' } }
    const components = { responses: { One: { description: 'One.' } } }
    t.same(completed({ responses }, '/api/v3/view', components).components.responses, {
      One: { description: 'One.', headers: limit },
    })
    t.same(
      completed({ responses, security: [] }, '/api/v3/view', components).components,
      documentOf({}, components).components,
    )
  })

  await t.test('leave the pages of the login alone', async (t) => {
    const page = { responses: { 200: { description: 'A page.' } } }
    t.same(completed(page, '/api').operation, { operationId: "GetTask'sView", ...page })
  })

  await t.test('close objects of answers and leave those of requests open', async (t) => {
    const { operation, components } = completed(
      {
        requestBody: { content: { 'application/json': { schema: object } } },
        responses: { 200: answer({ type: 'array', items: { $ref: '#/components/schemas/View' } }) },
      },
      '/api/v2/view',
      { schemas: { View: { ...object, properties: { deep: object } } } },
    )
    t.same(operation.requestBody, { required: true, content: { 'application/json': { schema: object } } })
    t.same(components, {
      ...components,
      schemas: { View: { ...closed, required: ['deep'], properties: { deep: closed } } },
    })
  })

  await t.test('refuse an object that is sent and answered, and says neither', async (t) => {
    const view = { $ref: '#/components/schemas/View' }
    const operation = {
      requestBody: { content: { 'application/json': { schema: view } } },
      responses: { 200: answer(view) },
    }
    t.throws(() => completed(operation, '/api/v2/view', { schemas: { View: object } }), {
      message: 'the object of name is both sent and answered: write additionalProperties',
    })
    t.doesNotThrow(() => completed(operation, '/api/v2/view', { schemas: { View: closed } }))
  })

  await t.test('say of what has properties that it is an object', async (t) => {
    const properties = { name: { type: 'string' } }
    const sent = { content: { 'application/json': { schema: { type: 'array', items: { properties } } } } }
    t.match(completed({ requestBody: sent, responses: {} }).operation.requestBody, {
      content: { 'application/json': { schema: { items: object } } },
    })
  })

  await t.test('require what a path names', async (t) => {
    const parameters = [
      { name: 'view_id', in: 'path' },
      { name: 'page', in: 'query' },
    ]
    t.same(completed({ parameters, responses: {} }).operation.parameters, [
      { name: 'view_id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'page', in: 'query' },
    ])
    const own = { name: 'view_id', in: 'path', schema: { type: 'integer' } }
    t.same(completed({ parameters: [own], responses: {} }).operation.parameters, [{ ...own, required: true }])
  })

  await t.test('describe an answer that says nothing of itself', async (t) => {
    const { content } = answer(object)
    const { operation } = completed({
      summary: 'A view',
      responses: { 200: { content }, 201: answer(object), 302: broken },
    })
    t.match(operation.responses, { 200: { description: 'A view' }, 201: { description: 'Done.' }, 302: broken })
  })

  await t.test('refuse an unknown id in version 3', async (t) => {
    const foreignOf = (parameter: Part, path: string) => {
      const { parameters } = completed(
        { parameters: [{ 'x-row': 'docs', ...parameter }], responses: {} },
        path,
      ).operation
      return (parameters as Part[])[0]?.['x-foreign']
    }
    t.equal(foreignOf({}, '/api/v3/docs'), 'resourceNotFound')
    t.equal(foreignOf({ 'x-foreign': 'docNotFound' }, '/api/v3/docs'), 'docNotFound')
    t.equal(foreignOf({}, '/api/v2/view'), undefined)
  })

  await t.test('require a body of version 2', async (t) => {
    const own = { requestBody: { content: {} }, responses: {} }
    t.same(completed(own).operation.requestBody, { required: true, content: {} })
    t.same(completed(own, '/api/v3/view').operation.requestBody, { content: {} })
  })

  await t.test('require a body of version 3 where one of its fields is, or where it is a list', async (t) => {
    const bodyOf = (schema: Part) =>
      completed({ requestBody: { content: { 'application/json': { schema } } }, responses: {} }, '/api/v3/view')
        .operation.requestBody
    t.match(bodyOf({ ...object, required: ['name'] }), { required: true })
    t.match(bodyOf({ type: 'array', items: object }), { required: true })
    t.notHas(bodyOf(object), { required: true })
  })

  await t.test('spread what a file says of all, its level only over what writes', async (t) => {
    const file = {
      'x-operations': { 'x-level': 'comment', 'x-plan': 'enterprise' },
      paths: { '/view': { parameters: [1], get: { parameters: [2] }, put: {}, post: { 'x-level': 'edit' } } },
    }
    defaults.spread(file)
    t.same(file.paths['/view'], {
      get: { 'x-plan': 'enterprise', parameters: [1, 2] },
      put: { 'x-level': 'comment', 'x-plan': 'enterprise', parameters: [1] },
      post: { 'x-level': 'edit', 'x-plan': 'enterprise', parameters: [1] },
    })
  })

  await t.test('require what an answer shows, but what it may lack', async (t) => {
    const properties = { id: {}, name: {} }
    const requiredWith = (part: Part) => {
      const { operation } = completed({ responses: { 200: { content: { schema: { properties, ...part } } } } })
      return (operation.responses as { 200: { content: { schema: Part } } })[200].content.schema
    }
    const whole = { type: 'object', additionalProperties: false, properties }
    t.same(requiredWith({}), { ...whole, required: ['id', 'name'] })
    t.same(requiredWith({ 'x-optional': ['name'] }), { ...whole, required: ['id'] })
    t.same(requiredWith({ required: ['name'] }), { ...whole, required: ['name'] })
    t.same(requiredWith({ required: [] }), whole)
    t.throws(() => requiredWith({ 'x-optional': ['nam'] }), {
      message: 'x-optional names nam, which is none of id, name',
    })
  })

  await t.test('give operations the one tag of their file', async (t) => {
    const tagsIn = (tags: Part[]) => {
      const file = { tags, paths: { '/view': { get: { operationId: 'Get' }, put: { tags: ['Own'] } } } }
      defaults.addTag(file)
      const { get, put } = file.paths['/view'] as { get: Part; put: Part }
      return [get.tags, put.tags]
    }
    t.same(tagsIn([{ name: 'Views' }]), [['Views'], ['Own']])
    t.same(tagsIn([{ name: 'Views' }, { name: 'Goals' }]), [undefined, ['Own']])
  })

  await t.test('say what the control API refuses', async (t) => {
    const document = documentOf({
      '/a': { get: { responses: {} }, put: { responses: { '4XX': { description: 'Own.' } } } },
    })
    defaults.addMockDefaults(document)
    t.same(document.paths, {
      '/a': {
        get: { responses: { '4XX': refused, 503: refused } },
        put: { responses: { '4XX': { description: 'Own.' }, 503: refused } },
      },
    })
  })
})
