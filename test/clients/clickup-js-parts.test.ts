// clickup.js, unmodified, on what hangs on tasks: tags, checklists, relationships, members, comments, files, Custom
// Fields, task types, templates, and webhooks. What it has no method for goes by its own request(), as its users write it.
import { createClickup } from 'clickup.js'
import t from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import * as tour from '../help/tour.js'
import { ANNA, BEN, GINA } from '../help/work.js'

const { NORTHWIND, PRODUCT, HARDWARE, BATTERY, TALK, BUG_REPORT, RELEASE, NEW_PRODUCT, idOf, nameOf } = tour
const { mock, as } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const clickup = createClickup({
  token: env.CLICKUP_TOKEN,
  request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` },
  hooks: {
    onRequest({ request }) {
      if (request.body instanceof FormData) delete request.headers['Content-Type']
    },
  },
})
const refused = clickUpJsRefused(mock)

async function addTask(name: string): Promise<string> {
  return (await clickup.list.createTask(HARDWARE, { name })).id
}

const texts = ({ comments }: { comments: { comment_text: string }[] }) => comments.map((one) => one.comment_text)

t.test('clickup.js and tags', async (t) => {
  const spaceTags = async () => (await clickup.space.tags(PRODUCT)).tags.map(nameOf)
  const id = await addTask('Pick a colour')
  const taskTags = async () => (await clickup.task.get(id)).tags.map(nameOf)

  await t.test('makes one in the Space, puts it on a task and takes it off', async (t) => {
    await clickup.space.addTag(PRODUCT, { tag: { name: 'deep blue', tag_bg: '#0000ff' } })
    t.ok((await spaceTags()).includes('deep blue'))
    await clickup.task.addTag(id, 'deep blue')
    t.same(await taskTags(), ['deep blue'])
    await clickup.task.removeTag(id, 'deep blue')
    t.same(await taskTags(), [])
  })

  await t.test('renames and deletes it, on the task too', async (t) => {
    await clickup.task.addTag(id, 'deep blue')
    await clickup.space.editTag(PRODUCT, 'deep blue', { tag: { name: 'navy' } })
    t.same(await taskTags(), ['navy'])
    await clickup.space.removeTag(PRODUCT, 'navy', { tag: { name: 'navy' } })
    t.same(await taskTags(), [])
    t.notOk((await spaceTags()).includes('navy'))
  })

  await t.test('is told that a tag needs a name', async (t) =>
    refused(t, clickup.space.addTag(PRODUCT, { tag: {} }), 'spaceTagMissing'),
  )
})

t.test('clickup.js and checklists', async (t) => {
  const task = await addTask('Pack')
  const { checklist } = await clickup.task.AddChecklist(task, { name: 'Box' })
  const shown = async () => (await clickup.task.get(task)).checklists

  await t.test('adds, resolves, nests and takes away items', async (t) => {
    t.match((await clickup.checklist.update(checklist.id, { name: 'Crate' })).checklist, { name: 'Crate' })
    await clickup.checklist.addItem(checklist.id, { name: 'Straps', assignee: BEN })
    const { items } = (await clickup.checklist.addItem(checklist.id, { name: 'Foam' })).checklist
    t.same(items.map(nameOf), ['Straps', 'Foam'])
    const [straps, foam] = items.map(idOf)
    await clickup.checklist.editItem(checklist.id, straps, { resolved: true })
    await clickup.checklist.editItem(checklist.id, foam, { parent: straps })
    const [seen] = await shown()
    t.match(seen, { id: checklist.id, name: 'Crate', resolved: 1, unresolved: 1 })
    t.match(
      seen.items.find(({ id }: { id: string }) => id === straps),
      { assignee: { id: BEN }, children: [{ id: foam, name: 'Foam' }] },
    )
    await clickup.checklist.removeItem(checklist.id, foam)
    t.match(await shown(), [{ resolved: 1, unresolved: 0 }])
  })

  await t.test('deletes one', async (t) => {
    await clickup.checklist.delete(checklist.id)
    t.same(await shown(), [])
    await refused(t, clickup.checklist.delete(checklist.id), 'teamNotAuthorized')
  })
})

t.test('clickup.js and relationships', async (t) => {
  const [first, second] = [await addTask('Saw'), await addTask('Sand')]

  await t.test('lets a task wait for another, seen on both, until it does not', async (t) => {
    await clickup.task.addDependency(second, { dependsOn: first })
    for (const id of [first, second]) {
      t.match((await clickup.task.get(id)).dependencies, [{ task_id: second, depends_on: first }])
    }
    await clickup.task.removeDependency(second, { dependsOn: first })
    t.same((await clickup.task.get(first)).dependencies, [])
    await refused(t, clickup.task.addDependency(second, {}), 'dependencyMissing')
  })

  await t.test('links two tasks and undoes it', async (t) => {
    const { task } = await clickup.task.addTaskLink(first, second)
    t.match(task, { id: first, linked_tasks: [{ task_id: first, link_id: second }] })
    await clickup.task.removeTaskLink(first, second)
    t.same((await clickup.task.get(second)).linked_tasks, [])
  })
})

t.test('clickup.js sees who was given access to a List and to a task', async (t) => {
  const launch = (await clickup.team.filteredTasks(NORTHWIND, { tags: ['website'] })).tasks[0].list
  t.equal(launch.name, 'Launch')
  t.ok((await clickup.list.members(launch.id)).members.map(idOf).includes(GINA))
  const { members } = await clickup.task.members(BATTERY)
  t.same(members, (await as.anna.get(`/api/v2/task/${BATTERY}/member`)).body.members)
})

t.test('clickup.js and comments', async (t) => {
  const places = {
    task: { say: (data: object) => clickup.task.addComment(BATTERY, data), read: () => clickup.task.comments(BATTERY) },
    List: {
      say: (data: object) => clickup.list.addComment(HARDWARE, data),
      read: () => clickup.list.comments(HARDWARE),
    },
    'chat view': {
      say: (data: object) => clickup.view.addComment(TALK, data),
      read: () => clickup.view.comments(TALK),
    },
  }
  for (const [place, { say, read }] of Object.entries(places)) {
    await t.test(`says, changes, answers and deletes one on a ${place}`, async (t) => {
      const { id } = await say({ commentText: 'Is it light?', notifyAll: true })
      const before = texts(await read())
      t.equal(before[0], 'Is it light?', 'the newest comes first')
      await clickup.comment.update(id, { commentText: 'Is it bright?', assignee: ANNA, resolved: true })
      await clickup.comment.addReply(id, { commentText: 'As day.' })
      t.match((await read()).comments[0], {
        id: String(id),
        comment_text: 'Is it bright?',
        resolved: true,
        reply_count: 1,
      })
      t.same(texts(await clickup.comment.replies(id)), ['As day.'])
      await clickup.comment.delete(id)
      t.same(texts(await read()), before.slice(1))
      await refused(t, clickup.comment.delete(id), 'commentNotFound')
    })
  }

  await t.test('is told that a comment needs a text', async (t) =>
    refused(t, clickup.task.addComment(BATTERY, {}), 'commentTextEmpty'),
  )
})

t.test('clickup.js and files', async (t) => {
  const form = new FormData()
  form.append('attachment', new File(['oak'], 'hull.txt', { type: 'text/plain' }))

  await t.test('puts one on a task, from where it is fetched again', async (t) => {
    const { id, title, url } = await clickup.task.addAttachment(BATTERY, form)
    t.equal(title, 'hull.txt')
    t.equal(await (await fetch(url)).text(), 'oak')
    t.match((await clickup.task.get(BATTERY)).attachments.at(-1), { id, title, url, size: 3 })
  })

  await t.test('is told, without the hook, that its form has no boundary', async (t) => {
    const asItComes = createClickup({
      token: env.CLICKUP_TOKEN,
      request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` },
    })
    await refused(t, asItComes.task.addAttachment(BATTERY, form), 'attachmentInvalid')
  })
})

