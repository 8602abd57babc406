// @ts-check
// Reading server-sent events: by fetch, since an EventSource could not send the control token.

/**
 * Reads until the stream ends.
 * @param {Response} stream
 * @param {(data: string) => void} each - gets the data of every event
 * @param {() => void} [all] - called when those that came together are read
 */
export async function readEvents(stream, each, all) {
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = (await reader?.read()) ?? { done: true }
    if (done) return
    const events = (rest + value).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const [, data] = /^data: (.*)$/m.exec(event) ?? []
      // The last event of a stream that was not read fast enough tells only that; the page begins anew when a stream ends.
      if (data !== undefined && !/^event: dropped$/m.test(event)) each(data)
    }
    all?.()
  }
}
