// The work of a fixture that cannot be: names that are unknown or not the only one, ids that are taken, shapes.
import t from 'tap'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'

/** In a Workspace with one person, one key to a line: the first begins in line 5. */
const north = (...lines: string[]) =>
  ['users: { anna: { email: a@b.example } }', 'workspaces:', '  n:', '    members: { anna: owner }', ...lines, ''].join(
    '\n',
  )
const space = (...lines: string[]) => north('    spaces:', '      - name: S', ...lines.map((line) => `        ${line}`))
const list = (...lines: string[]) => space('lists:', '  - name: L', ...lines.map((line) => `    ${line}`))
const tasks = (...written: string[]) => list('tasks:', ...written.map((task) => `  - ${task}`))
const at = 'workspaces.n.spaces.0.lists.0'

const cases: readonly RefusedFixture[] = [
  [
    'a status its List does not have',
    tasks('{ name: T, status: to-do }'),
    `10:28: ${at}.tasks.0.status: its List has no status "to-do"; did you mean to do?`,
  ],
  [
    'people who are not there, each told once',
    tasks('{ name: T, assignees: [ana], watchers: [bob] }', '{ name: U, creator: ana }'),
    `10:40: ${at}.tasks.0.assignees.0: there is no user "ana"; did you mean anna?`,
    `10:57: ${at}.tasks.0.watchers.0: there is no user "bob"; there is anna`,
  ],
  [
    'tasks that are not there',
    tasks('{ name: Write it, depends_on: [Wrote it] }', '{ name: Read it, links_to: [{ task: "" }], parent: x }'),
    `10:48: ${at}.tasks.0.depends_on.0: there is no task "Wrote it"; did you mean Write it?`,
    `11:60: ${at}.tasks.1.parent: there is no task "x"; there is Write it, Read it`,
    `11:47: ${at}.tasks.1.links_to.0.task: there is no task ""; there is Write it, Read it`,
  ],
  [
    'a task whose name is not the only one',
    tasks('{ name: Same, id: a }', '{ name: Same, id: b }', '{ name: T, links_to: [Same] }'),
    `12:39: ${at}.tasks.2.links_to.0: "Same" is the name of several tasks; write an id: a or b`,
  ],
  [
    'a task that waits on itself, or twice on another',
    tasks('{ name: T, depends_on: [T, U, U], links_to: [U, U] }', '{ name: U }'),
    `10:41: ${at}.tasks.0.depends_on.0: it is the task itself; name another one`,
    `10:47: ${at}.tasks.0.depends_on.2: "U" stands there already`,
    `10:65: ${at}.tasks.0.links_to.1: "U" stands there already`,
  ],
  [
    'further Lists that are none, the home or there already',
    space(
      'lists:',
      '  - { name: K }',
      '  - { name: L, tasks: [{ name: T, further_lists: [Lists, L] }, { name: U, further_lists: [K, K] }] }',
    ),
    /there is no List "Lists"; there is K, L/,
    /it is at home there; name another List/,
    /tasks\.1\.further_lists\.1: it stands there already/,
  ],
  [
    'ids that are taken',
    tasks(
      '{ name: T, id: a, checklists: [{ name: C, id: &c fa4e0000-0000-4000-8000-000000000001 }] }',
      '{ name: U, id: a, checklists: [{ name: C, id: *c }] }',
    ),
    `11:28: ${at}.tasks.1.id: the id a is taken; leave it out, and one is derived`,
    /tasks\.1\.checklists\.0\.id: the id fa4e\S+ is taken/,
  ],
  [
    'a custom id that is taken',
    tasks('{ name: T, custom_id: N-1 }', '{ name: U, custom_id: n-1 }'),
    `11:28: ${at}.tasks.1.custom_id: another task has n-1; each task has its own`,
  ],
  [
    'time that ends before it begins, and two timers of one person',
    tasks(
      '{ name: T, time_entries: [{ start: 2, end: 1 }, { start: 2025-02-30, duration: 1h }, { start: 1 }] }',
      '{ name: U, time_entries: [{ start: 1, user: ana, end: 2 }, { start: 1, end: 2025-02-30 }, { start: 3 }] }',
    ),
    /tasks\.0\.time_entries\.0\.end: it lies before the start/,
    /tasks\.0\.time_entries\.1\.start: there is no such day or time as 2025-02-30/,
    /tasks\.1\.time_entries\.0\.user: there is no user "ana"/,
    /tasks\.1\.time_entries\.1\.end: there is no such day or time as 2025-02-30/,
    /tasks\.1\.time_entries\.2: its user has a running timer already; give it an end or a duration/,
  ],
  [
    'goals of people and with tasks that are not there, or with the number of another',
    north(
      '    goals:',
      '      - { name: G, owners: [ana], pretty_id: 2, key_results: [{ name: K, tasks: [Row] }] }',
      '      - { name: H, members: [{ user: bob, added_by: anna }], pretty_id: 2 }',
    ),
    /goals\.0\.owners\.0: there is no user "ana"; did you mean anna/,
    /goals\.0\.key_results\.0\.tasks\.0: there is no task "Row"/,
    /goals\.1\.pretty_id: another goal of the Workspace has 2; leave it out, and one is derived/,
    /goals\.1\.members\.0: there is no user "bob"/,
  ],
  [
    'a task type that is not there',
    tasks('{ name: T, custom_item_id: Mile }'),
    `10:28: ${at}.tasks.0.custom_item_id: there is no task type "Mile"; did you mean Milestone?`,
  ],
  [
    'a field that is not there, or that two are called',
    tasks('{ name: T, custom_fields: { Sise: 1, Cost: 2, fa4e0000-0000-4000-8000-0000000000aa: 3 } }').replace(
      'lists:',
      'custom_fields: [{ name: Size, type: number }, { name: Cost, type: number }, { name: Cost, type: currency }]\n        lists:',
    ),
    /tasks here have no field "Sise"; did you mean Size\?/,
    /"Cost" is the name of several fields; name them differently/,
    /there is no field with the id fa4e0000-0000-4000-8000-0000000000aa/,
  ],
  [
    'values that do not suit their field',
    tasks(
      '{ name: T, custom_fields: { One: 3rd, Many: [a, z], Who: [bob], With: [Nobody], Day: March 7, Number: many, Progress: far } }',
    ).replace(
      'lists:',
      `custom_fields:
          - { name: One, type: drop_down, options: [1st, 2nd] }
          - { name: Many, type: labels, options: [a, b] }
          - { name: Who, type: users }
          - { name: With, type: tasks }
          - { name: Day, type: date }
          - { name: Number, type: number }
          - { name: Progress, type: manual_progress }
        lists:`,
    ),
    /One: there is no option "3rd"; did you mean/,
    /Many\.1: there is no option "z"; there is a, b/,
    /Who\.0: there is no user "bob"/,
    /With\.0: there is no task "Nobody"; there is T/,
    /Day: there is no such day or time as March 7/,
    /Number: "many" is not a valid value for a field of type number/,
    /Progress: "far" is not a valid value for a field of type manual_progress/,
  ],
  [
    'values that are no list, or no time',
    tasks('{ name: T, custom_fields: { Many: a, Who: anna, With: T, Day: true, None: x } }').replace(
      'lists:',
      `custom_fields:
          - { name: Many, type: labels, options: [a] }
          - { name: Who, type: users }
          - { name: With, type: tasks }
          - { name: Day, type: date }
          - { name: None, type: drop_down }
        lists:`,
    ),
    /Many: "a" is not a valid value for a field of type labels/,
    /Who: "anna" is not a valid value for a field of type users/,
    /With: "T" is not a valid value for a field of type tasks/,
    /Day: true is not a valid value for a field of type date/,
    /None: there is no option "x"; there is none/,
  ],
  [
    'options of a field that has none',
    north('    custom_fields: [{ name: F, type: date, options: [a] }]'),
    '5:44: workspaces.n.custom_fields.0.options: a field of type date has no options; leave them out',
  ],
  [
    'statuses that come twice, or are all of one kind',
    space(
      'statuses: [to do, done, To Do]',
      'folders: [{ name: F, statuses: [{ status: a, type: custom }, { status: b, type: open }] }]',
    ),
    '7:33: workspaces.n.spaces.0.statuses.2: "to do" stands there twice; keep one of the two',
    '8:30: workspaces.n.spaces.0.folders.0.statuses: none is of the type closed; give one that type',
  ],
  [
    'a set without an open status',
    space('statuses: [{ status: a, type: done }, b]'),
    '7:9: workspaces.n.spaces.0.statuses: none is of the type open; give one that type',
  ],
  [
    'a colour that Lists do not have',
    list('status: ret'),
    `9:13: ${at}.status: "ret" is not a valid colour of a List; did you mean red?`,
  ],
  [
    'somebody let in twice',
    list('shared_with: [anna, anna, bob]'),
    `9:33: ${at}.shared_with.1: anna stands there twice`,
    /shared_with\.2: there is no user "bob"/,
  ],
  [
    'a parent that does not stand above',
    tasks(
      '{ name: T, checklists: [{ name: C, items: [{ name: I, parent: fa4e0000-0000-4000-8000-0000000000aa }] }] }',
    ).replace('lists:', 'folders: [{ name: F, parent: "90110000099" }]\n        lists:'),
    /folders\.0\.parent: no Folder 90110000099 stands above it in this Space; write it below its parent/,
    /items\.0\.parent: no item fa4e\S+ stands above it in this checklist; write it below its parent/,
  ],
  [
    'a comment that says nothing',
    list('comments: [{ author: anna }]'),
    `9:24: ${at}.comments.0: it says nothing; write its text`,
  ],
  [
    'days that never were',
    list(
      'due_date: 2025-02-40',
      'start_date: 2025-02-30',
      'tasks: [{ name: T, status_history: [{ status: x, since: 2025-13-01 }] }]',
    ),
    /due_date: there is no such day or time as 2025-02-40/,
    /start_date: there is no such day or time as 2025-02-30/,
    /status_history\.0\.since: there is no such day or time as 2025-13-01/,
  ],
  [
    'a task type that is taken',
    north('    task_types: [{ name: A, id: 5 }, { name: B, id: 5 }]'),
    '5:49: workspaces.n.task_types.1.id: the id 5 is taken; leave it out, and one is derived',
  ],
  [
    'templates with ids of other things, and people who are not there',
    north(
      '    templates:',
      '      tasks: [{ name: T, id: abc, assignees: [ana], subtasks: [{ name: U, creator: bob }] }]',
      '      lists: [{ name: L, id: t-7, custom_fields: [{ name: F, type: date }], tasks: [{ name: T, custom_fields: { creator: x } }] }]',
      '      folders: [{ name: F, id: t-7 }]',
    ),
    '6:26: workspaces.n.templates.tasks.0.id: abc is not a valid template id; write t- and digits',
    '6:47: workspaces.n.templates.tasks.0.assignees.0: there is no user "ana"; did you mean anna?',
    /subtasks\.0\.creator: there is no user "bob"/,
    /folders\.0\.id: the id t-7 is taken/,
  ],
  [
    'more than the memory holds',
    space('generate: { folders: 2, lists: 1000, tasks: 1000 }'),
    '7:9: workspaces.n.spaces.0.generate: it asks for 2000000 of them; one may ask for 1000000',
  ],
  [
    'an order of rows that are not there',
    `${tasks('{ name: T, id: a }')}order: { tasks: [a, b] }\n`,
    '11:21: order.tasks.1: there is no row b; leave it out',
  ],
  [
    'keys and values of the wrong shape',
    tasks('{ nam: T }', '{ name: "" }', '{ name: T, priority: 9 }'),
    `10:17: ${at}.tasks.0: name is missing; add name`,
    `10:19: ${at}.tasks.0.nam: there is no key "nam" here; did you mean name?`,
    /tasks\.1\.name/,
    /tasks\.2\.priority: 9 has the wrong form; write urgent, high, normal, low, or a number from 1 to 4/,
  ],
]

t.test('work that cannot be is refused', (t) => refusesFixtures(t, cases))
