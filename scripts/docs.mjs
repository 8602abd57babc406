// Writes what follows from the code: pages (docs/CONTROL-API.md, ERRORS.md, FIDELITY.md and OPERATIONS.md), the tables within
// others, and the JSON Schemas of schemas/.
// `docs.mjs` writes, `docs.mjs --check` compares and names what is stale. Reads dist/: `npm run docs` builds first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { controlPage } from './docs/control-page.mjs'
import { errorsPage } from './docs/errors-page.mjs'
import { fidelityPage } from './docs/fidelity-page.mjs'
import { operationsPage } from './docs/operations-page.mjs'
import { pageTables } from './docs/page-tables.mjs'
import { schemaFiles } from './docs/schemas.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const read = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '')
const documents = {
  'docs/CONTROL-API.md': controlPage(),
  'docs/ERRORS.md': errorsPage(root),
  'docs/FIDELITY.md': fidelityPage(root),
  'docs/OPERATIONS.md': await operationsPage(),
  ...schemaFiles(),
}
for (const [page, tables] of Object.entries(pageTables(root))) documents[page] = withTables(page, read(page), tables)

const stale = Object.keys(documents).filter((file) => read(file) !== documents[file])
if (process.argv[2] !== '--check') for (const file of stale) write(file)
else if (stale.length) {
  console.error(`not what the code says: ${stale.join(', ')}. Run \`npm run docs\` and commit.`)
  process.exit(1)
}

function write(file) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), documents[file])
}

/** The text with each table between its markers; a table without markers, or the reverse, stops the script. */
function withTables(page, text, tables) {
  const placed = []
  const filled = text.replace(
    /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
    (_, open, name, close) => {
      if (!(name in tables)) throw new Error(`${page}: there is no generated table "${name}"`)
      placed.push(name)
      return `${open}${tables[name]}${close}`
    },
  )
  const missing = Object.keys(tables).filter((name) => !placed.includes(name))
  if (missing.length) throw new Error(`${page} has no markers for the generated table ${missing.join(', ')}`)
  return filled
}
