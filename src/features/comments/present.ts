// How ClickUp shows comments: https://developer.clickup.com/reference/gettaskcomments
import type { components } from '../../contract/clickup.gen.js'
import type { CommentRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'
import { presentNamedGroup } from '../user-groups/named.js'

type Schemas = components['schemas']

/**
 * A comment with the number of its replies, which have none themselves. `resolved` and `assigned_by` are there only while a
 * person is assigned (observed 2025-11, 2026-01).
 */
export function presentComment(world: World, comment: CommentRow): Schemas['Comment'] {
  const { team_id, group_assignee } = comment
  const person = (id: number | null) => (id === null ? null : presentCommentUser(world, team_id, id))
  const assignee = person(comment.assignee)
  return {
    id: comment.id,
    comment: [...comment.blocks],
    comment_text: comment.blocks.map(({ text }) => text).join(''),
    user: presentCommentUser(world, team_id, comment.user_id),
    ...(assignee && { resolved: comment.resolved }),
    assignee,
    group_assignee: (group_assignee !== null && presentNamedGroup(world, group_assignee)[0]) || null,
    ...(assignee && { assigned_by: person(comment.assigned_by) }),
    reactions: [],
    date: String(comment.date),
    reply_count: world.comments.count('on', `comment/${comment.id}`),
  }
}

/** A person as comments show them, and what else has this order of keys (observed). */
export function presentCommentUser(world: World, teamId: string, userId: number): Schemas['CommentUser'] {
  const { id, username, email, color, initials, profilePicture } = personIn(world, teamId, userId)
  return { id, username, email, color, initials, profilePicture }
}
