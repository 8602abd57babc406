// Puts the modules of dist/ together into a few files, dist/bundle: what the package holds and runs. Node takes longer to
// find and open four hundred modules than to run them, and longest for ES modules: the code becomes CommonJS, and each entry
// gets a door for `import` (docs/decisions/21). Types become one file, of what a user can reach. Tests run the modules.
import { cpSync, rmSync, writeFileSync } from 'node:fs'
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
const chunks = await bundle(code, '.code.cjs', [{ name: 'without-comments', renderChunk: withoutComments }], {
  format: 'cjs',
  exports: 'named',
  interop: 'default', // as Node does it: the default of what is CommonJS is all of it
  externalLiveBindings: false,
  generatedCode: 'es2015',
})
await bundle(types, '.d.ts', [dts()], {})
for (const { isEntry, name, exports } of chunks)
  if (isEntry) writeFileSync(join(folder, `${name}.js`), door(name, exports))
// The doors for `require`, which load those for `import`.
for (const name of ['index', 'intercept/register']) {
  for (const end of ['.cjs', '.d.cts']) cpSync(join(dist, name + end), join(folder, name.replace(/.*\//, '') + end))
}

/** @param end - what the names of the files end with. @returns what Rollup made */
async function bundle(entries, end, plugins, options) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(dist, file)]))
  const isOfOthers = (name) => /^[^./]/.test(name)
  const bundled = await rollup({ input, plugins, external: isOfOthers, onLog })
  const names = { entryFileNames: `[name]${end}`, chunkFileNames: `[name]${end}` }
  const { output } = await bundled.write({ dir: folder, ...names, hoistTransitiveImports: false, ...options })
  return output
}

/** The door for `import`: a module that gives what the code does. To `import` the code, Node would read it twice. */
function door(name, exports) {
  const names = exports.length ? `export const { ${exports.join(', ')} } = ` : ''
  const start = name === 'bin' ? '#!/usr/bin/env node\n' : ''
  return `${start}import { createRequire } from 'node:module'\n${names}createRequire(import.meta.url)('./${name}.code.cjs')\n`
}

/**
 * Comments are for those who read the sources; in the package they are a tenth of its code. Without letters beyond ASCII, all
 * of which stand in texts and patterns, a file takes half of the memory.
 */
function withoutComments(code) {
  const { ESNext: target } = ts.ScriptTarget
  const compilerOptions = { removeComments: true, target, module: ts.ModuleKind.ESNext }
  const { outputText } = ts.transpileModule(code, { compilerOptions })
  return outputText.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** An entry of types that says nothing is as it should be; anything else stops the build. */
function onLog(_, log) {
  if (log.code !== 'EMPTY_BUNDLE') throw new Error(log.message)
}
