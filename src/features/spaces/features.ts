// The features of a Space, which the app calls ClickApps: which it has at first, and how calls switch them.
import type { components } from '../../contract/clickup.gen.js'
import type { SpaceRow } from '../../model/hierarchy-rows.js'
import { isFields } from '../body.js'
import { allPriorities } from '../shared.js'

type Features = components['schemas']['SpaceFeatures']

const [on, off] = [{ enabled: true }, { enabled: false }]
const timeTracking = { enabled: true, harvest: false, rollup: false, default_to_billable: 2 }
const timeEstimates = { enabled: true, rollup: false, per_assignee: false }

/** The features of a new Space, in wire order: those of the app as recorded in 2026, those of the API in 2024 and 2025. */
const firstFeatures: Readonly<Record<SpaceRow['made_by'], Features>> = {
  app: {
    due_dates: { enabled: true, start_date: true, remap_due_dates: true, remap_closed_due_date: false },
    sprints: off,
    time_tracking: timeTracking,
    points: off,
    custom_items: off,
    priorities: { enabled: true, priorities: allPriorities },
    tags: on,
    time_estimates: timeEstimates,
    check_unresolved: { enabled: true, subtasks: null, checklists: null, comments: null },
    milestones: off,
    custom_fields: on,
    remap_dependencies: on,
    dependency_warning: on,
    status_pies: off,
    multiple_assignees: on,
    emails: on,
    scheduler_enabled: false,
    dependency_type_enabled: false,
    dependency_enforcement: { enforcement_enabled: false, enforcement_mode: 0 },
    reschedule_closed_dependencies: true,
  },
  api: {
    due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
    sprints: off,
    points: off,
    custom_items: off,
    checklists: on,
    milestones: off,
    remap_dependencies: on,
    dependency_warning: on,
    status_pies: on,
    emails: on,
    time_tracking: { default_to_billable: 2 },
    scheduler_enabled: false,
  },
}

/** What a feature shows once it is switched on where it was not shown before. */
const switchedOn: Readonly<Record<string, object>> = {
  time_tracking: timeTracking,
  priorities: on,
  tags: on,
  time_estimates: timeEstimates,
  check_unresolved: on,
  checklists: on,
  custom_fields: on,
  multiple_assignees: on,
  portfolios: on,
}

/** Comes back true from the making of a Space, whatever was sent (recorded 2024; that it is not read at all is assumed). */
const UNREAD = 'due_dates.start_date'

/**
 * The features of a Space after a call. Unknown ones and values of a wrong type are ignored, and one that was not shown comes
 * last (assumed). One that was off at first looks so again when it is switched off (recorded of a new Space).
 */
export function chosenFeatures(choice: unknown, made_by: SpaceRow['made_by'], before?: Features): Features {
  const first: Readonly<Record<string, unknown>> = { ...firstFeatures[made_by] }
  const features: Record<string, unknown> = { ...first, ...before }
  for (const [name, chosen] of Object.entries(isFields(choice) ? choice : {})) {
    if (!isFields(chosen)) continue
    const feature = { ...(chosen.enabled === true && switchedOn[name]), ...fieldsOf(features[name]) }
    const known = Object.entries(chosen).filter(([key, value]) => typeof value === typeof feature[key])
    const read = before ? known : known.filter(([key]) => `${name}.${key}` !== UNREAD)
    if (chosen.enabled === false && fieldsOf(first[name]).enabled !== true) features[name] = first[name]
    else if (read.length) features[name] = { ...feature, ...Object.fromEntries(read) }
  }
  const shown = Object.entries(features).filter(([, feature]) => feature !== undefined)
  return Object.fromEntries(shown) as Features // every value kept its shape
}

function fieldsOf(feature: unknown): Record<string, unknown> {
  return isFields(feature) ? feature : {}
}
