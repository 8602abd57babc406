// The count of operations and lines per chapter, on a small project of its own.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import t from 'tap'

const operation = (id: string, answer = '{}') =>
  `    ${id.toLowerCase()}: { operationId: ${id}, responses: ${answer} }\n`
const path = (name: string, ...operations: string[]) => `  /${name}:\n${operations.join('')}`

const project = {
  'package.json': '{ "type": "module" }',
  specs: {
    'clickup.yaml': 'openapi: 3.0.3\n',
    clickup: {
      'docs.yaml': `# Docs.\n\npaths:\n${path('doc', operation('Get', '{ 200: { $ref: doc-shapes.yaml#/Doc } }'), operation('Post', '{ 200: { $ref: doc-shapes.yaml#/Other } }'))}`,
      // One of its operations is answered by docs, two by goals.
      'goals.yaml': `paths:\n${path('goal', operation('Put'), operation('Patch', '{ $ref: doc-shapes.yaml#/Doc }'))}${path('key', operation('Delete'))}`,
      'doc-shapes.yaml': 'Doc: { $ref: deep.yaml#/Deep }\nOther: { type: object }\n  # indented\n',
      'deep.yaml': 'Deep: {}\n',
      'planned.yaml': `paths:\n${path('view', operation('Options'))}`,
    },
  },
  src: {
    features: {
      'shared.ts': 'export const one = 1 // counts\n',
      docs: {
        'operations.ts': [
          '// A comment.',
          '/** One line. */',
          'export const docs = {',
          '',
          '  /*',
          '   * Several lines.',
          '   */',
          '  Get: 1, /* after code */',
          '  /* before code */ Post: 2,',
          '} // after code',
          "export const address = 'http://docs' /* and more */",
        ].join('\n'),
        deeper: { 'rules.ts': 'export const rule = 1\n', 'notes.md': 'no code\n' },
      },
      goals: { 'operations.ts': 'export const goals = {}\n' },
      planting: { 'planting.ts': 'export const a = 1\nexport const b = 2\n' },
    },
  },
  dist: {
    features: {
      docs: {
        'operations.js': 'export const docs = { Get: 1, Post: 2, Put: 3 }; export const address = "http://docs"',
      },
      goals: { 'operations.js': 'export const goals = { Patch: 1, Delete: 2 }' },
    },
  },
}

t.test('the count of lines', async (t) => {
  const folder = t.testdir(project)
  const said = execFileSync(process.execPath, [resolve('scripts/count.mjs'), folder], { encoding: 'utf8' })
  const rows = said.trimEnd().split('\n').slice(1)
  t.strictSame(
    rows.map((row) => row.split(/ {2,}/)),
    [
      ['docs', '3', '6', '6', '4.0'],
      ['goals', '2', '1', '6', '3.5'],
      ['all chapters', '5', '7', '12', '3.8'],
      ['planting', '0', '2', '0'],
      ['src/features/*.ts', '0', '1', '0'],
      ['specs/clickup.yaml', '0', '0', '1'],
      ['specs/clickup/deep.yaml', '0', '0', '1'],
      ['specs/clickup/planned.yaml', '0', '0', '3'],
      ['total', '5', '10', '17', '5.4'],
    ],
  )
})
