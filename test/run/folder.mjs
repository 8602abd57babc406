// Runs the tests of a folder in one process, file by file: a process costs more before its first assertion than most
// files after it, for Node, tap, the modules of the server, and the checks that it compiles.
import { readdirSync } from 'node:fs'
import tap from 'tap'
import { compiled } from './compiled.mjs'
import { give } from './modules/tap/index.js'

/**
 * @param folder - from the project's root: `test/features`
 * @param apart - files that run by themselves
 */
export async function runFolder(folder, apart = []) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && !apart.includes(name))
  for (const file of names.sort().map((name) => `${folder}/${name}`)) {
    await tap.test(file, (test) => {
      give(test)
      return import(compiled(file))
    })
  }
}
