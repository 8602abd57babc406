// Transpiles sources for tests, once: each test file is a process, and each of them would transpile the whole house anew,
// which took a third of the time of all tests. What it made is kept in .tap/, by source file.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join, relative, resolve } = require('node:path')

const root = resolve(__dirname, '../..')
const folder = join(root, '.tap/transpiled')
mkdirSync(folder, { recursive: true })

/** What ts-node asks for (https://typestrong.org/ts-node/docs/transpilers#third-party-transpilers). */
exports.create = ({ service }) => {
  const { configFilePath: _, ...options } = service.config.options
  const version = JSON.stringify([require('typescript/package.json').version, options])
  return { transpile: (text, { fileName }) => transpile(text, fileName, options, version) }
}

function transpile(text, fileName, options, version) {
  const key = createHash('sha256').update(version).update(fileName).update(text).digest('hex')
  const file = join(folder, `${relative(root, fileName).replaceAll('/', ',')}.json`)
  const kept = read(file)
  if (kept?.key === key) return kept
  const ts = require('typescript')
  // Alone, a file cannot tell that package.json makes it a module.
  const compilerOptions = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const { outputText, sourceMapText } = ts.transpileModule(text, { fileName, compilerOptions })
  const made = { key, outputText, sourceMapText }
  // Several processes may make the same file: none reads a half of it.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made))
  renameSync(`${file}.${process.pid}`, file)
  return made
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // never made
  }
}
