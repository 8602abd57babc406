// The contents of files: small ones are kept in memory, others in a temporary folder.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a file holds. */
export interface FileContent {
  /** In bytes. */
  readonly size: number
  read(): Buffer
}

/** In bytes: opening a file costs as much as keeping so many. */
const LARGEST_IN_MEMORY = 16_384
/** In bytes: the folder is looked through when it has grown by so much. */
const MOST_UNSEEN = 100 * 1_048_576

class InMemory implements FileContent {
  /** Not private, so that it is counted with the row that has it. */
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get size(): number {
    return this.bytes.length
  }

  read(): Buffer {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length)
  }
}

class OnDisk implements FileContent {
  readonly path: string
  readonly size: number
  /** How many worlds have it: a fork shares the files of its origin. */
  holders = 0

  constructor(path: string, size: number) {
    this.path = path
    this.size = size
  }

  read(): Buffer {
    return readFileSync(this.path)
  }
}

/** Whether a value is what a file holds. */
export function isContent(value: unknown): value is FileContent {
  return value instanceof InMemory || value instanceof OnDisk
}

/** A folder of the system's for temporary files, made when it is first needed. */
export class TemporaryFolder {
  #path: string | undefined
  #count = 0

  /** A path in it that was not given before. */
  newPath(): string {
    this.#path ??= mkdtempSync(join(tmpdir(), 'clickup-mock-'))
    this.#count += 1
    return join(this.#path, String(this.#count))
  }

  /** Removes it with everything in it. */
  remove(): void {
    if (this.#path !== undefined) rmSync(this.#path, { recursive: true, force: true })
    this.#path = undefined
  }
}

/** The files of one world. */
export class Files {
  readonly #folder: TemporaryFolder | undefined
  readonly #mostUnseen: number
  readonly #onDisk = new Set<OnDisk>()
  /** What was written since somebody looked what is still needed, in bytes. */
  #unseen = 0

  /**
   * @param folder - where large files are kept; without one, all are kept in memory
   * @param mostUnseen - bytes that are written before it is worth looking what is still needed
   */
  constructor(folder?: TemporaryFolder, mostUnseen = MOST_UNSEEN) {
    this.#folder = folder
    this.#mostUnseen = mostUnseen
  }

  /** Whether so much was written that it is worth looking what is still needed. */
  get isUnseen(): boolean {
    return this.#unseen > this.#mostUnseen
  }

  /** Keeps bytes, which may be a part of more: only they are kept. */
  keep(bytes: Uint8Array): FileContent {
    if (!this.#folder || bytes.length <= LARGEST_IN_MEMORY) return new InMemory(new Uint8Array(bytes))
    const file = new OnDisk(this.#folder.newPath(), bytes.length)
    writeFileSync(file.path, bytes)
    this.#hold(file)
    this.#unseen += file.size
    return file
  }

  /** Has a part in the contents of another world's files. */
  share(contents: Iterable<unknown>): void {
    for (const content of contents) if (content instanceof OnDisk && !this.#onDisk.has(content)) this.#hold(content)
  }

  /** Removes the files that are not among these, and that no other world has. */
  keepOnly(needed: ReadonlySet<object>): void {
    for (const file of this.#onDisk) {
      if (needed.has(file)) continue
      this.#onDisk.delete(file)
      file.holders -= 1
      if (file.holders === 0) rmSync(file.path, { force: true })
    }
    this.#unseen = 0
  }

  #hold(file: OnDisk): void {
    file.holders += 1
    this.#onDisk.add(file)
  }
}
