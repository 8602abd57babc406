import t from 'tap'
import { Html, type HtmlValue, html } from '../src/pages/html.js'

const cases: readonly [string, HtmlValue, string][] = [
  [
    'text is escaped',
    `<a href="x" title='y'>&amp;</a>`,
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  ],
  ['a number is shown', 0, '0'],
  ['false shows nothing', false, ''],
  ['null shows nothing', null, ''],
  ['undefined shows nothing', undefined, ''],
  ['markup stays markup', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  ['a list is joined', ['<', [1, html`<i>`]], '&lt;1<i>'],
]

t.test('html', async (t) => {
  for (const [title, value, shown] of cases) {
    await t.test(title, async (t) => {
      t.equal(html`<p>${value}</p>`.text, `<p>${shown}</p>`)
    })
  }

  await t.test('is text where text is wanted', async (t) => {
    t.equal(`${html`${'<'}|${'>'}`}`, '&lt;|&gt;')
    t.equal(String(new Html('<hr>')), '<hr>')
  })
})
