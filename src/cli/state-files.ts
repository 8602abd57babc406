// What we know of mocks that run in the background: each writes a file named after its port, and removes it at its end.
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { reject } from '../input/problems.js'
import type { Terminal } from './terminal.js'

/** A mock in the background. */
export interface MockState {
  readonly pid: number
  /** For clients. */
  readonly url: string
  /** Where it listens, which is not the URL when that was given as --base-url. */
  readonly address: string
  readonly log: string
}

/** A state with its file. */
export interface StateFile extends MockState {
  readonly file: string
}

/** $XDG_STATE_HOME/clickup-mock, or a folder of this user's in the temporary one; only this user can look into it. */
export function stateFolder(env: Terminal['env']): string {
  const home = env.XDG_STATE_HOME
  const folder = home
    ? join(home, 'clickup-mock')
    : join(tmpdir(), `clickup-mock-${process.getuid?.() ?? userInfo().username}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const what = `the folder for what runs in the background cannot be made (${error})`
    reject(folder, what, 'name another one in XDG_STATE_HOME')
  }
  if (!isOwn(folder)) {
    const what = 'this folder, for what runs in the background, belongs to somebody else'
    reject(folder, what, 'name another one in XDG_STATE_HOME')
  }
  return folder
}

/** The file of the mock at this port. */
export function stateFileName(folder: string, port: number | string): string {
  return join(folder, `clickup-mock-${port}.json`)
}

/** The port of an address, also where the URL leaves it out. */
export function portOf(address: string): string {
  return new URL(address).port || '80'
}

/** Writes the file of a mock that listens, in place of one that was left over. */
export function writeState(env: Terminal['env'], state: MockState): string {
  const file = stateFileName(stateFolder(env), portOf(state.address))
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return file
}

/** Every mock in the background that has left a file. */
export function readStates(env: Terminal['env']): StateFile[] {
  const folder = stateFolder(env)
  return readdirSync(folder)
    .filter((name) => /^clickup-mock-\d+\.json$/.test(name))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .flatMap((name) => readState(join(folder, name)) ?? [])
}

/** Undefined for a file that is half written. */
function readState(file: string): StateFile | undefined {
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isState(state) ? { ...state, file } : undefined
  } catch {
    return undefined // gone, or being written
  }
}

/** Whether a folder is of this user; somebody else could name any process in it. */
function isOwn(path: string): boolean {
  const { uid } = lstatSync(path)
  return uid === (process.getuid?.() ?? uid)
}

function isState(value: unknown): value is MockState {
  if (typeof value !== 'object' || value === null) return false
  const { pid, url, address, log } = value as Partial<Record<keyof MockState, unknown>>
  return Number.isInteger(pid) && Number(pid) > 1 && [url, address, log].every((one) => typeof one === 'string')
}
