// Custom Fields put into a world as rows: v2 has no operation that makes one.
import type { CustomFieldRow } from '../../src/model/field-rows.js'
import type { World } from '../../src/model/world.js'
import { NORTHWIND } from './work.js'

/** A field, made on the Workspace unless `columns` say otherwise. */
export function addField(world: World, type: string, columns: Partial<CustomFieldRow> = {}): CustomFieldRow {
  return world.custom_fields.add({
    id: world.ids.uuid(),
    team_id: NORTHWIND,
    place: { kind: 'teams', id: NORTHWIND },
    name: type,
    type,
    type_config: {},
    date_created: world.clock.now(),
    hide_from_guests: false,
    required: false,
    ...columns,
  })
}
