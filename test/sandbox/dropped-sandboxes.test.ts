// The names of sandboxes that were given up: they are remembered, but not without end.
import t from 'tap'
import { sizeText } from '../../src/input/sizes.js'
import { DroppedSandboxes } from '../../src/sandbox/dropped-sandboxes.js'

t.test('the latest ten thousand names are remembered', async (t) => {
  const dropped = new DroppedSandboxes((name) => `mark of ${name}`)
  for (let count = 0; count <= 10_000; count += 1) dropped.add(`s${count}`, 'memory')
  dropped.refuse('s0')
  t.throws(() => dropped.refuse('s1'), { message: /"s1" was given up/ })
  t.throws(() => dropped.refuseMark('mark of s10000'), { message: /"s10000" was given up/ })
  t.same([dropped.forget('s1'), dropped.forget('s1')], [true, false])
  dropped.refuse('s1')
})

t.test('sizes are written for people', async (t) => {
  t.same([512, 2_048, 1_572_864, 3 * 1_024 ** 3].map(sizeText), ['0.5 kB', '2 kB', '1.5 MB', '3 GB'])
})
