// Attachments: https://developer.clickup.com/reference/createtaskattachment
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { presentNewAttachment } from './present.js'
import { addAttachment } from './rules.js'

export const attachments = {
  /** All files of the form are kept; the answer tells of the first (assumed). */
  CreateTaskAttachment: (call) => {
    const files = call.files ?? refuse('attachmentInvalid')
    const sent = files.filter(({ field }) => field === 'attachment')
    const [first = refuse('attachmentMissing')] = sent.map((file) => addAttachment(call, file))
    return presentNewAttachment(first, call.url)
  },
} satisfies Handlers
