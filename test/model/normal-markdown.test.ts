// Markdown as ClickUp gives it back: the few changes that were reported, and nothing else.
import fc from 'fast-check'
import t from 'tap'
import { markdownToText } from '../../src/model/markdown.js'
import { normalMarkdown } from '../../src/model/normal-markdown.js'
import { SEED } from '../help/arbitraries.js'

const cases: readonly [title: string, written: string, normal: string][] = [
  ['words stay', 'Sand the hull, **twice**!\n\n1. ~~oil~~', 'Sand the hull, **twice**!\n\n1. ~~oil~~'],
  ['an underscore is escaped', 'snake_case and a \\_b _', 'snake\\_case and a \\_b \\_'],
  ['emphasis has an underscore', 'an *old* hull, _very_ __old__', 'an _old_ hull, _very_ __old__'],
  ['but not within a word, or beside another mark', 'a*b*c *_d_* ***e***', 'a*b*c *_d_* ***e***'],
  ['a list has stars', '- a\n  + b\n* c\n> - d\n- [x] done', '*   a\n  *   b\n*   c\n> *   d\n*   [x] done'],
  ['what would become a rule stays', '- **\n---', '- **\n---'],
  [
    'addresses become links',
    'See https://a.example/x_y?z=1.',
    'See [https://a.example/x\\_y?z=1](https://a.example/x_y?z=1).',
  ],
  ['e-mail addresses too', '(an_a@b.example)', '([an\\_a@b.example](mailto:an_a@b.example))'],
  ['also in emphasis', '*http://a.example*, a', '_[http://a.example](http://a.example)_, a'],
  ['those that are escaped', 'http://a.example/x\\_y', '[http://a.example/x\\_y](http://a.example/x_y)'],
  ['those in links stay', '[my_dock](https://a.example/x_y) a@b', '[my\\_dock](https://a.example/x_y) a@b'],
  [
    'those with brackets stay',
    '<https://a.example> https://a.example/(b)',
    '<https://a.example> https://a.example/(b)',
  ],
  ['code stays', '`a_b https://a.example` ![x_y](c_d)', '`a_b https://a.example` ![x_y](c_d)'],
  ['code between fences too', '```\n- a_b\n```\n- c', '```\n- a_b\n```\n*   c'],
]

t.test('normalMarkdown', async (t) => {
  for (const [title, written, normal] of cases) {
    await t.test(title, async (t) => {
      t.equal(normalMarkdown(written), normal)
      t.equal(normalMarkdown(normal), normal, 'and is normal then')
    })
  }

  await t.test('reads as before, whatever the text, and is normal then', async (t) => {
    const marks = fc.string({ unit: fc.constantFrom(...'\\`*_{}[]()#+-.!>~| 1aä\n'), maxLength: 40 })
    fc.assert(
      fc.property(marks, (written) => {
        const normal = normalMarkdown(written)
        return markdownToText(normal) === markdownToText(written) && normalMarkdown(normal) === normal
      }),
      { seed: SEED, numRuns: 1500 },
    )
    t.pass('no counterexample')
  })

  for (const marks of ['[', ' *a', '*a_b~~', '(', '- ', 'a@', 'http://', 'http://a_.', '\\_', ' a@b.c', '`x']) {
    await t.test(`takes no longer for ${marks} again and again`, async (t) => {
      const text = `http://x ${marks.repeat(Math.floor(50_000 / marks.length))}`
      t.ok(normalMarkdown(text).length >= text.length)
    })
  }
})
