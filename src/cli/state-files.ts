// What we know of mocks that run in the background: each writes a file named after its port, and removes it at its end.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { readJson } from '../input/json.js'
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
  /** How long (ms) it may take to end by itself. */
  readonly closeTimeout: number
}

/** A state with its file. */
export interface StateFile extends MockState {
  readonly file: string
}

/** The folder for the files, made where it is missing; only this user can look into it. @throws InputError */
export function stateFolder(env: Terminal['env']): string {
  const folder = folderName(env)
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
  const unfinished = `${file}.${state.pid}`
  rmSync(unfinished, { force: true })
  writeFileSync(unfinished, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(unfinished, file) // so that nobody reads half of it
  return file
}

/** Every mock in the background that has left a file; one that says nothing of a mock is complained of. */
export function readStates({ env, stderr }: Pick<Terminal, 'env' | 'stderr'>): StateFile[] {
  return statesIn(stateFolder(env), (file) =>
    stderr.write(`clickup-mock: ${file}: it does not say which mock runs there; remove it\n`),
  )
}

/** The mocks in the background whose processes live. Nothing is made or complained of: the command is about something else. */
export function runningStates(env: Terminal['env']): StateFile[] {
  const folder = folderName(env)
  const states = existsSync(folder) && isOwn(folder) ? statesIn(folder, () => undefined) : []
  return states.filter(({ pid }) => isAlive(pid))
}

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // there, but somebody else's
  }
}

/** $XDG_STATE_HOME/clickup-mock, or a folder of this user's in the temporary one. */
function folderName({ XDG_STATE_HOME: home }: Terminal['env']): string {
  return home ? join(home, 'clickup-mock') : join(tmpdir(), `clickup-mock-${process.getuid?.() ?? userInfo().username}`)
}

/** @param unread - called with each file that says nothing of a mock */
function statesIn(folder: string, unread: (file: string) => void): StateFile[] {
  return readdirSync(folder)
    .filter((name) => /^clickup-mock-\d+\.json$/.test(name))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .flatMap((name) => {
      const file = join(folder, name)
      const state = readState(file)
      if (isState(state)) return [{ ...state, file }]
      if (existsSync(file)) unread(file)
      return []
    })
}

/** Undefined for a file that is gone, or is no JSON. */
function readState(file: string): unknown {
  try {
    return readJson(readFileSync(file, 'utf8'))
  } catch {
    return undefined // which is no state, and told as such
  }
}

/** Whether a folder is of this user; somebody else could name any process in it. */
function isOwn(path: string): boolean {
  const { uid } = lstatSync(path)
  return uid === (process.getuid?.() ?? uid)
}

function isState(value: unknown): value is MockState {
  if (typeof value !== 'object' || value === null) return false
  const { pid, url, address, log, closeTimeout } = value as Partial<Record<keyof MockState, unknown>>
  const isProcess = Number.isSafeInteger(pid) && Number(pid) > 1
  const isTold = typeof log === 'string' && Number.isFinite(closeTimeout)
  return isProcess && isTold && [url, address].every((one) => URL.canParse(String(one)))
}
