// The `version` of a new comment: what ClickUp's services tell each other of it (recorded 2025-08 to 2026-01, on tasks and
// Lists). https://developer.clickup.com/reference/createtaskcomment has no such key.
import type { components } from '../../contract/clickup.gen.js'
import type { CommentParent, CommentRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

/** Milliseconds before the comment's date, after it, and after that: the middle of what was recorded. */
const [ASKED_BEFORE, STORED_AFTER, PUBLISHED_AFTER] = [200, 30, 10]

/** The same in all answers of the one Workspace that was recorded; that all others have it too is assumed. */
const MASTER = 31

/** What a thread is on, as a number. Those of tasks and Lists are recorded; the others are assumed. */
const rootTypes: { readonly [Kind in CommentParent['kind']]: number } = { task: 1, comment: 2, list: 6, view: 8 }

/** The version of a comment that was just made. Which parent a reply and a chat view name was not recorded (assumed). */
export function presentVersion(world: World, comment: CommentRow): components['schemas']['CommentVersion'] {
  const { id, on, user_id, date } = comment
  const workspace_id = Number(comment.team_id)
  const stored = date + STORED_AFTER
  return {
    object_type: 'comment',
    object_id: id,
    workspace_id,
    operation: 'c',
    data: {
      context: {
        root_parent_type: rootTypes[rootOf(world, comment).kind],
        is_chat: false,
        audit_context: { userid: user_id, current_time: date - ASKED_BEFORE, route: '*' },
        originating_service: 'publicapi',
      },
      relationships: [
        { type: 'comment-author', object_type: 'user', object_id: String(user_id), workspace_id },
        { type: 'comment-parent', object_type: on.kind, object_id: on.id, workspace_id },
      ],
      changes: [{ field: 'date_created', after: date }],
    },
    master_id: MASTER,
    version: stored * 1000,
    deleted: false,
    traceparent: world.ids.trace(),
    date_created: stored,
    date_updated: stored,
    event_publish_time: stored + PUBLISHED_AFTER,
  }
}

/** What the thread of a comment is on; of a reply whose comment is gone, that comment. */
export function rootOf(world: World, { on }: Pick<CommentRow, 'on'>): CommentParent {
  let at = on
  while (at.kind === 'comment') {
    const above = world.comments.find(at.id)
    if (!above) break
    at = above.on
  }
  return at
}
