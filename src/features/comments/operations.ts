// Comments: https://developer.clickup.com/reference/gettaskcomments and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { kept } from '../../model/views.js'
import type { Handlers } from '../handlers.js'
import { addComment, chatOf, deleteComment, editComment, pageOf, repliesTo, threadOf } from './rules.js'

export const comments = {
  GetTaskComments: ({
    world,
    rows: {
      task: { id },
    },
    query,
  }) => pageOf(world, { kind: 'task', id }, query),

  CreateTaskComment: ({
    world,
    caller,
    rows: {
      task: { id, team_id },
    },
    body,
  }) => addComment(world, caller, team_id, { kind: 'task', id }, body),

  GetChatViewComments: ({ world, rows: { view }, query }) => pageOf(world, chatOf(view), query),

  CreateChatViewComment: ({ world, caller, rows: { view }, body }) =>
    addComment(world, caller, view.team_id, chatOf(kept(world, view)), body),

  GetListComments: ({
    world,
    rows: {
      list: { id },
    },
    query,
  }) => pageOf(world, { kind: 'list', id }, query),

  /** On the Free plan ClickUp answers a server error (observed). */
  CreateListComment: ({
    world,
    caller,
    rows: {
      list: { id, team_id },
    },
    body,
  }) => {
    if (world.teams.get(team_id).plan === 'free_forever') refuse('internalError')
    return addComment(world, caller, team_id, { kind: 'list', id }, body)
  },

  UpdateComment: ({ world, caller, rows: { comment }, body, note }) => {
    if (comment.on.kind === 'comment') note('ClickUp does not let a reply be changed: delete it and write another')
    editComment(world, caller, comment, body)
    return {}
  },

  DeleteComment: ({ world, rows: { comment } }) => {
    deleteComment(world, comment)
    return {}
  },

  GetThreadedComments: ({ world, rows: { comment } }) => repliesTo(world, comment),

  CreateThreadedComment: ({ world, caller, rows: { comment }, body }) =>
    addComment(world, caller, comment.team_id, threadOf(comment), body),
} satisfies Handlers
