// A stream that gives what is written to it to a test at once.
import { Writable } from 'node:stream'

export function textStream(take: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write: (text, _encoding, done) => {
      take(String(text))
      done()
    },
  })
}
