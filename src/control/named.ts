// Finding what a tester names: users, Workspaces and apps by handle or id, tokens by themselves.
import { InputError } from '../errors.js'
import type { AppRow, TeamRow, TokenRow, UserRow } from '../model/rows.js'
import type { World } from '../model/world.js'
import { suggestion } from '../nearest.js'
import type { Table } from '../store/table.js'

/** By handle, id or email. @throws InputError with the nearest handles */
export function userNamed(world: World, name: string, where: string): UserRow {
  return world.users.findBy('email', name) ?? named(world.users, 'user', name, where)
}

/** By handle or id. @throws InputError with the nearest handles */
export function teamNamed(world: World, name: string, where: string): TeamRow {
  return named(world.teams, 'Workspace', name, where)
}

/** By handle or client_id. @throws InputError with the nearest handles */
export function appNamed(world: World, name: string, where: string): AppRow {
  return named(world.apps, 'app', name, where)
}

/** @throws InputError when there is no such token */
export function tokenNamed(world: World, token: string, where: string): TokenRow {
  return world.tokens.find(token) ?? noToken(token, where)
}

/** @throws InputError always */
export function noToken(token: string, where: string): never {
  throw new InputError([
    { where, what: `there is no token "${token}"`, right: 'GET /__mock/tokens lists those there are' },
  ])
}

function named<Row extends { handle: string }>(table: Table<Row>, kind: string, name: string, where: string): Row {
  const row = table.findBy('handle', name) ?? table.find(name)
  if (row) return row
  const handles = table.all().map(({ handle }) => handle)
  throw new InputError([{ where, what: `there is no ${kind} "${name}"`, right: suggestion(name, handles) }])
}
