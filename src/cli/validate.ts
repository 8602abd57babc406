// `clickup-mock validate <file>…`: would these fixtures be planted?
import { Contract } from '../contract/contract.js'
import { plantedWorld } from '../fixtures/seed.js'
import { problemLine, problemsIn } from '../input/problems.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** A line for each file; exit 1 when any is refused. */
export async function validate({ operands }: CheckedLine, terminal: Terminal): Promise<number> {
  const control = Contract.load('mock')
  let refused = 0
  for (const file of operands) {
    try {
      const { users, teams, apps, tokens } = await plantedWorld(file, control, new Map())
      const held = `${users.size} users, ${teams.size} Workspaces, ${apps.size} apps, ${tokens.size} tokens`
      terminal.stdout.write(`${file}: good (${held})\n`)
    } catch (error) {
      refused += 1
      for (const problem of problemsIn(error)) terminal.stderr.write(`${problemLine(problem)}\n`)
    }
  }
  return refused ? 1 : 0
}
