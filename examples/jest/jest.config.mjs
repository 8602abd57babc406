// Jest: `npm i -D clickup-mock`, then `jest`. It does not load ES modules within a test, but its global setup is plain
// Node: the mock starts there, once for the whole run, and the tests speak to it by HTTP.
export default { globalSetup: './setup.mjs', globalTeardown: './teardown.mjs' }