t.test('clickup.js and Custom Fields', async (t) => {
  const { fields } = await clickup.list.customFields(HARDWARE)
  const fieldNamed = (name: string) => fields.find((field: { name: string }) => field.name === name)

  await t.test('finds those of a List, and where each was made', async (t) => {
    t.same(fields.map(nameOf).sort(), ['Cost', 'Effort', 'Reviewers', 'Supplier', 'Tested', 'Ticket'])
    t.same((await clickup.space.customFields(PRODUCT)).fields.map(nameOf).sort(), ['Cost', 'Effort', 'Reviewers'])
    t.same((await clickup.team.customFields(NORTHWIND)).fields.map(nameOf), ['Ticket'])
    t.same((await clickup.folder.customFields('90110000001')).fields, [])
  })

  const id = await addTask('Weigh it')
  const effort = fieldNamed('Effort')
  const small = effort.type_config.options[0].id
  const values: Readonly<Record<string, readonly [sent: unknown, read: unknown]>> = {
    Effort: [small, 0],
    Cost: [12.5, 12.5],
    Supplier: ['Volta', 'Volta'],
    Tested: [true, 'true'],
    Ticket: ['https://northwind.example/7', 'https://northwind.example/7'],
    Reviewers: [{ add: [ANNA] }, [{ id: ANNA }]],
  }
  const readValue = async (name: string) =>
    (await clickup.task.get(id)).custom_fields.find((field: { name: string }) => field.name === name).value
  for (const [name, [sent, read]] of Object.entries(values)) {
    await t.test(`sets and removes ${name}`, async (t) => {
      await clickup.task.addCustomFieldValue(id, fieldNamed(name).id, { value: sent })
      t.match(await readValue(name), read)
      if (name === 'Effort') {
        const query = { customFields: JSON.stringify([{ field_id: effort.id, operator: '=', value: small }]) }
        t.ok((await clickup.list.tasks(HARDWARE, query)).tasks.map(idOf).includes(id), 'filtered by it')
      }
      await clickup.task.removeCustomFieldValue(id, fieldNamed(name).id)
      t.equal(await readValue(name), undefined)
    })
  }

  await t.test('is told that an option is none', async (t) =>
    refused(t, clickup.task.addCustomFieldValue(id, effort.id, { value: 'Huge' }), 'fieldOptionInvalid'),
  )
})

