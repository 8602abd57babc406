// `clickup-mock validate <file>…`: would these fixtures be planted?
import { Contract } from '../contract/contract.js'
import { plantedWorld } from '../control/fixture.js'
import { InputError, problemLine, problemsIn } from '../errors.js'
import type { CommandLine } from './command-line.js'
import type { Terminal } from './main.js'

/** A line for each file; exit 1 when any is refused. */
export async function validate({ operands }: CommandLine, terminal: Terminal): Promise<number> {
  if (operands.length === 0)
    throw new InputError([{ where: 'validate', what: 'it needs a file', right: 'name a fixture' }])
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
