// Planting what people say and attach: comments with replies, views of conversation, files.
import type { CommentBlock, CommentPlace, FieldPlace, TaskRow } from '../../model/work-rows.js'
import { takeUp } from '../attachments/rules.js'
import type { Parts, Planting } from './planting.js'
import { FIRST_DAY, HOUR } from './times.js'

type Comments = Parts['FixtureComments'] | undefined

/** Comments, oldest first: an hour after what they stand on, and an hour apart. */
export function plantComments(
  planting: Planting,
  on: CommentPlace,
  comments: Comments,
  at: string,
  since = FIRST_DAY,
): void {
  let date = since
  for (const [index, written] of (comments ?? []).entries()) {
    date = plantComment(planting, on, written, `${at}/${index}`, planting.after(date, HOUR))
  }
}

/** @returns its date */
function plantComment(
  planting: Planting,
  on: CommentPlace,
  written: string | Parts['FixtureComment'],
  at: string,
  otherwise: number,
): number {
  const { world, team_id } = planting
  const comment = typeof written === 'string' ? { text: written } : written
  const blocks: readonly CommentBlock[] | undefined =
    comment.comment ?? (comment.text === undefined ? undefined : [{ text: comment.text }])
  if (!blocks) planting.wrong(at, 'it says nothing', 'write its text')
  const id = planting.id('comments', comment.id, at, () => world.ids.comment())
  const user_id = planting.person(comment.author, `${at}/author`) ?? planting.creator
  const assignee = planting.person(comment.assignee, `${at}/assignee`) ?? null
  const date = planting.time(comment.date, `${at}/date`) ?? otherwise
  world.comments.add({
    id,
    team_id,
    on,
    blocks: blocks ?? [],
    user_id,
    assignee,
    assigned_by: planting.person(comment.assigned_by, `${at}/assigned_by`) ?? (assignee === null ? null : user_id),
    group_assignee: comment.group_assignee ?? null,
    resolved: comment.resolved ?? false,
    date,
  })
  plantComments(planting, { kind: 'comment', id }, comment.replies, `${at}/replies`, date)
  return date
}

/** Views of a place, which are conversations unless they say otherwise. */
export function plantViews(
  planting: Planting,
  parent: FieldPlace,
  views: readonly Parts['FixtureView'][] | undefined,
  at: string,
): void {
  const { world, team_id } = planting
  for (const [index, view] of (views ?? []).entries()) {
    const where = `${at}/views/${index}`
    const id = planting.id('views', view.id, where, () => world.ids.view())
    world.views.add({ id, team_id, name: view.name, type: view.type ?? 'conversation', parent })
    plantComments(planting, { kind: 'view', id }, view.comments, `${where}/comments`)
  }
}

/** Files on a task, an hour after it. */
export function plantFiles(
  planting: Planting,
  task: TaskRow,
  files: readonly Parts['FixtureAttachment'][],
  at: string,
): void {
  const { world, team_id } = planting
  for (const [index, file] of files.entries()) {
    const where = `${at}/${index}`
    const extension = file.extension ?? /\.([^.]+)$/.exec(file.title)?.[1] ?? ''
    const bytes = file.base64 === undefined ? Buffer.from(file.text ?? '') : Buffer.from(file.base64, 'base64')
    const id = planting.id('attachments', file.id, where, () => `${world.ids.uuid()}${extension && `.${extension}`}`)
    world.attachments.add({
      id,
      team_id,
      task_id: task.id,
      title: file.title,
      extension,
      mimetype: file.mimetype ?? mimetypes[extension] ?? 'application/octet-stream',
      date: planting.time(file.date, `${where}/date`) ?? planting.after(task.date_created, HOUR),
      user_id: planting.person(file.author, `${where}/author`) ?? task.creator,
      url: file.url ?? `${ADDRESS}/attachments/${id}/${encodeURIComponent(file.title)}`,
      bytes: new Uint8Array(bytes),
    })
    takeUp(world, team_id, bytes.length)
  }
}

/** Nobody has called yet, so where the mock is reached is not known: its usual address. Any host serves the path. */
const ADDRESS = 'http://127.0.0.1:2558'

const mimetypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
}
