// `node --require clickup-mock/intercept app.cjs`: the same as register.js, by the real loader of the process (index.cts).
import vm = require('node:vm')

const loader: Pick<typeof import('node:module'), 'createRequire'> = vm
  .runInThisContext('process')
  .getBuiltinModule('node:module')
loader.createRequire(__filename)('./register.js')
