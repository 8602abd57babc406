// How a refusal looks to the user of clickup.js.
import { STATUS_CODES } from 'node:http'
import type { Test } from 'tap'
import { catalogue, type RefusalName } from '../../src/contract/catalogue.js'
import type { ClickUpMock } from '../../src/index.js'

/** Asserts that a call fails with the words of a refusal. clickup.js drops the ECODE; the journal of the mock has it. */
export function clickUpJsRefused(mock: ClickUpMock) {
  return async (t: Test, call: Promise<unknown>, refusal: RefusalName) => {
    const { status, err, ECODE } = catalogue[refusal]
    await t.rejects(call, { name: 'ClickupAPIError', message: `${STATUS_CODES[status]}: ${err}` })
    t.match(mock.journal().at(-1), { status, ECODE })
  }
}
