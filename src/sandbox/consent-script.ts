// How the consent page of one sandbox is answered: as the options say, until a test scripts something else.
import type { Consent } from '../settings/consent.js'

/** How logins are answered, and how many more of them; Infinity for all. */
interface Scripted {
  readonly consent: Consent
  readonly remaining: number
}

/** A script for the consent page, for some logins or for all. */
export class ConsentScript {
  readonly #usual: Consent
  #standing: Consent | undefined
  #next: Scripted | undefined

  constructor(usual: Consent) {
    this.#usual = usual
  }

  /** How the next login is answered. */
  get now(): Scripted {
    return this.#next ?? { consent: this.#standing ?? this.#usual, remaining: Infinity }
  }

  /** @param times - how many logins; afterwards as before */
  set(consent: Consent, times = Infinity): void {
    this.#next = times === Infinity ? undefined : { consent, remaining: times }
    if (times === Infinity) this.#standing = consent
  }

  /** The answer to one login. */
  next(): Consent {
    const { consent, remaining } = this.now
    if (this.#next) this.#next = remaining > 1 ? { consent, remaining: remaining - 1 } : undefined
    return consent
  }
}
