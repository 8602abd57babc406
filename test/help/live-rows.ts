// Ids of the default world by path parameter, and bodies that fit them, for calls that should get far.
import { Contract, readDocument } from '../../src/contract/contract.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import type { World } from '../../src/model/world.js'

const world = await plantedWorld('default', Contract.load('mock'))
const [space] = world.spaces.all()
const [list] = world.lists.group('space', space?.id ?? '')
const [folder] = world.folders.group('space', space?.id ?? '')
const [task, other] = world.tasks.all()
const assigned = world.tasks.all().find(({ team_id, assignees }) => team_id === '9001001' && assignees.length > 0)
const [item] = world.checklist_items.all()
const [entry] = world.time_entries.all()
const [doc] = world.docs.all()
const template = (kind: string) => world.templates.all().find((one) => one.kind === kind)?.id ?? ''

/** The id that stands for a parameter in a path of this operation. */
export function liveId(path: string, parameter: string): string | undefined {
  if (parameter === 'template_id') return template(/(list|folder)_template/.exec(path)?.[1] ?? 'task')
  if (path.includes('/view/{view_id}/comment')) return world.views.all().find(({ type }) => type === 'conversation')?.id
  return ids[parameter.toLowerCase()]
}

const ids: Readonly<Record<string, string | undefined>> = {
  team_id: '9001001',
  space_id: space?.id,
  folder_id: folder?.id,
  list_id: list?.id,
  task_id: task?.id,
  links_to: other?.id,
  checklist_id: item?.checklist_id,
  checklist_item_id: item?.id,
  comment_id: world.comments.all().find(({ on }) => on.kind !== 'view')?.id,
  view_id: world.views.all()[0]?.id,
  field_id: world.custom_fields.all().find(({ type }) => type === 'url')?.id,
  tag_name: 'live',
  user_id: '100002',
  guest_id: '100005',
  group_id: world.user_groups.all()[0]?.id,
  timer_id: entry?.id,
  interval_id: entry?.id,
  goal_id: world.goals.all()[0]?.id,
  key_result_id: world.key_results.all()[0]?.id,
  workspace_id: '9001001',
  doc_id: doc?.id,
  page_id: world.pages.all()[0]?.id,
  channel_id: world.channels.all()[0]?.id,
  message_id: world.messages.all()[0]?.id,
  reaction: 'bulb', // Anna's
  comment_type: 'post',
  webhook_id: Object(readDocument('mock').components).parameters.webhookId.example,
}

/** Ids and bodies for operations of version 3, which refuses a body that does not fit. */
export const liveCalls: readonly [string, { ids: Readonly<Record<string, string>>; body: unknown }][] = [
  ['queryAuditLog', { ids: {}, body: { applicability: 'other-activity' } }],
  ['createChatMessage', { ids: {}, body: { content: 'Live' } }],
  ['createReplyMessage', { ids: {}, body: { content: 'Live' } }],
  ['createLocationChatChannel', { ids: {}, body: { location: { id: list?.id, type: 'list' } } }],
  ['getParentEntityAttachments', { ids: { entity_type: 'attachments', entity_id: task?.id ?? '' }, body: undefined }],
  ['publicPatchAcl', { ids: { object_type: 'task', object_id: task?.id ?? '' }, body: { private: true } }],
  ...['updateTimeEstimatesByUser', 'replaceTimeEstimatesByUser'].map((operation): (typeof liveCalls)[number] => [
    operation,
    { ids: { task_id: assigned?.id ?? '' }, body: [{ assignee: assigned?.assignees[0], time: 1 }] },
  ]),
]

/** Adds the webhook that the ids name; the default fixture has none. Few calls make the event that it is for. */
export function addLiveWebhook(world: World, token: string): void {
  world.webhooks.add({
    id: String(ids.webhook_id),
    team_id: String(ids.team_id),
    user_id: Number(world.tokens.get(token).user_id),
    token,
    client_id: 'LIVE',
    endpoint: 'http://localhost:9',
    events: ['goalCreated'],
    space_id: null,
    folder_id: null,
    list_id: null,
    task_id: null,
    status: 'active',
    fail_count: 0,
    secret: world.ids.webhookSecret(),
  })
}

/** Fields of queries and bodies that some operation takes. */
export const liveFields = {
  team_id: '9001001',
  email: 'live@new.example',
  permission_level: 'read',
  type: 'board',
  name: 'Live',
  comment_text: 'Live',
  tag: { name: 'live' },
  depends_on: other?.id,
  task_ids: task?.id,
  source_task_ids: [other?.id],
  value: 'https://live.example',
  position: 0,
  start: 0,
  duration: 1,
  time: 1,
  tags: [{ name: 'live' }],
  time_entry_ids: [entry?.id],
  new_name: 'lively',
  endpoint: 'http://localhost:9/live',
  events: ['goalCreated'],
  location: { id: space?.id, type: 'space' },
  content: 'Live',
  reaction: 'wave',
}
