// Once before all tests. What `clickup-mock env` prints becomes the environment of every worker.
import { createClickUpMock } from 'clickup-mock'

export default async function setup() {
  globalThis.clickup = await createClickUpMock()
  Object.assign(process.env, globalThis.clickup.env)
}
