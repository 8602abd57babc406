// The folder of --state: an environment of LMDB (package lmdb, docs/decisions/19), which one process has at a time.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Key, RootDatabase } from 'lmdb'
import { InputError, reject } from '../input/problems.js'

/** Of what is written. A change that older or newer mocks could not read needs another number. */
export const FORMAT = 1

/** What a folder says of itself. */
export interface Origin {
  readonly format: number
  /** Of the package that began it. */
  readonly version: string
  /** Tells one seed from another. */
  readonly seed: string
}

const FILE = 'data.mdb'
const ORIGIN = 'origin'
/** Behind every text that is part of a key. */
const LAST = '\uffff'

/** The folders that this process has: LMDB itself would let it open one twice. */
const open = new Set<string>()

/** What is kept in one folder. Keys are lists of texts; all that begin alike are a range. */
export class Database {
  readonly folder: string
  readonly #lmdb: RootDatabase
  readonly #holds: boolean

  private constructor(folder: string, lmdb: RootDatabase, holds: boolean) {
    this.folder = folder
    this.#lmdb = lmdb
    this.#holds = holds
    if (holds) open.add(folder)
  }

  /**
   * Opens a folder to write to it, and makes it where it is missing.
   * @throws InputError when it is in use, is none of ours, is damaged, or lmdb is not installed
   */
  static async open(path: string): Promise<Database> {
    const lmdb = await loadLmdb()
    const folder = folderAt(path)
    if (hasFile(folder)) await probe(folder)
    else if (readdirSync(folder).some((name) => name !== 'lock.mdb' && name !== FILE && name !== 'lost+found')) {
      reject(folder, 'there are files in it, and none of them is state of a mock', 'name an empty folder, or a new one')
    }
    if (open.has(folder)) inUse(folder, process.pid)
    const database = new Database(folder, lmdb.open({ path: folder, overlappingSync: false, noSubdir: false }), true)
    try {
      database.#checkAlone()
      database.#checkOrigin()
      return database
    } catch (error) {
      await database.close()
      throw error
    }
  }

  /** Opens what is there to read it, also where a mock uses it. @throws InputError as `open` does */
  static async read(path: string): Promise<Database> {
    const lmdb = await loadLmdb()
    if (!existsSync(path) || !hasFile(path)) reject(path, 'there is no state of a mock', 'name the folder of --state')
    const folder = realpathSync(path)
    await probe(folder)
    const options = { path: folder, overlappingSync: false, noSubdir: false, readOnly: true }
    const database = new Database(folder, lmdb.open(options), false)
    database.#checkOrigin()
    return database
  }

  /** What it says of itself; undefined when it is new. */
  get origin(): Origin | undefined {
    return this.get(ORIGIN) as Origin | undefined // checked when it was opened
  }

  set origin(origin: Origin) {
    this.put(ORIGIN, origin)
  }

  /** In bytes, on the disk. */
  get size(): number {
    return statSync(join(this.folder, FILE)).size
  }

  /** Everything that `work` writes is on the disk when this returns, or nothing is. @throws what LMDB or `work` throws */
  write(work: () => void): void {
    this.#lmdb.transactionSync(work)
  }

  get(key: Key): unknown {
    return this.#lmdb.get(key)
  }

  put(key: Key, value: unknown): void {
    this.#lmdb.putSync(key, value)
  }

  remove(key: Key): void {
    this.#lmdb.removeSync(key)
  }

  /** What has a key that begins so, in the order of the keys. */
  *range(...prefix: string[]): Generator<{ readonly key: readonly string[]; readonly value: unknown }> {
    for (const { key, value } of this.#lmdb.getRange({ start: prefix, end: [...prefix, LAST] })) {
      yield { key: key as string[], value } // all keys but that of the origin are lists
    }
  }

  removeRange(...prefix: string[]): void {
    const keys = [...this.#lmdb.getKeys({ start: prefix, end: [...prefix, LAST] })]
    for (const key of keys) this.remove(key)
  }

  /** Removes everything. */
  clear(): void {
    this.#lmdb.clearSync()
  }

  async close(): Promise<void> {
    if (this.#holds) open.delete(this.folder)
    await this.#lmdb.close()
  }

  /** LMDB knows its readers, and of each whether its process lives: the lock of one that was killed is gone. */
  #checkAlone(): void {
    this.get(ORIGIN) // makes this process a reader
    this.#lmdb.readerCheck()
    const pids = [...this.#lmdb.readerList().matchAll(/^\s*(\d+)\s/gm)].map(([, pid]) => Number(pid))
    const other = pids.find((pid) => pid !== process.pid)
    if (other !== undefined) inUse(this.folder, other)
  }

  #checkOrigin(): void {
    const { origin } = this
    if (origin === undefined) {
      const [any] = this.#lmdb.getKeys({ limit: 1 })
      if (any !== undefined)
        reject(this.folder, 'it holds data of another program', 'name an empty folder, or a new one')
    } else if (!(origin.format <= FORMAT)) {
      const what = `it was written by clickup-mock ${origin.version}, in a format that is newer (${origin.format}) than this one's (${FORMAT})`
      reject(this.folder, what, `use clickup-mock ${origin.version} or newer, or name another folder`)
    }
  }
}

/** A problem with writing, for the caller of a mock. */
export function notKept(folder: string, error: unknown): InputError {
  const what = `what was done cannot be kept (${Object(error).message})`
  return new InputError([{ where: folder, what, right: 'make room on the disk, and try again' }], 503)
}

/** Loaded with --state only, and not installed with the package: npm would ask whether its scripts may run. */
export async function loadLmdb(load = () => import('lmdb')): Promise<typeof import('lmdb')> {
  try {
    return await load()
  } catch (error) {
    const what = `it needs the package lmdb, which cannot be loaded (${String(Object(error).message).split('\n', 1)})`
    return reject('--state', what, 'install it where clickup-mock is installed: npm install lmdb')
  }
}

/** The folder with its links followed, made where it is missing. */
function folderAt(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return realpathSync(path)
  } catch (error) {
    return reject(path, `it is no folder that can be used (${error})`, 'name a folder that you may write to')
  }
}

function hasFile(folder: string): boolean {
  return (statSync(join(folder, FILE), { throwIfNoEntry: false })?.size ?? 0) > 0
}

function inUse(folder: string, pid: number): never {
  const right = 'end that one (clickup-mock stop), or name another folder: each mock has its own'
  reject(folder, `another mock uses it (process ${pid})`, right)
}

/**
 * Reads everything in a process of its own: LMDB maps the file, and one that was cut or written over ends the process that
 * reads it.
 */
async function probe(folder: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('probe.js', import.meta.url)), folder])
  } catch (error) {
    const { signal, code } = Object(error)
    const what = `its file ${FILE} is damaged, or was never one of LMDB (reading it ended with ${[signal, code].find((one) => one !== null)})`
    reject(folder, what, `restore a copy of it, or remove the folder and begin anew`)
  }
}
