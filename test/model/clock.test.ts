// The clock: the machine's time, shifted or stopped.
import t from 'tap'
import { Clock } from '../../src/model/clock.js'

const noon = Date.UTC(2026, 0, 5, 12)

t.test('stopped, it moves only when it is moved', async (t) => {
  const clock = new Clock()
  clock.freeze(noon)
  t.equal(clock.now(), noon)
  clock.advance(1_000)
  t.equal(clock.now(), noon + 1_000)
  clock.advance(-2_000)
  t.equal(clock.now(), noon - 1_000)
  clock.freeze()
  t.equal(clock.now(), noon - 1_000, 'stopping it again changes nothing')
})

t.test('running, it keeps its distance to the machine', async (t) => {
  const clock = new Clock()
  clock.run(noon)
  const { offset } = clock.snapshot()
  clock.advance(5_000)
  t.equal(clock.snapshot().offset, offset + 5_000)
  t.equal(clock.snapshot().frozenAt, null)
})

t.test('let go, it runs on from where it stood', async (t) => {
  const clock = new Clock()
  clock.freeze(noon)
  clock.run()
  t.equal(clock.snapshot().frozenAt, null)
  t.ok(clock.now() >= noon && clock.now() < Date.now(), 'not at the machine’s time')
})

t.test('reset and restored', async (t) => {
  const clock = new Clock()
  clock.freeze(noon)
  const stopped = clock.snapshot()
  clock.reset()
  t.same(clock.snapshot(), { offset: 0, frozenAt: null })
  clock.restore(stopped)
  t.equal(clock.now(), noon)
})
