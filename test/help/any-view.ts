// Any view as a fixture writes it, for property tests.
import fc from 'fast-check'

const maybe = <Part extends Record<string, fc.Arbitrary<unknown>>>(parts: Part) =>
  fc.record(parts, { requiredKeys: [] }).map((one) => ({ ...one })) // a plain object
const time = fc.integer({ min: 0, max: 2_000_000_000_000 })

/** @param person - a handle @param comments - what is said on it */
export function anyView(person: fc.Arbitrary<string>, comments: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const name = fc.string({ minLength: 1, maxLength: 8 })
  const parts = maybe({
    type: fc.constantFrom('conversation', 'list', 'board', 'form'),
    grouping: fc.constant({ field: 'assignee', dir: -1 }),
    sorting: fc.constant({ fields: [{ field: 'dueDate', dir: 1, idx: 0 }] }),
    filters: maybe({
      op: fc.constant('OR'),
      fields: fc.constant([{ field: 'priority', op: 'EQ', values: [1, null, { op: 'today' }] }]),
      filter_groups: fc.constant([[0, [1]]]),
      filter_group_ops: fc.constant(['AND']),
      show_closed: fc.boolean(),
    }),
    columns: fc.constant({ fields: [{ field: 'name', width: 160, hidden: true }] }),
    settings: maybe({ show_subtasks: fc.constantFrom(1, 2, 3), collapse_empty_columns: fc.boolean() }),
    creator: person,
    date_created: fc.oneof(time, fc.constant(null)),
    visibility: fc.constantFrom('public', 'private'),
    protected: fc.boolean(),
    protected_note: fc.string(),
    protected_by: person,
    date_protected: time,
    orderindex: fc.nat(9),
    comments,
  })
  return fc.tuple(name, parts).map(([name, more]) => ({ name, ...more }))
}
