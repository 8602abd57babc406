// The memory of one mock: shares that count, and ask for room when they are full.
import t from 'tap'
import { Caches } from '../../src/store/caches.js'
import { type MemoryShare, memoryBudget, usualMemory } from '../../src/store/memory-budget.js'
import { rowBytes } from '../../src/store/row-bytes.js'
import { RowSet } from '../../src/store/row-set.js'
import { beginningOf, textBytes } from '../../src/store/texts.js'

t.test('a budget', async (t) => {
  await t.test('is wholly given to its uses', async (t) => {
    const shares = Object.values(memoryBudget(1_600)).map(({ most }: MemoryShare) => most)
    t.equal(
      shares.reduce((sum, most) => sum + most, 0),
      1_600,
    )
  })
  await t.test('is by default no more than the machine has', async (t) => {
    t.ok(usualMemory() > 16 * 1_048_576, String(usualMemory()))
    t.equal(usualMemory(400), 100, 'a quarter of the container’s')
    t.equal(usualMemory(0), usualMemory(1e30), 'if it has no limit, of the machine’s')
  })
})

t.test('a share', async (t) => {
  const share = () => memoryBudget(64).worlds // of 32 bytes

  await t.test('counts what is held, and what is left', async (t) => {
    const memory = share()
    memory.count(20)
    memory.count(-5)
    t.same([memory.held, memory.left, memory.isFull], [15, 17, false])
    t.same([memory.fits(17), memory.fits(18)], [true, false])
  })
  await t.test('asks for room once it is full, until it is no longer nearly full', async (t) => {
    const memory = share()
    memory.whenFull((enough) => {
      while (!enough()) memory.count(-1)
    })
    memory.count(32)
    t.equal(memory.held, 32, 'full to the brim is not too full')
    memory.count(1)
    t.equal(memory.held, 30)
  })
  await t.test('that nobody makes room in is full', async (t) => {
    const memory = share()
    memory.count(33)
    t.same([memory.isFull, memory.left], [true, -1])
  })
})

t.test('texts', async (t) => {
  await t.test('take a byte a character, or two', async (t) => {
    t.same([textBytes('abc'), textBytes('abć')], [3, 6])
  })
  await t.test('have a beginning of their own', async (t) => {
    t.same([beginningOf('abc', 2), beginningOf('abc', 9)], ['ab', 'abc'])
  })
})

t.test('rows', async (t) => {
  await t.test('take what is in them, at any depth', async (t) => {
    const empty = rowBytes({})
    t.ok(rowBytes({ a: 'x'.repeat(1_000) }) - empty >= 1_000)
    t.ok(rowBytes({ a: [{ b: ['x'.repeat(1_000)] }] }) - empty >= 1_000)
    t.ok(rowBytes({ a: new Uint8Array(1_000) }) - empty >= 1_000)
    t.ok(rowBytes({ a: null, b: 1, c: true }) > empty)
  })
  await t.test('do not overflow the stack where they are deep', async (t) => {
    let deep: unknown = 1
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep]
    t.ok(rowBytes({ deep }) > 100_000)
  })
  await t.test('count once, and not again in a copy of their map', async (t) => {
    const found = new Set<object>()
    const seen = (thing: object) => found.size === found.add(thing).size
    const rows = new RowSet<object>({})
    rows.add('1', { name: 'x'.repeat(10_000) })
    t.ok(rows.bytes(seen) > 10_000)
    t.equal(rows.bytes(seen), 0)
    t.ok(rows.copy().bytes(seen) < 1_000, 'only for its place')
  })
  await t.test('are counted together where they are many and shared: none of them is remembered', async (t) => {
    const rows = new RowSet<object>({})
    for (let id = 0; id < 10_000; id += 1) rows.add(`${id}`, { id })
    rows.share()
    const found = new Set<object>()
    const seen = (thing: object) => found.size === found.add(thing).size
    const bytes = rows.bytes(seen)
    t.ok(bytes > 10_000 * 96)
    t.equal(found.size, 2)
    t.equal(rows.copy().bytes(seen), 0)
    t.equal(
      rows.copy().bytes(() => false),
      bytes,
      'and once',
    )
  })
})

t.test('caches tell how much they keep, and are emptied together', async (t) => {
  const caches = new Caches()
  const cache = (bytes: number) => ({
    bytes,
    clear() {
      this.bytes = 0
    },
  })
  const [one, other] = [cache(3), cache(4)]
  caches.clear(one)
  const heard: number[] = []
  caches.onGrowth((bytes) => heard.push(bytes))
  one.bytes = 3
  for (const each of [one, other]) caches.add(each)
  caches.grew(7)
  t.equal(caches.bytes, 7)
  caches.clear(one)
  t.equal(caches.bytes, 4)
  caches.clear()
  t.same([caches.bytes, heard], [0, [7, -3, 0, -4]])
})
