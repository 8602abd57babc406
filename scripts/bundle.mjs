// Puts the modules of dist/ together into a few files, dist/bundle: what the package holds and runs. Node takes longer to
// find and open four hundred modules than to run them (docs/decisions/21). Types become one file, of what a user can reach.
// Tests run the modules themselves.
import { cpSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import ts from 'typescript'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const folder = join(dist, 'bundle')

/** What users load, and the programs that the mock starts: their modules by the names that they have in the bundle. */
const code = {
  index: 'index.js',
  register: 'intercept/register.js',
  bin: 'bin.js',
  detached: 'cli/detached.js',
  probe: 'kept/probe.js',
}
const types = { index: 'index.d.ts', register: 'intercept/register.d.ts' }

rmSync(folder, { recursive: true, force: true })
await bundle(code, '.js', { name: 'without-comments', renderChunk: withoutComments })
await bundle(types, '.d.ts', dts())
// The doors for `require`, which load what stands beside them.
for (const door of ['index', 'intercept/register']) {
  for (const end of ['.cjs', '.d.cts']) cpSync(join(dist, door + end), join(folder, door.replace(/.*\//, '') + end))
}

/** @param end - what the names of the files end with */
async function bundle(entries, end, ...plugins) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(dist, file)]))
  const isOfOthers = (name) => /^[^./]/.test(name)
  const bundled = await rollup({ input, plugins, external: isOfOthers, onLog })
  const names = { entryFileNames: `[name]${end}`, chunkFileNames: `[name]${end}` }
  await bundled.write({ dir: folder, ...names, hoistTransitiveImports: false })
}

/** Comments are for those who read the sources; in the package they are a tenth of its code. */
function withoutComments(code) {
  const { ESNext: target } = ts.ScriptTarget
  return ts.transpileModule(code, { compilerOptions: { removeComments: true, target, module: ts.ModuleKind.ESNext } })
    .outputText
}

/** An entry of types that says nothing is as it should be; anything else stops the build. */
function onLog(_, log) {
  if (log.code !== 'EMPTY_BUNDLE') throw new Error(log.message)
}
