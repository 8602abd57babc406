// Multipart forms: what browsers, curl and libraries write, and what nobody should.
import t from 'tap'
import { readForm } from '../../src/pipeline/form.js'

const TYPE = 'multipart/form-data; boundary=line'

/** A form of these parts, each a head and what follows it. */
function written(...parts: readonly (readonly [head: string, body: string])[]): string {
  return `${parts.map(([head, body]) => `--line\r\n${head}\r\n\r\n${body}\r\n`).join('')}--line--\r\n`
}

const disposition = (rest: string) => `Content-Disposition: form-data; ${rest}`

function read(text: string, type = TYPE) {
  const form = readForm(type, Buffer.from(text))
  return (
    form && { fields: form.fields, files: form.files.map(({ bytes, ...file }) => ({ ...file, text: String(bytes) })) }
  )
}

t.test('a form', async (t) => {
  const file = { field: 'a', filename: 'hull.txt', mimetype: 'text/plain', text: 'oak' }
  const forms: readonly [title: string, text: string, files: object[], fields?: object][] = [
    ['has texts by name', written([disposition('name="x"'), '1'], [disposition('name=x'), 'é']), [], { x: ['1', 'é'] }],
    [
      'has names without an index',
      written([disposition('name="x[]"'), '1'], [disposition('name="x[2]"'), '2']),
      [],
      { x: ['1', '2'] },
    ],
    [
      'has files',
      written([`${disposition('name="a"; filename="hull.txt"')}\r\nContent-Type: text/x`, 'oak']),
      [{ ...file, mimetype: 'text/x' }],
    ],
    ['has files without a type', written([disposition('name="a"; filename=hull.txt'), 'oak']), [file]],
    [
      'has heads in any case and order',
      written([`content-type: text/plain\r\ncontent-disposition:form-data;filename="hull.txt";name="a"`, 'oak']),
      [file],
    ],
    [
      'has files with lines and dashes',
      written([disposition('name="a"; filename="hull.txt"'), '\r\n--lin\r\n\r\n--\r\n']),
      [{ ...file, text: '\r\n--lin\r\n\r\n--\r\n' }],
    ],
    [
      'has names as browsers write them',
      written([disposition('name="a"; filename="a%22b%0D%0A%41ö.txt"'), 'oak']),
      [{ ...file, filename: 'a"b\r\n%41ö.txt' }],
    ],
    [
      'has names as curl writes them',
      written([disposition('name="a"; filename="a\\"b\\\\c\\d"'), 'oak']),
      [{ ...file, filename: 'a"b\\c\\d' }],
    ],
    ['passes over a file that nobody chose', written([disposition('name="a"; filename=""'), '']), [], { a: [] }],
    ['may be empty', '--line--', [], {}],
    ['may begin with something else', `hello\r\n${written([disposition('name="x"'), ''])}`, [], { x: [''] }],
  ]
  for (const [title, text, files, fields] of forms) {
    const form = read(text)
    t.same(form?.files, files, title)
    if (fields) t.same(form?.fields, fields, title)
  }
  t.same(read('--a b--', 'multipart/form-data; charset=utf-8; boundary="a b"'), { fields: {}, files: [] }, 'quoted')
})

t.test('a form that cannot be read', async (t) => {
  const wrong: readonly [title: string, text: string, type?: string][] = [
    ['has no boundary', written([disposition('name="x"'), '1']), 'multipart/form-data'],
    ['has another boundary', written([disposition('name="x"'), '1']), 'multipart/form-data; boundary=other'],
    ['is empty', ''],
    ['has no end', written([disposition('name="x"'), '1']).replace('--line--\r\n', '')],
    ['ends within a part', '--line\r\nContent-Dispo'],
    ['has a part without a head', '--line\r\nx\r\n--line--'],
    ['has a part without a name', written([disposition('filename="a"'), '1'])],
    ['has a part of another kind', written(['Content-Disposition: attachment; name="x"', '1'])],
  ]
  for (const [title, text, type] of wrong) t.equal(read(text, type), undefined, title)
})
