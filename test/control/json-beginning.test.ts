// The beginning of a long JSON text as a value.
import t from 'tap'
import { jsonBeginning } from '../../src/control/json-beginning.js'

/** A text, how much of it is read, and the value of that. */
const cases: readonly [what: string, text: string, characters: number, value: unknown][] = [
  ['a text that is not cut', '{"a":1}', 99, { a: 1 }],
  ['a string that is cut', '{"a":"xyz"}', 8, { a: 'xy' }],
  ['a string that is cut in an escape', '{"a":"x\\u00e9"}', 11, { a: 'x' }],
  ['a string that is cut in a list', '["a","bc"]', 7, ['a', 'b']],
  ['a key that is cut', '{"a":1,"bcd":2}', 10, { a: 1 }],
  ['a number that is cut', '{"a":1,"b":234}', 13, { a: 1 }],
  ['a value that is cut off', '{"a":1,"b":234}', 11, { a: 1 }],
  [
    'lists in lists',
    '[[1,2],[3,[4,5]]]',
    13,
    [
      [1, 2],
      [3, [4]],
    ],
  ],
  ['commas and brackets in strings', '{"a":"],{","b":"}","c":1}', 21, { a: '],{', b: '}' }],
  ['escaped quotes', '{"a":"\\"","b":"\\\\","c":1}', 22, { a: '"', b: '\\' }],
  ['nothing but opening brackets', '[[[[', 3, [[[]]]],
  ['what is no JSON', '{nothing, of the kind}', 15, undefined],
]

t.test('jsonBeginning', async (t) => {
  for (const [what, text, characters, value] of cases) {
    await t.test(`reads ${what}`, async (t) => t.same(jsonBeginning(text, characters), value))
  }
})
