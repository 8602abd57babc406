// `node --require clickup-mock/intercept app.cjs`: the same as register.js, by the real loader of the process (index.cts).
import vm = require('node:vm')

const builtIn: Pick<NodeJS.Process, 'getBuiltinModule'> = vm.runInThisContext('process')
const loader: Pick<typeof import('node:module'), 'createRequire'> = builtIn.getBuiltinModule('node:module')
// Node runs it in the thread of its own loader hooks too, where nothing is fetched and no ES module can be required.
const isOfHooks: unknown = Reflect.get(builtIn.getBuiltinModule('node:worker_threads'), 'isInternalThread')
if (!isOfHooks) loader.createRequire(__filename)('./register.js')
