// `node test/run/file.mjs test/features/lists.test.ts` runs what this test was compiled to. tap starts every file so
// (.taprc): thus a test has one name, on the command line and in the report.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compiled } from './compiled.mjs'

delete process.env.TAP_TYPE_STRIP_ONLY // it has kept ts-node away from this process, and would add options to its children
process.argv.splice(1, 1) // as if the test were the program: tap names its folders by that
const [, file] = process.argv
await import(file.endsWith('.ts') ? compiled(file) : pathToFileURL(resolve(file)).href)
