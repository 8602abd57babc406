// Every test of this folder, in one process.
import { runFolder } from '../run/folder.mjs'

await runFolder('test/scale')
