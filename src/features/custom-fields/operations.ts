// Custom Fields: https://developer.clickup.com/docs/customfields
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { CustomFieldRow } from '../../model/field-rows.js'
import { isGone } from '../../model/hierarchy.js'
import { may } from '../../model/permissions.js'
import type { World } from '../../model/world.js'
import type { Handlers } from '../handlers.js'
import { presentField } from './present.js'
import { fieldsMadeOn, fieldsOf, removeFieldValue, setFieldValue } from './rules.js'

export const customFields = {
  GetAccessibleCustomFields: ({ world, caller, rows: { list }, query }) =>
    answerFields(world, caller, fieldsOf(world, list), query.include_applied_objects),

  getFolderAvailableFields: ({
    world,
    caller,
    rows: {
      folder: { id },
    },
    query,
  }) => answerFields(world, caller, fieldsMadeOn(world, { kind: 'folders', id }), query.include_applied_objects),

  getSpaceAvailableFields: ({
    world,
    caller,
    rows: {
      space: { id },
    },
    query,
  }) => answerFields(world, caller, fieldsMadeOn(world, { kind: 'spaces', id }), query.include_applied_objects),

  getTeamAvailableFields: ({
    world,
    caller,
    rows: {
      team: { id },
    },
    query,
  }) => answerFields(world, caller, fieldsMadeOn(world, { kind: 'teams', id }), query.include_applied_objects),

  SetCustomFieldValue: ({ world, caller, rows: { task, field }, body: { value, value_options } }) => {
    if (!isShownTo(world, caller, field)) refuse('fieldNotFound')
    if (!isGone(world, { table: 'tasks', row: task })) {
      setFieldValue(world, task, field, value, { caller, value_options })
    }
    return {}
  },

  RemoveCustomFieldValue: ({ world, caller, rows: { task, field } }) => {
    if (!isShownTo(world, caller, field)) refuse('fieldNotFound')
    removeFieldValue(world, task, field)
    return {}
  },
} satisfies Handlers

function answerFields(world: World, caller: Caller, fields: readonly CustomFieldRow[], withAppliedObjects?: boolean) {
  const shown = fields.filter((field) => isShownTo(world, caller, field))
  return { fields: shown.map((field) => presentField(field, withAppliedObjects === true)) }
}

/** Some fields are hidden from guests. */
function isShownTo(world: World, caller: Caller, { team_id, hide_from_guests }: CustomFieldRow): boolean {
  return !hide_from_guests || may(world, caller, team_id, 'seeFieldsHiddenFromGuests')
}
