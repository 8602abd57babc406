// What a compiled test file gets as 'tap': the test of this file. Thus several files can run in one process, each as one
// test, with teardowns of its own; a file that runs alone is the program, and gets what tap itself exports.
import tap from 'tap'

let current = tap

/** From now on, a file that imports 'tap' is given this test. */
export function give(test) {
  current = test
}

// biome-ignore lint/style/noDefaultExport: as tap has it
export { current as default }
