// A user's project: examples in a folder of their own, with the packages they name (as links). Commands run as with npm.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { COMMAND, OUT_OF_TAP, unwatched } from './unwatched.js'

/** What a command did. */
export interface Run {
  readonly code: unknown
  /** What it printed, stderr last. */
  readonly output: string
}

/** A folder with the packages of examples/package.json. */
export interface Project {
  readonly folder: string
  /** Runs a command in it, with nothing of our own environment but the paths. */
  run(command: string, env?: Readonly<Record<string, string>>): Promise<Run>
}

/** examples/package.json. */
export const manifest: {
  readonly scripts: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
} = JSON.parse(readFileSync('examples/package.json', 'utf8'))

/** Makes a project of these folders of examples/, and of files by name. It is deleted when the test ends. */
export function projectOf(t: Test, examples: readonly string[], files: Readonly<Record<string, string>> = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), 'clickup-mock-example-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['package.json', ...examples])
    cpSync(join('examples', name), join(folder, name), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const packages = join(folder, 'node_modules')
  for (const name of Object.keys(manifest.devDependencies)) {
    mkdirSync(dirname(join(packages, name)), { recursive: true })
    symlinkSync(name === 'clickup-mock' ? resolve('.') : resolve('node_modules', name), join(packages, name))
  }
  // npm turns dist/bundle/bin.js into a command with a link and a mode; a script does not change what was built.
  const command = join(packages, 'own-bin', 'clickup-mock')
  mkdirSync(dirname(command))
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${COMMAND}' "$@"\n`)
  chmodSync(command, 0o755)
  const { PATH = '', HOME = '' } = process.env
  const path = [dirname(process.execPath), dirname(command), resolve('node_modules/.bin'), PATH].join(delimiter)
  return {
    folder,
    run: (command, env) =>
      new Promise((done) => {
        const clean = { PATH: path, HOME, NO_COLOR: '1', ...env }
        execFile('env', [...OUT_OF_TAP, 'sh', '-c', command], { cwd: folder, env: clean }, (error, stdout, stderr) =>
          done({ code: error === null ? 0 : error.code, output: stdout + stderr }),
        )
      }),
  }
}

/** The command a container runs, on a free port until the test ends. @returns where it is */
export async function serve(t: Test): Promise<string> {
  const { PATH = '' } = process.env
  const [program, args] = unwatched([COMMAND, 'start', '--port', '0', '--json', '--log-level', 'error'])
  const server = spawn(program, args, { env: { PATH }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(server, 'exit')
  t.teardown(async () => {
    server.kill()
    await ended
  })
  for await (const line of createInterface(server.stdout)) return JSON.parse(line).url
  throw new Error('the server ended before it said where it is; was the package built (npm run build)?')
}

/** Where nothing is skipped: there a program that is missing is a failure. */
export const inCi = Boolean(process.env.CI)

/** Why a test that needs this program cannot run; `false` when it can. */
export function missing(program: string, args: readonly string[], remedy: string): Promise<string | false> {
  const reason = `"${[program, ...args].join(' ')}" does not run here: ${remedy}`
  return new Promise((done) => {
    execFile(program, args, (error) => done(error === null ? false : reason))
  })
}
