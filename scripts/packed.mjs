// The package as npm would publish it, for checks that use it as a stranger does.
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Packs it into a folder. @returns what npm says of it: filename, size, files */
export function pack(folder) {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repository),
  )
  return packed
}

/** Runs a program to its end. The environment of `npm run` would point an inner npm at this package. @throws Error */
export function run(program, args, cwd) {
  const kept = Object.entries(process.env).filter(
    ([variable]) =>
      !/^(npm_(package|lifecycle|config_(call|local_prefix|package))|NODE_OPTIONS|CLICKUP_)/i.test(variable),
  )
  try {
    return execFileSync(program, args, {
      cwd,
      env: Object.fromEntries(kept),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}: ${error.stdout}${error.stderr}`)
  }
}
