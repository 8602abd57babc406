// What the table of options says of one.
import type { Known, Reader } from './readers.js'

/** How an option is read, at every door. Defaults are written as somebody would give them, and read the same way. */
export interface Read {
  readonly read: Reader<unknown, unknown, [Known]>
  readonly default?: unknown
  /** The default of the library, where it is another. */
  readonly defaultInCode?: unknown
}

/** An option that every door takes. */
export interface OptionSpec extends Read {
  /** Its flag, and its key in the config file. */
  readonly flag: string
  /** What stands behind the flag in the help; none for switches. */
  readonly value?: string
  /** It may be given several times; in the environment the values are separated by `;`. */
  readonly many?: true
  /** It names files. In a config file they are found from its folder, elsewhere from the working one. */
  readonly files?: true
  /** Its flag in one letter: `p` for `-p`. */
  readonly short?: string
  readonly help: string
}

/** What the option may look like in a config file: as its default, if nothing else. */
export type Shown = { readonly example: unknown } | { readonly default: unknown }
