// A tour of a client through the chapters of the hierarchy and of tasks: what it starts from, and what it has called.
import { Contract } from '../../src/contract/contract.js'
import type { ClickUpMock } from '../../src/index.js'

/** Places of the default fixture. */
export const NORTHWIND = '9001001'
export const PRODUCT = '90010000001'
export const HARDWARE = '901200000001'
export const IDEAS = '901200000003'
export const BATTERY = '86a000001'
export const TALK = '8cmock0-1'
export const [BUG_REPORT, RELEASE, NEW_PRODUCT] = ['t-900100001', 't-900100002', 't-900100003']

/** All operations of the specs but those of the chapters Authorization and Workspaces, sorted. */
export function operationsOfTheTour(): string[] {
  const login = /\/oauth\/|\/user$|\/team$|\/seats$|\/plan$|^\/api$/
  const { operations } = Contract.load('clickup')
  const names = operations.filter(({ path }) => !login.test(path)).map(({ operationId }) => operationId)
  return names.sort()
}

/** The operations that a mock answered with success, sorted. */
export function operationsDone(mock: ClickUpMock): string[] {
  const done = mock.journal().flatMap(({ operation, status }) => (operation && status < 300 ? [operation] : []))
  return [...new Set(done)].sort()
}

export const nameOf = ({ name }: { readonly name: string }) => name
export const idOf = ({ id }: { readonly id: string }) => id
