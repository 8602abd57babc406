// Markdown without its marks, and plain text that comes back as it went in.
import fc from 'fast-check'
import t from 'tap'
import { markdownToText, textToMarkdown } from '../../src/model/markdown.js'
import { SEED } from '../help/arbitraries.js'

const cases: readonly [title: string, markdown: string, text: string][] = [
  ['words stay', 'Sand the hull, twice!', 'Sand the hull, twice!'],
  ['headings', '# Plan\n###### Deep\n#tag', 'Plan\nDeep\n#tag'],
  ['quotes, lists and boxes', '> said\n> - [x] done\n1. one\n 2) two\n+ three', 'said\ndone\none\ntwo\nthree'],
  ['emphasis, one in another', '**a *b* c** ~~d~~ __e__ ***f***', 'a b c d e f'],
  ['marks without another end', '2 * 3 * 4, a** b, *c, ~~', '2 * 3 * 4, a** b, *c, ~~'],
  ['underscores within words', 'snake_case_name and _this_', 'snake_case_name and this'],
  ['an end that closes over another', '*a **b* c**', 'a **b c**'],
  ['links and images', '[the *dock*](https://a.example/x_y) ![a boat](b.png)', 'the dock a boat'],
  ['code, in which nothing is a mark', '`a*b*` and ``', 'a*b* and ``'],
  ['code between fences', 'x\n```js\n**a**\n  - b\n```\n*y*', 'x\n**a**\n  - b\ny'],
  ['rules', 'a\n---\n* * *\n   _ _ _ \nb', 'a\n\n\n\nb'],
  ['marks that are no rule', '--\n- * -\n    ***', '--\n* -\n    ***'],
  ['escaped characters', '\\*a\\* 1\\. \\q', '*a* 1. \\q'],
]

t.test('markdownToText', async (t) => {
  for (const [title, markdown, text] of cases) {
    await t.test(title, async (t) => {
      t.equal(markdownToText(markdown), text)
    })
  }
})

/** So many marks that what looks ahead, or back, from every mark does not end in time. */
const manyMarks: readonly (readonly [begin: string, marks: string])[] = [
  ['', '['],
  ['', '[]('],
  ['', '!['],
  ['', '[[a]'],
  ['', '[a](b '],
  ['', ' *a'],
  [' _a'.repeat(30_000), 'b~~ '],
  [' _a'.repeat(30_000), ' *b*'],
  ['', '*a_b~~'],
  ['', '**a *b '],
  ['', '`'],
  ['', '\\'],
  ['', '> '],
  ['', '- '],
  ['', '*'],
  ['', '1'],
]

t.test('no text takes longer than others', async (t) => {
  for (const [begin, marks] of manyMarks) {
    await t.test(`${begin && 'open ones, then '}${marks}`, async (t) => {
      const text = `${begin}${marks.repeat(Math.floor(200_000 / marks.length))}x`
      t.ok(markdownToText(text).length <= text.length)
      t.equal(markdownToText(textToMarkdown(text)), text)
    })
  }
})

t.test('textToMarkdown', async (t) => {
  await t.test('marks only what would be read as a mark', async (t) => {
    t.equal(
      textToMarkdown('Hello. World! (x) - y\n- a\n2. b\n#c\n> d'),
      'Hello. World! (x) - y\n\\- a\n2\\. b\n\\#c\n\\> d',
    )
  })
  await t.test('reads back to the letter, whatever the text', async (t) => {
    const marks = fc.string({ unit: fc.constantFrom(...'\\`*_{}[]()#+-.!>~| 1aä\n\r\t'), maxLength: 40 })
    fc.assert(
      fc.property(
        fc.oneof(marks, fc.string({ unit: 'binary' })),
        (text) => markdownToText(textToMarkdown(text)) === text,
      ),
      { seed: SEED, numRuns: 3000 },
    )
    t.pass('no counterexample')
  })
})
