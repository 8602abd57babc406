// The walls between rooms: imports point downwards only, and the linter refuses every other one.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import t from 'tap'

/** The rooms from the top down: each may import what stands below it, if at all. */
const rooms = [
  'cli',
  'library',
  'dashboard',
  'control',
  'pipeline',
  'server',
  'fixtures',
  'kept',
  'sandbox',
  'webhooks',
  'features',
  'settings',
  'model',
  'store',
  'intercept',
  'pages',
  'input',
  'contract',
]
const doors = ['index.js', 'bin.js']
/** Rooms that speak HTTP. */
const knowFastify = new Set(['library', 'dashboard', 'control', 'pipeline', 'server'])

/** The files of a room stand in it; those of chapters and control operations stand deeper. */
const folders = (room: string) =>
  ({ features: ['features', 'features/tasks'], control: ['control', 'control/operations'] })[room] ?? [room]

/** A forbidden import, in the file that has it. */
interface Breach {
  readonly file: string
  readonly imported: string
}

const breaches: Breach[] = rooms.flatMap((room, index) => {
  const upper = rooms.slice(0, index).map((one) => `${one}/any.js`)
  const own = [...upper, ...doors, ...(room === 'library' ? [] : ['app.js'])]
  return folders(room).flatMap((folder) => [
    ...own.map((imported) => ({ file: folder, imported: `${'../'.repeat(folder.split('/').length)}${imported}` })),
    ...(knowFastify.has(room) ? [] : [{ file: folder, imported: 'fastify' }]),
  ])
})
const particular: Breach[] = [
  { file: 'features/tasks', imported: '../lists/operations.js' },
  { file: 'webhooks', imported: '../features/tasks/operations.js' },
  { file: 'fixtures', imported: '../features/tasks/operations.js' },
]

t.test('no file imports itself on a round about way, types counted, and none is longer than 300 lines', async (t) => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.gen)\.ts$/.test(name),
  )
  const texts = new Map(sources.map((name) => [name, readFileSync(join('src', name), 'utf8')]))
  const imports = (name: string) =>
    [...(texts.get(name) ?? '').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g)].map(
      ([, to = '']) => `${join(dirname(name), to)}.ts`,
    )
  const done = new Set<string>()
  const circles: string[][] = []
  const visit = (name: string, way: string[]): void => {
    if (way.includes(name)) circles.push(way.slice(way.indexOf(name)))
    if (done.has(name)) return
    done.add(name)
    for (const next of imports(name)) visit(next, [...way, name])
  }
  for (const name of sources) visit(name, [])
  t.ok(imports('app.ts').includes('pipeline/serve.ts'), 'imports are found')
  t.same(circles, [])
  t.same(
    sources.filter((name) => (texts.get(name) ?? '').trimEnd().split('\n').length > 300),
    [],
  )
})

t.test('src/ has no room that is not among them', async (t) => {
  const there = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  t.same(there.map(({ name }) => name).sort(), [...rooms].sort())
})

t.test('every import that points upwards is refused', async (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'clickup-mock-walls-'))
  t.teardown(() => rmSync(copy, { recursive: true, force: true }))
  copyFileSync('biome.json', join(copy, 'biome.json'))
  const written = [...breaches, ...particular].map(({ file, imported }, index) => {
    const path = `src/${file}/breach-${index}.ts`
    mkdirSync(join(copy, 'src', file), { recursive: true })
    writeFileSync(join(copy, path), `import '${imported}'\n`)
    return { path, what: `${file} → ${imported}` }
  })
  for (const [door, imported] of [
    ['app.ts', './library/create.js'],
    ['app.ts', './cli/main.js'],
    ['index.ts', './cli/main.js'],
    ['bin.ts', './library/create.js'],
  ]) {
    writeFileSync(join(copy, `src/${door}`), `import '${imported}'\n`, { flag: 'a' })
    written.push({ path: `src/${door}`, what: `${door} → ${imported}` })
  }
  t.ok(written.length > 150, `${written.length} imports`)
  const refused = refusedIn(copy)
  for (const { path, what } of written) t.ok(refused.includes(path), what)
  t.equal(refused.length, written.length, 'each of them')
})

/** The files in which the linter finds a forbidden import. */
function refusedIn(folder: string): string[] {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', 'src']
  let report = ''
  try {
    report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    report = String(Object(error).stdout) // it ends with 1, since it found something
  }
  const { diagnostics } = JSON.parse(report)
  return diagnostics
    .filter(({ category }: { category: string }) => category === 'lint/style/noRestrictedImports')
    .map(
      ({ location }: { location: { path: string | { file: string } } }) => Object(location.path).file ?? location.path,
    )
}
