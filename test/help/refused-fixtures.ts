// Fixtures that have to be refused, as data.
import type { Test } from 'tap'
import { createClickUpMock } from '../../src/index.js'
import { complaintsOf } from './complaints.js'

/** Why it is refused, the content of the file, and every problem, without the name of the file. */
export type RefusedFixture = readonly [why: string, text: string, ...complaints: (string | RegExp)[]]

/** Writes each into a file, starts a mock with it and compares the problems. */
export async function refusesFixtures(t: Test, cases: readonly RefusedFixture[]): Promise<void> {
  const folder = t.testdir(Object.fromEntries(cases.map(([, text], index) => [`${index}.yaml`, text])))
  for (const [index, [why, , ...expected]] of cases.entries()) {
    await t.test(`for ${why}`, async (t) => {
      const file = `${folder}/${index}.yaml`
      const complaints = await complaintsOf(() => createClickUpMock({ seed: file, listen: false }))
      t.equal(complaints.length, expected.length, complaints.join('; '))
      for (const [at, complaint] of complaints.entries()) {
        const right = expected[at] ?? ''
        t.ok(complaint.startsWith(`${file}:`), 'begins with the file')
        const rest = complaint.slice(file.length + 1)
        if (typeof right === 'string') t.equal(rest, right)
        else t.match(rest, right)
      }
    })
  }
}
