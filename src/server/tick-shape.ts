// A quirk of Node 20: `process.nextTick`, which serving one request calls some ten times, becomes several times slower
// for good once a garbage collection has found no tick pending, since V8 then forgets the shape of Node's tick objects
// and gives up on code made for it. A server that starts small has that collection while it waits for its first request.
import { executionAsyncResource } from 'node:async_hooks'

const tickObjects: object[] = []

/** Keeps one tick object for as long as the process lives, and with it the shape. */
export function keepTickShape(): void {
  if (tickObjects.length === 0) process.nextTick(() => tickObjects.push(executionAsyncResource()))
}
