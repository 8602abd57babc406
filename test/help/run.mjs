// `node run.mjs test/x.test.ts` runs what that test was compiled to.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

process.argv.splice(1, 1) // as if the test were the program: tap names its folders by that
await import(pathToFileURL(resolve('compiled', process.argv[1].replace(/ts$/, 'js'))))
