// How ClickUp shows files: https://developer.clickup.com/reference/createtaskattachment and GetTask
import type { components } from '../../contract/clickup.gen.js'
import { uriText } from '../../input/uri-text.js'
import type { AttachmentRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'

type Schemas = components['schemas']

/** None are made. */
const thumbnails = { thumbnail_small: null, thumbnail_medium: null, thumbnail_large: null } as const

/** A file that was just sent. @param address - at which the caller reaches the sandbox */
export function presentNewAttachment(attachment: AttachmentRow, address: string): Schemas['NewAttachment'] {
  return {
    id: attachment.id,
    version: '0',
    date: attachment.date,
    name: attachment.title,
    title: attachment.title,
    extension: attachment.extension,
    source: 1,
    ...thumbnails,
    ...presentUrls(attachment, address),
  }
}

/** The files of a task, as GetTask shows them. @param address - at which the caller reaches the sandbox */
export function presentTaskAttachments(world: World, task: TaskRow, address: string): Schemas['TaskAttachment'][] {
  return world.attachments.group('task', task.id).map((attachment) => presentTaskAttachment(world, attachment, address))
}

function presentTaskAttachment(world: World, attachment: AttachmentRow, address: string): Schemas['TaskAttachment'] {
  const { url, ...others } = presentUrls(attachment, address)
  return {
    id: attachment.id,
    date: String(attachment.date),
    title: attachment.title,
    type: 1,
    source: 1,
    version: 0,
    extension: attachment.extension,
    ...thumbnails,
    is_folder: null,
    mimetype: attachment.mimetype,
    hidden: false,
    parent_id: String(attachment.task_id),
    size: attachment.content.size,
    total_comments: 0,
    resolved_comments: 0,
    user: presentSender(world, attachment),
    deleted: false,
    orientation: null,
    url,
    email_data: null,
    workspace_id: null,
    ...others,
  }
}

/** A file as version 3 shows it. @param address - at which the caller reaches the sandbox */
export function presentEntityAttachment(attachment: AttachmentRow, address: string): Schemas['EntityAttachment'] {
  const { id, date, extension, mimetype, task_id, field_id, content, title, user_id } = attachment
  return {
    date_updated: date,
    date_created: date,
    extension,
    id,
    mime_type: mimetype,
    parent_entity_type: task_id === null ? 'custom_fields' : 'tasks',
    parent_id: String(task_id ?? field_id),
    size: content.size,
    signed: false,
    ...thumbnails,
    title,
    url: presentUrls(attachment, address).url,
    user_id,
  }
}

function presentSender(world: World, { team_id, user_id }: AttachmentRow): Schemas['AttachmentUser'] {
  const { id, username, email, initials, color, profilePicture } = personIn(world, team_id, user_id)
  return { id, username, email, initials, color, profilePicture }
}

/** Where the file is fetched: on this mock, unless a fixture says otherwise. */
function presentUrls({ id, title, url: elsewhere }: AttachmentRow, address: string) {
  const url = elsewhere ?? `${address}/attachments/${id}/${encodeName(title)}`
  return { url, url_w_query: `${url}?view=open`, url_w_host: url }
}

/** A file name as part of a path; `.` and `..`, which would lead upwards, become `file`. */
function encodeName(name: string): string {
  return uriText(/^\.+$/.test(name) ? 'file' : name)
}
