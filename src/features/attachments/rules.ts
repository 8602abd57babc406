// Files on tasks and Custom Fields. Their total size is limited, as ClickUp limits it.
import { refuse } from '../../contract/catalogue.js'
import { isGone } from '../../model/hierarchy.js'
import type { AttachmentRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { SentFile } from '../handlers.js'

/** How many bytes the files of a Workspace may take up: as on ClickUp's Free plan. */
export const STORAGE = 100 * 1_048_576

/** The parts of a call that the rules need. */
export interface Sending {
  readonly world: World
  readonly caller: { readonly user: { readonly id: number } }
}

/** What a file is put on: a task or a Custom Field. */
export type Holder = Pick<AttachmentRow, 'team_id' | 'task_id' | 'field_id'>

/** Puts a file on something. @throws Refusal storageFull */
export function addAttachment({ world, caller }: Sending, holder: Holder, file: SentFile): AttachmentRow {
  const { team_id } = holder
  const { length } = file.bytes
  if (takeUp(world, team_id, length) > STORAGE && length + sizeOfAll(world, team_id) > STORAGE) refuse('storageFull')
  const title = file.filename.split('/').findLast((part) => part !== '') ?? file.filename // of a path the last part (recorded)
  const [, extension = ''] = /\.([a-z0-9]{1,16})$/i.exec(title) ?? []
  const id = [world.newId('attachments'), extension.toLowerCase()].filter(Boolean).join('.')
  return world.attachments.add({
    id,
    ...holder,
    title,
    extension: extension.toLowerCase(),
    mimetype: /^[\w.+-]+\/[\w.+-]+/.exec(file.mimetype)?.[0] ?? 'application/octet-stream',
    date: world.clock.now(),
    user_id: caller.user.id,
    url: null,
    content: world.files.keep(file.bytes),
  })
}

/** Counts the bytes of a file. @returns how many its Workspace takes up now */
export function takeUp(world: World, team_id: string, bytes: number): number {
  const storage = world.storage.find(team_id) ?? world.storage.add({ team_id, bytes: 0 })
  return world.storage.update(storage, { bytes: storage.bytes + bytes }).bytes
}

/** Removes a file for good. */
export function removeAttachment(world: World, file: AttachmentRow): void {
  takeUp(world, file.team_id, -file.content.size)
  world.attachments.delete(file)
}

/** How many bytes the files of a Workspace take up once those are removed whose task is gone with its List, Folder or Space. */
function sizeOfAll(world: World, team_id: string): number {
  const all = world.attachments.group('team', team_id)
  const gone = all.filter((row) => isGone(world, { table: 'attachments', row }))
  for (const file of gone) removeAttachment(world, file)
  return (
    all.reduce((sum, { content }) => sum + content.size, 0) - gone.reduce((sum, { content }) => sum + content.size, 0)
  )
}
