// Tells what was found, each kind of thing once.

/** The findings of a run. */
export class Report {
  #seed
  #counts = new Map()

  constructor(seed) {
    this.#seed = seed
  }

  /** How many different ones there are. */
  get count() {
    return this.#counts.size
  }

  say(line) {
    process.stderr.write(`${line}\n`)
  }

  /** @param how - how to repeat it by hand @param index - of the call, if it is known */
  add({ index, kind, what, call = '', how, more }) {
    const name = call.split(':')[0]
    const key = `${kind} ${name.startsWith('#') ? '' : name} ${what.replace(/\\?"[^"]*\\?"/g, '""').replace(/\d+/g, '0').slice(0, 100)}`
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    if (count > 1) return
    const place = index === undefined ? '' : ` (seed ${this.#seed}, call ${index})`
    const lines = [`FOUND ${kind}${place}: ${what}`]
    if (call) lines.push(`  ${index === undefined ? 'under way: ' : ''}${call}`)
    if (how) lines.push(`  ${how}`)
    if (index !== undefined) lines.push(`  npm run fuzz -- --seed ${this.#seed} --from ${index} --calls 1`)
    if (more) lines.push(more.replace(/^/gm, '    '))
    process.stdout.write(`${lines.join('\n')}\n`)
  }

  /** The last lines: each kind of finding with its number, and the figures of the run. */
  end(figures) {
    for (const [key, count] of this.#counts) process.stdout.write(`${count} × ${key}\n`)
    process.stdout.write(`${this.#counts.size} findings; ${figures}\n`)
  }
}
