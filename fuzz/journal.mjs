// Compares what was sent with what the journal of the sandbox has: each call once, with the status that its client saw.

/** Bytes after which the journal is read, well before it would drop calls for want of room. */
const READ_AFTER_BYTES = 6_000_000
const LARGE = 3_000_000

/** The calls of one sandbox since its journal was last compared. */
export class JournalCheck {
  #sent = []
  #bytes = 0
  #checks

  constructor(checks) {
    this.#checks = checks
  }

  /**
   * Notes a call.
   * @param owed - it must have a record; otherwise it may have one
   * @param status - as the client saw it; undefined when it saw none
   */
  sent({ label, id, status, owed, bytes = 0 }) {
    this.#sent.push({ label, id, status, owed })
    this.#bytes += bytes + 1_000
    if (bytes > LARGE) this.#bytes += READ_AFTER_BYTES
  }

  get isDue() {
    return this.#bytes > READ_AFTER_BYTES
  }

  /** @param list - what listCalls answers @returns findings, each with the label of its call */
  compare({ calls, dropped }) {
    const byLabel = new Map()
    const byId = new Map()
    for (const record of calls) {
      const label = record.request.headers['x-fuzz']
      byId.set(record.id, [...(byId.get(record.id) ?? []), record])
      if (label !== undefined) byLabel.set(label, [...(byLabel.get(label) ?? []), record])
    }
    const last = this.#sent.findLastIndex(({ owed }) => owed)
    const oldest = this.#sent.findIndex(({ label, id }) => byId.has(id) || byLabel.has(label))
    const mayBeDropped = (index) => dropped > 0 && index !== last && (oldest === -1 || index < oldest)
    const findings = this.#sent.flatMap((call, index) => {
      const records = recordsOf(call, byId, byLabel)
      return this.#complaints(call, records, mayBeDropped(index)).map((what) => ({ label: call.label, what }))
    })
    this.#sent = []
    this.#bytes = 0
    return findings
  }

  #complaints({ id, status, owed }, records, mayBeDropped) {
    if (records.length > 1) return [`the journal has it ${records.length} times`]
    const [record] = records
    if (!record)
      return owed && !mayBeDropped
        ? [`the journal has no record of it (${id ?? 'no id'}, ${status ?? 'no status'})`]
        : []
    if (id !== undefined && record.id !== id) return [`the journal has it as ${record.id}, the answer said ${id}`]
    if (status !== undefined && record.status !== status)
      return [`the journal says ${record.status}, the client saw ${status}`]
    if (this.#checks.isRecordExplained(record)) return []
    return status === undefined ? [`the journal says ${record.status} of a client that left`] : []
  }
}

/** By id where the client saw one; ids begin anew when the journal is cleared, so an older call may come to have the same. */
function recordsOf({ id, label }, byId, byLabel) {
  const named = byId.get(id)?.filter(({ request }) => (request.headers['x-fuzz'] ?? label) === label)
  return named ?? byLabel.get(label) ?? []
}
