// A quirk of Node 20: one request calls `process.nextTick` some ten times. It becomes several times slower, for good, when
// a garbage collection finds no tick pending: V8 then forgets the shape of Node's tick objects, and the code made for it.
// A small server has such a collection while it waits for its first request.
import { executionAsyncResource } from 'node:async_hooks'

const tickObjects: object[] = []

/** Keeps one tick object for as long as the process lives, and with it the shape. */
export function keepTickShape(): void {
  if (tickObjects.length === 0) process.nextTick(() => tickObjects.push(executionAsyncResource()))
}
