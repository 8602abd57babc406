// How ClickUp shows files: https://developer.clickup.com/reference/createtaskattachment and GetTask
import type { components } from '../../contract/clickup.gen.js'
import type { AttachmentRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { presentCommentUser } from '../comments/present.js'

type Schemas = components['schemas']

/** A file that was just sent; no thumbnails are made. */
export function presentNewAttachment(attachment: AttachmentRow): Schemas['NewAttachment'] {
  return {
    id: attachment.id,
    version: '0',
    date: attachment.date,
    title: attachment.title,
    extension: attachment.extension,
    thumbnail_small: null,
    thumbnail_large: null,
    url: attachment.url,
  }
}

/** The files of a task, as GetTask shows them. */
export function presentTaskAttachments(world: World, task: TaskRow): Schemas['TaskAttachment'][] {
  return world.attachments.group('task', task.id).map((attachment) => presentTaskAttachment(world, attachment))
}

function presentTaskAttachment(world: World, attachment: AttachmentRow): Schemas['TaskAttachment'] {
  return {
    id: attachment.id,
    date: attachment.date,
    title: attachment.title,
    type: 1,
    source: 1,
    version: 0,
    extension: attachment.extension,
    thumbnail_small: null,
    thumbnail_medium: null,
    thumbnail_large: null,
    is_folder: null,
    mimetype: attachment.mimetype,
    hidden: false,
    parent_id: attachment.task_id,
    size: attachment.content.size,
    total_comments: 0,
    resolved_comments: 0,
    user: presentCommentUser(world, attachment.team_id, attachment.user_id),
    deleted: false,
    orientation: null,
    url: attachment.url,
    email_data: null,
    url_w_query: `${attachment.url}?view=open`,
    url_w_host: attachment.url,
  }
}
