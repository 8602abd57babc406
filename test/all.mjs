// The tests of this folder itself, in one process; apart from those that start programs of others.
import { runFolder } from './run/folder.mjs'

await runFolder('test', [
  'contributing.test.ts',
  'examples.test.ts',
  'readme.test.ts',
  'runners.test.ts',
  'runners-workers.test.ts',
])
