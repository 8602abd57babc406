// What each chapter costs: its operations, and the lines written for them by hand. `npm run count` builds and prints it;
// `count.mjs <folder>` counts a copy of the project. A chapter is a folder of src/features with operations.ts. A file of
// specs/clickup belongs to the chapter that answers most of its operations; one without operations belongs to the chapter
// whose files refer to it most. Blank lines and comments do not count. What belongs to no chapter has rows of its own.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
const read = (path) => readFileSync(join(root, path), 'utf8')
const namesIn = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()

const specs = namesIn('specs/clickup', '.yaml').map((name) => readSpec(`specs/clickup/${name}`))
const declared = new Set(specs.flatMap(({ operations }) => operations))
const rooms = readdirSync(join(root, 'src/features'), { withFileTypes: true })
const folders = await Promise.all(rooms.filter((room) => room.isDirectory()).map(({ name }) => readFolder(name)))
const chapters = folders.filter(({ isChapter }) => isChapter).sort((one, other) => (one.name < other.name ? -1 : 1))
const looseFiles = rooms.filter((room) => room.isFile()).map(({ name }) => `src/features/${name}`)
const others = [
  ...folders.filter(({ isChapter }) => !isChapter),
  row('src/features/*.ts', { code: linesOfCode(looseFiles) }),
  row('specs/clickup.yaml', { files: [readSpec('specs/clickup.yaml')] }),
]
for (const spec of specs) {
  const chapter = chapterOf(spec)
  if (chapter) chapter.files.push(spec)
  else others.push(row(spec.path, { files: [spec] }))
}
printTable([
  ['chapter', 'operations', 'code', 'spec', 'per operation'],
  ...chapters.map(cells),
  cells(sum('all chapters', chapters)),
  ...others.map(cells),
  cells(sum('total', [...chapters, ...others])),
])

/** A row of the table: operations by id, lines of code, files of the specs. */
function row(name, { operations = [], code = 0, files = [] }) {
  return { name, operations, code, files }
}

function sum(name, rows) {
  const operations = rows.flatMap((each) => each.operations)
  return row(name, { operations, code: total(rows, 'code'), files: rows.flatMap(({ files }) => files) })
}

function total(rows, key) {
  return rows.reduce((before, each) => before + each[key], 0)
}

async function readFolder(name) {
  const folder = `src/features/${name}`
  const isChapter = existsSync(join(root, folder, 'operations.ts'))
  const code = linesOfCode(namesIn(folder, '.ts').map((file) => `${folder}/${file}`))
  return { ...row(name, { operations: isChapter ? await answeredBy(name) : [], code }), isChapter }
}

/** The operations for which a chapter has handlers, read from what was built. */
async function answeredBy(chapter) {
  const built = await import(pathToFileURL(join(root, 'dist/features', chapter, 'operations.js')).href)
  return Object.values(built)
    .flatMap(Object.keys)
    .filter((name) => declared.has(name))
}

function readSpec(path) {
  const text = read(path)
  const operations = Object.values(parse(text).paths ?? {})
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId }) => operationId ?? [])
  const references = [...text.matchAll(/([\w-]+\.yaml)#/g)].map(([, name]) => `specs/clickup/${name}`)
  return { path, operations, references, lines: linesLeft(text, /^\s*#.*$/gm) }
}

/** The chapter to which a file of the specs belongs; undefined when it belongs to none. */
function chapterOf({ path, operations }) {
  if (operations.length > 0) return mostFrequent(operations.map(chapterAnswering))
  const referring = specs.filter((spec) => spec.operations.length > 0 && spec.references.includes(path))
  return mostFrequent(
    referring.flatMap((spec) => spec.references.filter((name) => name === path).map(() => chapterOf(spec))),
  )
}

function chapterAnswering(operation) {
  return chapters.find(({ operations }) => operations.includes(operation))
}

/** The first of them when several are as frequent. */
function mostFrequent(values) {
  const times = (value) => values.filter((other) => other === value).length
  return values.toSorted((one, other) => times(other) - times(one))[0]
}

function linesOfCode(paths) {
  const comments = /^[ \t]*(\/\/.*|\/\*((?!\*\/)[\s\S])*\*\/[ \t]*)$/gm
  return paths.reduce((before, path) => before + linesLeft(read(path), comments), 0)
}

/** How many lines are not blank once the comments are taken out. */
function linesLeft(text, comments) {
  return text
    .replaceAll(comments, '')
    .split('\n')
    .filter((line) => line.trim() !== '').length
}

function cells({ name, operations, code, files }) {
  const spec = total(files, 'lines')
  const each = operations.length > 0 ? ((code + spec) / operations.length).toFixed(1) : ''
  return [name, operations.length, code, spec, each].map(String)
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((each) => each[column].length)))
  for (const [name, ...numbers] of rows) {
    const aligned = numbers.map((number, index) => number.padStart(widths[index + 1]))
    console.log([name.padEnd(widths[0]), ...aligned].join('  ').trimEnd())
  }
}
