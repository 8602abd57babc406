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

  /**
   * @param index - of the call, if it is known; otherwise `under`, what was under way
   * @param how - how to repeat it by hand
   * @param more - what the mock said
   */
  add({ index, kind, what, call = '', under, how, more }) {
    const key = [kind, call.split(':')[0], sameText(what)].filter(Boolean).join(' ')
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    if (count > 1) return
    const place = index === undefined ? '' : ` (seed ${this.#seed}, call ${index})`
    const lines = [`FOUND ${kind}${place}: ${what}`]
    if (call) lines.push(`  ${call}`)
    if (under) lines.push(`  under way: ${under}`)
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

/** What two findings of the same kind have in common: not the call that a stack names, nor ids and numbers. */
function sameText(what) {
  const plain = what.replace(/^error: [A-Z]+ \S+: /, 'error: ').replace(/\\?"[^"]*\\?"/g, '""')
  return plain.replace(/\d+/g, '0').slice(0, 100)
}
