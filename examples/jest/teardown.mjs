// Once after all tests.
export default () => globalThis.clickup.close()
