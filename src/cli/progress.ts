// A line that says what takes so long, on a terminal only: it is gone when the work is done.
import type { Terminal } from './terminal.js'

/** From here on (ms) somebody who waits wonders. */
const PATIENCE = 1_000

/** Takes back the line. */
const CLEAR = '\r\u001b[2K'

/** What `work` gives; meanwhile stderr says what it tells of itself. */
export async function withProgress<Result>(
  { stderr }: Pick<Terminal, 'stderr'>,
  work: (tell: (what: string) => void) => Promise<Result>,
): Promise<Result> {
  if (!stderr.isTTY) return work(() => undefined)
  let after = ''
  try {
    return await work((what) => {
      after = CLEAR
      stderr.write(`${CLEAR}${what}…`)
    })
  } finally {
    stderr.write(after)
  }
}

/** The same for work elsewhere, which tells nothing: after a while stderr says for how long it has been going on. */
export async function withSeconds<Result>(
  terminal: Pick<Terminal, 'stderr'>,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  let seconds = 0
  return withProgress(terminal, async (tell) => {
    const timer = setInterval(() => tell(`${what}, ${++seconds} s`), PATIENCE)
    return work.finally(() => clearInterval(timer))
  })
}
