// What there is in a sandbox, as far as its client can know: the ids of the seed, and what answers told since.

/** Operations that make something: the pool its id goes to, and where the answer has it. */
const made = {
  CreateSpace: ['space_id', (body) => body.id],
  CreateFolder: ['folder_id', (body) => body.id],
  CreateFolderFromTemplate: ['folder_id', (body) => body.folder?.id ?? body.id],
  CreateList: ['list_id', (body) => body.id],
  CreateFolderlessList: ['list_id', (body) => body.id],
  CreateFolderListFromTemplate: ['list_id', (body) => body.list?.id ?? body.id],
  CreateSpaceListFromTemplate: ['list_id', (body) => body.list?.id ?? body.id],
  CreateTask: ['task_id', (body) => body.id],
  CreateTaskFromTemplate: ['task_id', (body) => body.task?.id ?? body.id],
  CreateChecklist: ['checklist_id', (body) => body.checklist?.id],
  CreateChecklistItem: ['checklist_item_id', (body) => body.checklist?.items?.at(-1)?.id],
  CreateTaskComment: ['comment_id', (body) => body.id],
  CreateListComment: ['comment_id', (body) => body.id],
  CreateChatViewComment: ['comment_id', (body) => body.id],
  CreateThreadedComment: ['comment_id', (body) => body.id],
  CreateTaskAttachment: ['attachment', (body) => body.url],
  Createatimeentry: ['timer_id', (body) => body.data?.id],
  StartatimeEntry: ['timer_id', (body) => body.data?.id],
  Tracktime: ['timer_id', (body) => body.id],
  CreateTeamView: ['view_id', (body) => body.view?.id],
  CreateSpaceView: ['view_id', (body) => body.view?.id],
  CreateFolderView: ['view_id', (body) => body.view?.id],
  CreateListView: ['view_id', (body) => body.view?.id],
  CreateWebhook: ['webhook_id', (body) => body.id],
  createDocPublic: ['doc_id', (body) => body.id],
  createPagePublic: ['page_id', (body) => body.id],
  createChatChannel: ['channel_id', (body) => body.data?.id],
  createDirectMessageChatChannel: ['channel_id', (body) => body.data?.id],
  createChatMessage: ['message_id', (body) => body.id],
  createReplyMessage: ['message_id', (body) => body.id],
  mintToken: ['token', (body) => body.token?.token],
  regenerateToken: ['token', (body) => body.token?.token],
  registerApp: ['app', (body) => body.app?.handle],
  addFault: ['fault', (body) => body.fault?.id],
  addDeliveryFault: ['delivery_fault', (body) => body.fault?.id],
  listDeliveries: ['delivery', (body) => body.deliveries?.at(-1)?.id],
}

/** Operations that delete what their path names last. */
const deletes =
  /^Delete(Space|Folder|List|Task|Checklist|ChecklistItem|Comment|View|Webhook|atimeEntry|timetracked)$|^deleteChat(Channel|Message)$/

/** Parameters under other names than their pools. */
const poolOf = {
  links_to: 'task_id',
  task: 'task_id',
  list: 'list_id',
  workspace: 'workspace',
  parent: 'task_id',
  depends_on: 'task_id',
  dependency_of: 'task_id',
  tid: 'task_id',
  workspace_id: 'team_id',
  entity_id: 'task_id',
  object_id: 'task_id',
  parent_page_id: 'page_id',
  interval_id: 'timer_id',
  time_entry_ids: 'timer_id',
  custom_task_ids: 'flag',
}

/** Pools of ids and names. */
export class Known {
  #pools
  #deleted = []

  /** @param pools - of the seed; they are not changed */
  constructor(pools) {
    this.#pools = Object.fromEntries(Object.entries(pools).map(([name, ids]) => [name, [...ids]]))
  }

  /** All that is known under this name of a parameter; the list may be empty. */
  of(parameter) {
    return this.#pools[poolOf[parameter] ?? parameter] ?? []
  }

  get deleted() {
    return this.#deleted
  }

  add(pool, id) {
    if (id === undefined || id === null) return
    this.#pools[pool] ??= []
    this.#pools[pool].push(String(id))
  }

  /** Notes what a successful answer says. */
  learn(operationId, ids, body) {
    if (deletes.test(operationId)) this.#forget(Object.entries(ids).at(-1))
    const [pool, find] = made[operationId] ?? []
    if (pool && typeof body === 'object' && body !== null) this.add(pool, find(body))
  }

  #forget([parameter, id] = []) {
    const pool = this.of(parameter)
    const at = pool.indexOf(id)
    if (at !== -1 && pool.length > 1) pool.splice(at, 1)
    if (at !== -1) this.#deleted.push(id)
  }
}

/** The pools of a world, read from its export. */
export function poolsOf(world) {
  const pools = {
    team_id: [],
    workspace: Object.keys(world.workspaces),
    handle: Object.keys(world.users),
    user: Object.keys(world.users),
    user_id: Object.values(world.users).map(({ id }) => String(id)),
    app: Object.keys(world.apps),
    token: world.tokens.map(({ token }) => token),
    client: Object.values(world.apps),
    template_id: [],
    status: [],
    tag_name: [],
    field_id: [],
    custom_id: [],
    snapshot: ['one', 'two'],
  }
  const add = (pool, id) => {
    pools[pool] ??= []
    if (id !== undefined && id !== null) pools[pool].push(String(id))
  }
  for (const { id } of Object.values(world.workspaces)) add('team_id', id)
  /** Which pool the things under a key of the fixture belong to. */
  const keys = { spaces: 'space_id', folders: 'folder_id', lists: 'list_id', tasks: 'task_id', subtasks: 'task_id' }
  const more = { checklists: 'checklist_id', items: 'checklist_item_id', comments: 'comment_id', replies: 'comment_id' }
  const others = {
    custom_fields: 'field_id',
    views: 'view_id',
    time_entries: 'timer_id',
    docs: 'doc_id',
    pages: 'page_id',
    channels: 'channel_id',
    messages: 'message_id',
  }
  const pool = { ...keys, ...more, ...others }
  const visit = (thing, inTemplate) => {
    if (typeof thing !== 'object' || thing === null) return
    for (const [key, value] of Object.entries(thing)) {
      const isTemplate = inTemplate || key === 'templates'
      if (Array.isArray(value)) for (const one of value) note(key, one, isTemplate)
      visit(value, isTemplate)
    }
  }
  const note = (key, one, inTemplate) => {
    if (inTemplate) add('template_id', one.id)
    else if (pool[key]) add(pool[key], one.id)
    if (key === 'tags') add('tag_name', one.name)
    if (key === 'statuses') add('status', one.status)
    if (one.custom_id) add('custom_id', one.custom_id)
  }
  visit(world.workspaces, false)
  return pools
}
