// What ClickUp does: the chapters, merged.
import { attachments } from './attachments/operations.js'
import { auditLogs } from './audit-logs/operations.js'
import { authorization } from './authorization/operations.js'
import { chat } from './chat/operations.js'
import { checklists } from './checklists/operations.js'
import { comments } from './comments/operations.js'
import { customFields } from './custom-fields/operations.js'
import { docs } from './docs/operations.js'
import { folders } from './folders/operations.js'
import { goals } from './goals/operations.js'
import { guests } from './guests/operations.js'
import type { Handlers } from './handlers.js'
import { lists } from './lists/operations.js'
import { members } from './members/operations.js'
import { privacy } from './privacy/operations.js'
import { relationships } from './relationships/operations.js'
import { roles } from './roles/operations.js'
import { sharedHierarchy } from './shared-hierarchy/operations.js'
import { spaces } from './spaces/operations.js'
import { tags } from './tags/operations.js'
import { taskLists } from './task-lists/operations.js'
import { taskTypes } from './task-types/operations.js'
import { tasks } from './tasks/operations.js'
import { templates } from './templates/operations.js'
import { timeTracking } from './time-tracking/operations.js'
import { userGroups } from './user-groups/operations.js'
import { users } from './users/operations.js'
import { views } from './views/operations.js'
import { webhooks } from './webhooks/operations.js'
import { workspaces } from './workspaces/operations.js'

/** Every operation that is built. One in the specs but not here answers 501. */
export const handlers: Handlers = {
  ...authorization,
  ...workspaces,
  ...spaces,
  ...folders,
  ...lists,
  ...checklists,
  ...tasks,
  ...tags,
  ...relationships,
  ...members,
  ...customFields,
  ...taskTypes,
  ...taskLists,
  ...comments,
  ...attachments,
  ...templates,
  ...goals,
  ...timeTracking,
  ...docs,
  ...chat,
  ...privacy,
  ...auditLogs,
  ...views,
  ...users,
  ...guests,
  ...userGroups,
  ...roles,
  ...sharedHierarchy,
  ...webhooks,
}
