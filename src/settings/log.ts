// The log: lines for people, on stderr or wherever the option `log` says.
import { type LogLevel, logLevels } from './process-options.js'
import type { Settings } from './settings.js'

/** Writes lines of a level up to the chosen one. */
export class Log {
  readonly #most: number
  readonly #write: (line: string) => void

  constructor(level: LogLevel, write: (line: string) => void) {
    this.#most = logLevels.indexOf(level)
    this.#write = write
  }

  /** The log that these settings ask for. */
  static of({ logLevel, log }: Pick<Settings, 'logLevel' | 'log'>): Log {
    return new Log(logLevel, log)
  }

  /** Whether lines of this level are written: a caller may save the work of making one. */
  shows(level: LogLevel): boolean {
    return logLevels.indexOf(level) <= this.#most
  }

  error(line: string): void {
    this.#at('error', line)
  }

  /** An error that nobody waits for, with its stack. @param what - what failed */
  failure(what: string, error: unknown): void {
    this.error(`${what}: ${error instanceof Error ? error.stack : error}`)
  }

  warn(line: string): void {
    this.#at('warn', line)
  }

  info(line: string): void {
    this.#at('info', line)
  }

  #at(level: LogLevel, line: string): void {
    if (!this.shows(level)) return
    try {
      this.#write(`${level === 'info' ? '' : `${level}: `}${line}`)
    } catch {
      // The mock lives on without a log: there is nobody left who could be told.
    }
  }
}
