// Everything that a tester can see of a sandbox, as one text to compare.
import type { MockSandbox } from '../../src/index.js'

/** Everything a tester can read, which is everything a tester could have changed. */
export function seenBy({ control }: MockSandbox): string {
  const { getClock, exportWorld, listFaults, getLimits, getConsent, listCalls, listSnapshots, listScenarios } = control
  const { listWebhooks, listDeliveries, listDeliveryFaults } = control
  return JSON.stringify([
    {
      frozen: getClock().frozen,
      now: getClock().frozen ? getClock().now : Math.round((getClock().now - Date.now()) / 60_000),
    },
    exportWorld(),
    listFaults().faults,
    getLimits(),
    getConsent().consent,
    listCalls().count,
    listSnapshots().snapshots,
    listScenarios().running,
    listWebhooks(),
    listDeliveries(),
    listDeliveryFaults().faults,
  ])
}
