// What version 3 puts files on: a task, by the word attachments, or a Custom Field.
import { refuse } from '../../contract/catalogue.js'
import { reached } from '../../model/hierarchy.js'
import type { CallTo } from '../handlers.js'
import type { Holder } from './rules.js'

type EntityCall = CallTo<'getParentEntityAttachments' | 'postEntityAttachment'>

/** The thing that a path names. @throws Refusal resourceNotFound, also for other kinds of things that were seen to answer so */
export function entityNamed({ world, caller, rows: { workspace }, params }: EntityCall): Holder {
  const { entity_type, entity_id: id } = params
  const find = (table: 'tasks' | 'custom_fields') => reached(world, caller, workspace.id, { table, id })
  const of = { team_id: workspace.id, task_id: null, field_id: null }
  if (entity_type === 'custom_fields' && find('custom_fields')) return { ...of, field_id: id }
  if (entity_type === 'attachments' && find('tasks')) return { ...of, task_id: id }
  return refuse('resourceNotFound')
}
