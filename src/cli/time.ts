// Times as somebody writes them in a shell.

/** ms, or an ISO 8601 date, which the mock reads and checks. */
export function readMoment(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
