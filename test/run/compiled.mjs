// Where a test is when it is compiled: test/features/lists.test.ts → compiled/test/features/lists.test.js.
import { relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @returns the URL to import */
export const compiled = (file) => pathToFileURL(resolve('compiled', relative('', file).replace(/ts$/, 'js'))).href