t.test('clickup.js makes a task of a type of the Workspace', async (t) => {
  const { custom_items } = await clickup.team.customTaskTypes(NORTHWIND)
  const bug = custom_items.find(({ name }: { name: string }) => name === 'Bug')
  const { id } = await clickup.list.createTask(HARDWARE, { name: 'Rattles', customItemId: bug.id })
  t.equal((await clickup.task.get(id)).custom_item_id, bug.id)
})

t.test('clickup.js and templates', async (t) => {
  const post = (path: string, name: string) =>
    clickup.request({ method: 'POST', path: `v2/${path}`, body: { name, options: { return_immediately: false } } })

  await t.test('finds those of each kind', async (t) => {
    t.match(await clickup.team.taskTemplates(NORTHWIND), { templates: [{ name: 'Bug report', id: BUG_REPORT }] })
    const find = async (kind: string) =>
      (await clickup.request({ path: `v2/team/${NORTHWIND}/${kind}_template` })).templates
    t.match([await find('list'), await find('folder')], [[{ id: RELEASE }], [{ id: NEW_PRODUCT }]])
  })

  await t.test('makes a task, Lists and a Folder of them', async (t) => {
    const { id } = await clickup.list.createTaskFromTemplate(HARDWARE, BUG_REPORT, { name: 'It hums' })
    t.match(await clickup.task.get(id), {
      name: 'It hums',
      priority: { priority: 'high' },
      checklists: [{ name: 'To find out' }],
    })
    const folder = await post(`space/${PRODUCT}/folder_template/${NEW_PRODUCT}`, 'Lamp Two')
    t.match(await clickup.folder.get(folder.id), { name: 'Lamp Two', lists: [{ name: 'Plan' }, { name: 'Build' }] })
    for (const place of [`folder/${folder.id}`, `space/${PRODUCT}`]) {
      const list = await post(`${place}/list_template/${RELEASE}`, 'Release 1')
      t.same((await clickup.list.tasks(list.id)).tasks.map(nameOf).sort(), ['Ask three riders', 'Freeze the code'])
    }
  })

  await t.test('is told that there is no such template', async (t) =>
    refused(t, clickup.list.createTaskFromTemplate(HARDWARE, 't-1', { name: 'x' }), 'teamNotAuthorized'),
  )
})

t.test('clickup.js and webhooks', async (t) => {
  const endpoint = 'http://localhost:9/hook'
  const listed = async () => (await clickup.team.webhooks(NORTHWIND)).webhooks

  await t.test('registers, lists, changes and deletes one', async (t) => {
    const { id, webhook } = await clickup.team.createWebhook(NORTHWIND, { endpoint, events: ['goalCreated'] })
    t.match(webhook, { id, userid: ANNA, endpoint, health: { status: 'active', fail_count: 0 } })
    t.same(await listed(), [webhook])
    const changed = { endpoint: `${endpoint}/2`, events: ['goalDeleted'], status: 'active' }
    t.same((await clickup.webhook.update(id, changed)).webhook, {
      ...webhook,
      endpoint: changed.endpoint,
      events: changed.events,
    })
    t.same(await clickup.webhook.delete(id), {})
    t.same(await listed(), [])
    await refused(t, clickup.webhook.delete(id), 'teamNotAuthorized')
  })

  await t.test('is told that it registered the same already', async (t) => {
    const { id, webhook } = await clickup.team.createWebhook(NORTHWIND, { endpoint, events: '*', listId: HARDWARE })
    t.equal(webhook.list_id, HARDWARE)
    await refused(
      t,
      clickup.team.createWebhook(NORTHWIND, { endpoint, events: '*', listId: HARDWARE }),
      'webhookAlreadyExists',
    )
    await clickup.webhook.delete(id)
  })
})

t.test('clickup.js has called every operation of these chapters', async (t) => {
  const onTasks = ['tags', 'checklists', 'relationships', 'members', 'comments', 'attachments', 'custom-fields']
  t.same(tour.notDone(mock, [...onTasks, 'custom-task-types', 'templates', 'webhooks']), [])
})
