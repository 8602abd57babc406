// What hangs on the work of a world, as a fixture writes it: fields, views, checklists, comments, files.
import type { components } from '../contract/mock.gen.js'
import type {
  AttachmentRow,
  ChecklistItemRow,
  ChecklistRow,
  CommentPlace,
  CommentRow,
  CustomFieldRow,
  FieldPlace,
  ShareRow,
  ViewRow,
} from '../model/work-rows.js'
import type { World } from '../model/world.js'
import { grouped, type Lookup, listed, type WrittenRows } from './written-rows.js'

type Schemas = components['schemas']

/** Writes the parts, which it groups once: a look-up in the world costs more. */
export class ExportedParts {
  readonly #world: World
  readonly #rows: WrittenRows
  readonly #fields: Lookup<CustomFieldRow>
  readonly #views: Lookup<ViewRow>
  readonly #checklists: Lookup<ChecklistRow>
  readonly #items: Lookup<ChecklistItemRow>
  readonly #comments: Lookup<CommentRow>
  readonly #files: Lookup<AttachmentRow>
  readonly #shares: Lookup<ShareRow>

  constructor(world: World, rows: WrittenRows) {
    this.#world = world
    this.#rows = rows
    this.#fields = grouped(world.custom_fields.all(), ({ place }) => keyOf(place))
    this.#views = grouped(world.views.all(), ({ parent }) => keyOf(parent))
    this.#checklists = grouped(world.checklists.all(), ({ task_id }) => task_id)
    this.#items = grouped(world.checklist_items.all(), ({ checklist_id, parent }) => parent ?? checklist_id)
    this.#comments = grouped(world.comments.all(), ({ on }) => keyOf(on))
    this.#files = grouped(world.attachments.all(), ({ task_id }) => task_id)
    this.#shares = grouped(world.shares.all(), keyOf)
  }

  handle(userId: number): string {
    return this.#world.users.get(userId).handle
  }

  handles(userIds: readonly number[]): string[] {
    return userIds.map((id) => this.handle(id))
  }

  sharedWith(kind: ShareRow['kind'], id: string): Pick<Schemas['FixtureTask'], 'shared_with'> {
    const shares = this.#rows.all('shares', this.#shares(keyOf({ kind, id })))
    return listed(
      'shared_with',
      shares.map(({ user_id, permission_level }) => {
        const user = this.handle(user_id)
        return permission_level ? { user, permission_level } : user
      }),
    )
  }

  /** The fields and views made on one place. */
  madeOn(place: FieldPlace): Pick<Schemas['FixtureSpace'], 'custom_fields' | 'views'> {
    const fields = this.#rows.all('custom_fields', this.#fields(keyOf(place)))
    const views = this.#views(keyOf(place)).map((view) => this.#view(view))
    return {
      ...listed('custom_fields', fields.map(exportField)),
      ...listed('views', views),
    }
  }

  checklists(taskId: string): Schemas['FixtureChecklist'][] {
    return this.#checklists(taskId).map((checklist) => {
      this.#rows.one('checklists', checklist)
      const { id, name, orderindex, creator, date_created } = checklist
      const items = this.#exportItems(id)
      return { name, id, orderindex, creator: this.handle(creator), date_created, ...listed('items', items) }
    })
  }

  /** Comments on something; each has its replies. */
  comments(on: CommentPlace): Schemas['FixtureComment'][] {
    return this.#comments(keyOf(on)).map((comment) => {
      this.#rows.one('comments', comment)
      const { id, user_id, assignee, assigned_by, group_assignee, resolved, date } = comment
      const replies = this.comments({ kind: 'comment', id })
      return {
        ...said(comment),
        id,
        author: this.handle(user_id),
        ...(assignee !== null && { assignee: this.handle(assignee) }),
        ...(assigned_by !== null && { assigned_by: this.handle(assigned_by) }),
        ...(group_assignee !== null && { group_assignee }),
        ...(resolved && { resolved }),
        date,
        ...listed('replies', replies),
      }
    })
  }

  files(taskId: string): Schemas['FixtureAttachment'][] {
    return this.#rows.all('attachments', this.#files(taskId)).map((file) => {
      const { id, title, extension, mimetype, url, date, user_id } = file
      return { title, ...contentOf(file), id, extension, mimetype, url, date, author: this.handle(user_id) }
    })
  }

  #view(view: ViewRow): Schemas['FixtureView'] {
    this.#rows.one('views', view)
    const { id, name, type } = view
    const comments = this.comments({ kind: 'view', id })
    return { name, id, type, ...listed('comments', comments) }
  }

  #exportItems(parent: string): Schemas['FixtureItem'][] {
    return this.#items(parent).map((item) => {
      this.#rows.one('checklist_items', item)
      const { id, name, orderindex, assignee, resolved, date_created } = item
      const items = this.#exportItems(id)
      return {
        name,
        id,
        orderindex,
        ...(assignee !== null && { assignee: this.handle(assignee) }),
        ...(resolved && { resolved }),
        date_created,
        ...listed('items', items),
      }
    })
  }
}

function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`
}

function exportField({ team_id: _team, place: _place, type, applied_objects, ...field }: CustomFieldRow) {
  return {
    ...field,
    type: type as Schemas['FixtureField']['type'], // fields are made by fixtures only
    type_config: { ...field.type_config },
    ...(applied_objects && { applied_objects: [...applied_objects] }),
  }
}

/** Plain text as text, all else as the blocks it is made of. */
function said({ blocks }: CommentRow): Pick<Schemas['FixtureComment'], 'text' | 'comment'> {
  const isPlain = blocks.length === 1 && blocks.every((block) => block.text && Object.keys(block).length === 1)
  return isPlain
    ? { text: blocks.map(({ text }) => text).join('') }
    : { comment: blocks.map((block) => ({ ...block })) }
}

/** As text where the bytes are some. */
function contentOf({ bytes }: AttachmentRow): Pick<Schemas['FixtureAttachment'], 'text' | 'base64'> {
  const buffer = Buffer.from(bytes)
  const text = buffer.toString('utf8')
  return Buffer.from(text).equals(buffer) ? { text } : { base64: buffer.toString('base64') }
}
