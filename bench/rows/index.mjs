// All rows, by the names of `--only`, in the order of the table. A row is `{ rounds: [all, quick], lines, round }`: its
// round gives a number for each of its lines, and lines have `what` they measure, a target (`most` or `least`) and a `unit`.
import { burden, webhooks } from './burdens.mjs'
import { chat, create, getTask, page, token, user } from './calls.mjs'
import { memory, sandboxes } from './memory.mjs'
import { start, test } from './start.mjs'
import { worlds } from './worlds.mjs'

export const rows = {
  user,
  token,
  task: getTask,
  page,
  create,
  chat,
  start,
  test,
  memory,
  worlds,
  burden,
  webhooks,
  sandboxes,
}
