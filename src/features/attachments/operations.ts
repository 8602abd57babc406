// Attachments: https://developer.clickup.com/reference/createtaskattachment and, of version 3, postentityattachment
import { refuse } from '../../contract/catalogue.js'
import { byDate, dataPage, pageAfter } from '../cursors.js'
import type { Handlers } from '../handlers.js'
import { entityNamed } from './entities.js'
import { presentEntityAttachment, presentNewAttachment } from './present.js'
import { addAttachment } from './rules.js'

export const attachments = {
  /** All files of the form are kept; the answer tells of the first (assumed). */
  CreateTaskAttachment: (call) => {
    const files = call.files ?? refuse('attachmentInvalid')
    const sent = files.filter(({ field }) => field === 'attachment')
    const { id: task_id, team_id } = call.rows.task
    const holder = { team_id, task_id, field_id: null }
    const [first = refuse('attachmentMissing')] = sent.map((file) => addAttachment(call, holder, file))
    return presentNewAttachment(first, call.url)
  },

  getParentEntityAttachments: (call) => {
    const { task_id, field_id } = entityNamed(call)
    const files = call.world.attachments.group(task_id === null ? 'field' : 'task', String(task_id ?? field_id))
    return dataPage(pageAfter(files, byDate, call.query), (file) => presentEntityAttachment(file, call.url))
  },

  /** Answers 200 (documented), not 201. A file without the field's name counts as none (assumed). */
  postEntityAttachment: (call) => {
    const holder = entityNamed(call)
    const file = call.files?.find(({ field }) => field === 'attachment') ?? refuse('requestUnfit')
    const [filename = file.filename] = call.body.filename ?? []
    return presentEntityAttachment(addAttachment(call, holder, { ...file, filename }), call.url)
  },
} satisfies Handlers
