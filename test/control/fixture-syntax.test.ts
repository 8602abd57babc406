// Fixtures that are no good YAML, or more than anybody would write.
import t from 'tap'
import { type RefusedFixture, refusesFixtures } from '../help/refused-fixtures.js'

const cases: readonly RefusedFixture[] = [
  [
    'a key twice',
    `users:\n  anna: { email: a@b.example }\n  anna: { email: c@b.example, email: d@b.example }\n`,
    '3:3: "anna" stands there twice; keep one of the two',
    '3:31: "email" stands there twice; keep one of the two',
  ],
  ['tabs', 'users:\n\tanna: { email: a@b.example }\n', '2:1: tabs are not allowed as indentation; indent with spaces'],
  ['two documents', 'users: {}\n---\nusers: {}\n', '2:1: a second document begins here; write one document to a file'],
  ['a bracket that is not closed', 'users:\n  anna: { email: a@b.example\n', /^3:1: .*must .*end with a }/],
  ['bad JSON', '{"users": {"anna": {"email": }}\n', /^\d:\d+: .*end with a }/],
  [
    'an alias without anchor',
    'users:\n  anna: *nobody\n',
    '2:9: the alias *nobody names nothing; write &nobody before what it stands for, above this line',
  ],
  [
    'a bomb of aliases',
    `a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nusers: *c\n`,
    '4:8: its aliases repeat too much; write fewer of them',
  ],
  [
    'more anchors than the parser compares in time',
    `users: {}\ntokens: [${'&a x,\n '.repeat(200_000)}]\n`,
    '1002:1: here are too many anchors, aliases and tags; a file may have 1000 of them',
  ],
  [
    'an alias above its anchor, below another anchor',
    `users:\n  anna: *late\n  ben: &late { email: &mail a@b.example }\n`,
    '2:9: the alias *late names nothing; write &late before what it stands for, above this line',
  ],
  [
    'a deep file',
    '['.repeat(20_000),
    /^1:\d+: it is nested too deeply to be read; no fixture needs more than a few levels$/,
  ],
  ['a huge file', `# ${'x'.repeat(4 * 1024 * 1024)}\n`, '1:1: it is too large; a file may have 4 MB'],
  [
    'a key that is a list',
    'users:\n  ? [a, b]\n  : { email: a@b.example }\n',
    /^\d:\d: users\.\[ a, b \]: "\[ a, b \]" is not a valid handle/,
  ],
]

t.test('words that begin like an anchor, an alias or a tag are none', (t) =>
  refusesFixtures(t, [
    [
      'in a text',
      `users:\n  anna: |\n${'    *a\n    &b\n    !c\n'.repeat(1_000)}`,
      /^2:3: users\.anna: .*has to be a map/,
    ],
    ['in quotes', `users: ["*a",${'"&b",'.repeat(2_000)}]\n`, /^1:1: users: .*has to be a map/],
  ]),
)

t.test('a file that is no good YAML is refused', (t) => refusesFixtures(t, cases))
