// How ClickUp shows comments: https://developer.clickup.com/reference/gettaskcomments
import type { components } from '../../contract/clickup.gen.js'
import type { CommentRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'

type Schemas = components['schemas']

/** A comment with the number of its replies, which have none themselves. */
export function presentComment(world: World, comment: CommentRow): Schemas['Comment'] {
  const { team_id, assignee, assigned_by } = comment
  return {
    id: comment.id,
    comment: [...comment.blocks],
    comment_text: comment.blocks.map(({ text }) => text).join(''),
    user: presentCommentUser(world, team_id, comment.user_id),
    resolved: comment.resolved,
    assignee: assignee === null ? null : presentCommentUser(world, team_id, assignee),
    assigned_by: assigned_by === null ? null : presentCommentUser(world, team_id, assigned_by),
    reactions: [],
    date: String(comment.date),
    reply_count: String(world.comments.count('on', `comment/${comment.id}`)),
  }
}

/** A person as comments and files show them. */
export function presentCommentUser(world: World, teamId: string, userId: number): Schemas['CommentUser'] {
  const { id, username, initials, email, color, profilePicture } = personIn(world, teamId, userId)
  return { id, username, initials, email, color, profilePicture }
}
