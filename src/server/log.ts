// The log: lines for people, on stderr or wherever the option `log` says.
import { type LogLevel, logLevels } from '../settings/options.js'

/** Writes lines of a level up to the chosen one. */
export class Log {
  readonly #most: number
  readonly #write: (line: string) => void

  constructor(level: LogLevel, write: (line: string) => void) {
    this.#most = logLevels.indexOf(level)
    this.#write = write
  }

  /** Whether lines of this level are written: a caller may save the work of making one. */
  shows(level: LogLevel): boolean {
    return logLevels.indexOf(level) <= this.#most
  }

  error(line: string): void {
    this.#at('error', line)
  }

  warn(line: string): void {
    this.#at('warn', line)
  }

  info(line: string): void {
    this.#at('info', line)
  }

  #at(level: LogLevel, line: string): void {
    if (this.shows(level)) this.#write(`${level === 'info' ? '' : `${level}: `}${line}`)
  }
}
