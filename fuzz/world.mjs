// Whether writes are whole or absent: the world, as its export shows it, before and after a refusal and at the end.

/** Of writes, this part is compared before and after; all others are looked for at the end, by their marks. */
const COMPARED = 0.015

/** The checks of one sandbox's world. */
export class WorldCheck {
  #random
  #sandbox
  #ask
  #before

  /** @param ask - sends a control call for this sandbox */
  constructor(random, sandbox, ask) {
    this.#random = random
    this.#sandbox = sandbox
    this.#ask = ask
  }

  async before(call) {
    const isWrite = call.method !== 'GET' && call.method !== 'HEAD'
    this.#before = this.#random.chance(COMPARED) && isWrite ? await this.#world() : undefined
  }

  /** @returns findings, when a refused call left something behind */
  async after(isRefused) {
    if (this.#before === undefined || !isRefused) return []
    const after = await this.#world()
    if (after === undefined || after === this.#before) return []
    return [{ kind: 'half', what: `a refused call changed the world: ${difference(this.#before, after)}` }]
  }

  /**
   * @param refused - marks of refused calls, and the index of each
   * @param isPlantedAgain - the export is planted into another sandbox, which has to work
   */
  async finish(refused, isPlantedAgain) {
    const { answer } = await this.#ask('GET', '/__mock/export')
    if (!answer) return []
    if (answer.status !== 200)
      return [{ what: `the world cannot be exported: ${answer.status} ${answer.text.slice(0, 500)}` }]
    const marks = new Set(answer.text.match(/fz\d+x\d+q/gi)?.map((mark) => mark.toLowerCase()))
    const left = [...refused].filter(([mark]) => marks.has(mark))
    const findings = left.map(([mark, index]) => ({
      label: index,
      what: `what a refused call wrote is there: ${mark}`,
    }))
    return isPlantedAgain ? [...findings, ...(await this.#plantedAgain(answer.text))] : findings
  }

  /** An export always plants again, in another sandbox as well. */
  async #plantedAgain(text) {
    const name = `${this.#sandbox}-again`
    const { answer } = await this.#ask('POST', '/__mock/sandboxes', { name, seed: JSON.parse(text) })
    // 413: it is larger than a body may be, and would have to come as a file.
    if (!answer || [200, 413, 503].includes(answer.status)) return []
    return [{ what: `the export does not plant again: ${answer.status} ${answer.text.slice(0, 500)}` }]
  }

  /** The world as a text. Webhooks are left out: deliveries change their health at any time. */
  async #world() {
    const { answer } = await this.#ask('GET', '/__mock/export')
    if (answer?.status !== 200) return undefined
    const { webhooks: _, ...rest } = JSON.parse(answer.text)
    return JSON.stringify(rest)
  }
}

function difference(before, after) {
  let at = 0
  while (before[at] === after[at]) at += 1
  return `…${before.slice(at - 40, at + 80)}… became …${after.slice(at - 40, at + 80)}…`
}
