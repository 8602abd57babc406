// A client's tour through the chapters of the hierarchy and of tasks: where it starts, and what it has called.
import { readFileSync } from 'node:fs'
import type { ClickUpMock } from '../../src/index.js'

/** Places of the default fixture. */
export const NORTHWIND = '9001001'
export const PRODUCT = '90010000001'
export const HARDWARE = '901200000001'
export const IDEAS = '901200000003'
export const BATTERY = '86a000001'
export const TALK = '8jp19-1'
export const [BUG_REPORT, RELEASE, NEW_PRODUCT] = ['t-900100001', 't-900100002', 't-900100003']

/** Operations of these files of the specs that a mock has not answered with success. */
export function notDone(mock: Pick<ClickUpMock, 'journal'>, chapters: readonly string[]): string[] {
  const done = mock.journal().flatMap(({ operation, status }) => (operation && status < 300 ? [operation] : []))
  return chapters.flatMap(operationsOf).filter((operation) => !done.includes(operation))
}

/** @throws Error if there are none, for instance because there is no such file */
function operationsOf(chapter: string): string[] {
  const text = readFileSync(`specs/clickup/${chapter}.yaml`, 'utf8')
  const found = [...text.matchAll(/^ {6}operationId: "?([^"\n]+)"?$/gm)].flatMap(([, operation = '']) => operation)
  if (found.length === 0) throw new Error(`no operations in ${chapter}.yaml`)
  return found
}

export const nameOf = ({ name }: { readonly name: string }) => name
export const idOf = ({ id }: { readonly id: string }) => id
