// What control calls have set up for the calls after them: rules and scenarios, after which any answer has a cause.

/** Words of a rule or a scenario after which a call may take its time, or have no answer. */
const slowWords = /hang|timeout|slow|delay|latency|wait/

/** The state of one sandbox, as far as the checks need it. */
export class Steering {
  #hasFaults = false
  #hasScenarios = false
  #isSlow = false

  /** A fault may answer a call that did not ask for one. */
  get hasRules() {
    return this.#hasFaults || this.#hasScenarios
  }

  /** A call may have to wait, or have no answer. */
  get mayHang() {
    return this.#isSlow
  }

  /** Notes a control call that was done. @param text - its body */
  done(operationId, text) {
    this.#did[operationId]?.(text)
  }

  #did = {
    addFault: (text) => {
      this.#hasFaults = true
      this.#isSlow ||= slowWords.test(text)
    },
    setConsent: (text) => {
      this.#isSlow ||= slowWords.test(text)
    },
    runScenario: () => {
      this.#hasScenarios = true
      this.#isSlow = true
    },
    undoReset: () => {
      this.#hasFaults = true
      this.#hasScenarios = true
      this.#isSlow = true
    },
    clearFaults: () => {
      this.#hasFaults = false
    },
    stopScenarios: () => {
      this.#hasScenarios = false
    },
    reset: () => {
      this.#hasFaults = false
      this.#hasScenarios = false
      this.#isSlow = false
    },
  }
}
