// Faults in code: the control methods around them, in the words a test uses.
import type { OperationName } from '../contract/clickup.gen.js'
import type { ControlMethods } from '../control/methods.js'
import type { FaultRule, FaultWord } from '../settings/fault-rule.js'

/** A rule with what it did so far. */
export type StandingFault = ReturnType<ControlMethods['addFault']>['fault']

/** Standing faults of one sandbox. */
export interface FaultMethods {
  /** Adds a rule, as an object or in the words of `--fault`. @throws InputError */
  add(rule: FaultRule | string): StandingFault
  /** The next call of the operation gets this fault: `next('GetAuthorizedUser', 'OAUTH_027').times(2)`. @throws InputError */
  next(operation: OperationName, fault: FaultWord): { times(count: number): StandingFault }
  list(): readonly StandingFault[]
  /** @throws InputError when there is no such rule */
  remove(id: string): void
  clear(): void
}

/** The faults of the sandbox these control methods belong to. */
export function faultMethods(control: ControlMethods): FaultMethods {
  const add = (rule: FaultRule | string) =>
    control.addFault((typeof rule === 'string' ? { rule } : rule) as Parameters<ControlMethods['addFault']>[0]).fault
  return {
    add,
    next: (operation, fault) => {
      const once = add({ operation, fault, times: 1 })
      return {
        times: (count) => {
          const several = add({ operation, fault, times: count }) // first, since it may be refused
          control.removeFault({ id: once.id })
          return several
        },
      }
    },
    list: () => control.listFaults().faults,
    remove: (id) => void control.removeFault({ id }),
    clear: () => void control.clearFaults(),
  }
}
