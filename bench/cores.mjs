// Which core serves and which one loads: never the same, and not two halves of one where that can be had.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * @param allowed numbers of the cores this process may use
 * @param siblingsOf the numbers that share a physical core with a given one, itself among them
 * @returns `server` and `load`, and `halves` if they are halves of one physical core; undefined where there is one core only
 */
export function chooseCores(allowed, siblingsOf) {
  if (allowed.length < 2) return undefined
  const server = allowed.at(-1)
  const others = allowed.slice(0, -1)
  const apart = others.filter((core) => !siblingsOf(core).includes(server))
  return { server, load: (apart.length ? apart : others).at(-1), halves: apart.length === 0 }
}

/** `0-2,5` as Linux writes it, as numbers. */
export function readCores(text) {
  return text.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

/** The cores of this machine; undefined where nothing can be pinned. Pins this process, and so what it starts, to `load`. */
export function pinHere() {
  const cores = coresHere()
  if (cores) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.load, process.pid].map(String))
  return cores
}

function coresHere() {
  try {
    execFileSync('taskset', ['--version'])
    const [, allowed] = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
    return chooseCores(readCores(allowed), (core) =>
      readCores(readFileSync(`/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`, 'utf8')),
    )
  } catch {
    return undefined
  }
}
