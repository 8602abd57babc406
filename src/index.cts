// The door for `require`: CommonJS, with the very modules that `import` gives, so that both share one state. It asks the
// real loader of the process: Jest's own, in which tests run, knows no ES modules.
import vm = require('node:vm')

import type * as Library from './index.js' with { 'resolution-mode': 'import' }

const loader: Pick<typeof import('node:module'), 'createRequire'> = vm
  .runInThisContext('process')
  .getBuiltinModule('node:module')
const clickupMock: typeof Library = loader.createRequire(__filename)('./index.js')

namespace clickupMock {
  export type ClickUpMock = Library.ClickUpMock
  export type ClientEnvironment = Library.ClientEnvironment
  export type ControlMethods = Library.ControlMethods
  export type FaultRule = Library.FaultRule
  export type Fixture = Library.Fixture
  export type InputError = Library.InputError
  export type InterceptOptions = Library.InterceptOptions
  export type MockApp = Library.MockApp
  export type MockOptions = Library.MockOptions
  export type MockSandbox = Library.MockSandbox
  export type Restore = Library.Restore
  export type ShownCall = Library.ShownCall
  export type ShownDelivery = Library.ShownDelivery
  export type WebhookMethods = Library.WebhookMethods
}

export = clickupMock
