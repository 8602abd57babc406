// Stores: tables that change together or not at all.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { type Cat, type Cattery, cattery, stop } from '../help/cattery.js'

t.test('transact', async (t) => {
  await t.test('gives what the work gives, and keeps its writes', async (t) => {
    const { store, cats } = cattery()
    t.equal(
      store.transact(() => cats.add({ id: '1', name: 'Tom', home: 'barn' }).name),
      'Tom',
    )
    t.equal(cats.size, 1)
  })

  await t.test('undoes adds, updates, deletes and index moves in all tables when the work throws', async (t) => {
    const { store, cats, homes } = cattery()
    const tom = cats.add({ id: '1', name: 'Tom', home: 'barn' })
    const kit = cats.add({ id: '2', name: 'Kit', home: 'sea' })
    const work = () => {
      homes.add({ id: 'moon' })
      cats.update(cats.update(tom, { name: 'Max', home: 'moon' }), { home: 'sea' })
      cats.delete(kit)
      cats.add({ id: '2', name: 'Tom', home: 'moon' })
      stop()
    }
    t.throws(() => store.transact(work), { message: 'stop' })
    t.equal(homes.size, 0)
    t.equal(cats.size, 2)
    t.equal(cats.find('1'), tom)
    t.same([cats.findBy('name', 'Tom'), cats.findBy('name', 'Kit'), cats.findBy('name', 'Max')], [tom, kit, undefined])
    t.same([cats.group('home', 'barn'), cats.group('home', 'sea'), cats.group('home', 'moon')], [[tom], [kit], []])
  })

  await t.test('inside another is part of that one', async (t) => {
    const { store, cats } = cattery()
    const work = () => {
      store.transact(() => cats.add({ id: '1', name: 'Tom', home: 'barn' }))
      stop()
    }
    t.throws(() => store.transact(work), { message: 'stop' })
    t.equal(cats.size, 0)
    store.transact(() => cats.add({ id: '1', name: 'Tom', home: 'barn' }))
    t.equal(cats.size, 1, 'the next transaction is its own')
  })

  await t.test('leaves alone what was written outside', async (t) => {
    const { store, cats } = cattery()
    cats.add({ id: '1', name: 'Tom', home: 'barn' })
    t.throws(() => store.transact(stop))
    t.equal(cats.size, 1)
  })
})

t.test('a snapshot is restored as often as wanted, and a table it lacks is emptied', async (t) => {
  const { store, cats, homes } = cattery()
  const tom = cats.add({ id: '1', name: 'Tom', home: 'barn' })
  const before = store.snapshot()
  for (const round of [1, 2]) {
    cats.delete(cats.get('1'))
    cats.add({ id: '2', name: 'Tom', home: 'sea' })
    homes.add({ id: 'sea' })
    store.restore(before)
    t.same(
      [cats.all(), cats.findBy('name', 'Tom'), cats.group('home', 'sea'), homes.size],
      [[tom], tom, [], 0],
      `${round}`,
    )
  }
  store.restore(new Map())
  t.same([cats.size, cats.findBy('name', 'Tom')], [0, undefined])
})

t.test('a snapshot shares its rows with two stores, and neither sees what the other writes', async (t) => {
  const [one, other] = [cattery(), cattery()]
  const tom = one.cats.add({ id: '1', name: 'Tom', home: 'barn' })
  const rows = one.store.snapshot()
  other.store.restore(rows)
  one.cats.update(tom, { home: 'sea' })
  other.cats.add({ id: '2', name: 'Kit', home: 'barn' })
  t.same([one.cats.ids(), other.cats.ids()], [['1'], ['1', '2']])
  t.same([one.cats.count('home', 'barn'), other.cats.count('home', 'barn')], [0, 2])
  t.throws(() => other.cats.add({ id: '3', name: 'Tom', home: 'sea' }), { message: /same name/ })
  other.cats.delete(other.cats.get('1'))
  one.store.restore(rows)
  t.same(one.cats.group('home', 'barn'), [tom])
  t.throws(() =>
    one.store.transact(() => {
      one.cats.delete(tom)
      one.cats.add({ id: '4', name: 'Ada', home: 'barn' })
      stop()
    }),
  )
  t.same(one.cats.group('home', 'barn'), [tom], 'undone in a table that was restored')
})

t.test('a table is found by its name', async (t) => {
  const { store, cats } = cattery()
  const tom = cats.add({ id: '1', name: 'Tom', home: 'barn' })
  t.equal(store.named('cats').find('1'), tom)
  t.throws(() => store.named('dogs'), { message: 'there is no table dogs' })
})

type Write = { readonly kind: 'add' | 'update' | 'delete'; readonly cat: Cat }

const values = ['a', 'b', 'c', 'd']
const letter = fc.constantFrom(...values)
const write: fc.Arbitrary<Write> = fc.record({
  kind: fc.constantFrom('add', 'update', 'delete'),
  cat: fc.record({ id: letter, name: letter, home: letter }, { noNullPrototype: true }),
})
const transaction = fc.record({
  writes: fc.array(write, { maxLength: 8 }),
  fails: fc.boolean(),
  isKept: fc.boolean(),
})

/** Whether the model allows a write: a new id is added, a known one updated or deleted, and no name comes twice. */
function isAllowed(model: ReadonlyMap<string, Cat>, { kind, cat }: Write): boolean {
  if (model.has(cat.id) === (kind === 'add')) return false
  return kind === 'delete' || ![...model.values()].some((other) => other.id !== cat.id && other.name === cat.name)
}

function writeBoth(cats: Cattery['cats'], model: Map<string, Cat>, { kind, cat }: Write): void {
  if (kind === 'delete') {
    cats.delete(cat)
    model.delete(cat.id)
    return
  }
  if (kind === 'add') cats.add(cat)
  else cats.update(cat, cat)
  model.set(cat.id, cat)
}

t.test('rows are given oldest first, also while those that were given are deleted', async (t) => {
  const { store, cats } = cattery()
  t.same([...cats.oldestFirst()], [])
  for (const id of ['0', '1', '2', '3']) cats.add({ id, name: `Cat ${id}`, home: 'barn' })
  const given: string[] = []
  for (const part of ['alone', 'shared with a snapshot']) {
    for (const cat of cats.oldestFirst()) {
      given.push(cat.id)
      if (given.length % 2 === 0) break
      cats.delete(cat)
    }
    t.same(cats.ids(), ['0', '1', '2', '3'].slice(part === 'alone' ? 1 : 2), part)
    store.snapshot()
  }
  t.same(given, ['0', '1', '1', '2'])
})

/** Everything there is to find, rows in the order in which they were added. */
function foundIn(cats: Cattery['cats']) {
  return {
    all: cats.all(),
    keys: cats.ids(),
    ids: values.map((value) => cats.find(value)),
    names: values.map((value) => cats.findBy('name', value)),
    homes: values.map((value) => cats.group('home', value)),
  }
}

function expectedOf(model: ReadonlyMap<string, Cat>): ReturnType<typeof foundIn> {
  const all = [...model.values()]
  return {
    all,
    keys: [...model.keys()],
    ids: values.map((value) => model.get(value)),
    names: values.map((value) => all.find(({ name }) => name === value)),
    homes: values.map((value) => all.filter(({ home }) => home === value)),
  }
}

/** Cats that nobody writes about, so many that what is written of others stays beside what stores share. */
const crowd = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, name: `${index}`, home: `${index % 3}` }))

for (const [where, others] of [
  ['', []],
  [', also beside rows that are shared with a snapshot', crowd],
] as const) {
  t.test(`random transactions leave what a plain Map would hold, in rows and indexes${where}`, async () => {
    fc.assert(
      fc.property(fc.array(transaction, { maxLength: 12 }), (transactions) => {
        const { store, cats } = cattery()
        for (const one of others) cats.add(one)
        let model = new Map<string, Cat>(others.map((one) => [one.id, one]))
        const kept: [rows: ReturnType<typeof store.snapshot>, model: ReadonlyMap<string, Cat>][] = []
        for (const { writes, fails, isKept } of transactions) {
          if (isKept) kept.push([store.snapshot(), model])
          const next = new Map(model)
          const work = () => {
            for (const one of writes) if (isAllowed(next, one)) writeBoth(cats, next, one)
            if (fails) stop()
          }
          if (fails) assert.throws(() => store.transact(work), { message: 'stop' })
          else store.transact(work)
          model = fails ? model : next
          assert.deepEqual(foundIn(cats), expectedOf(model))
        }
        for (const [rows, was] of kept) {
          store.restore(rows)
          assert.deepEqual(foundIn(cats), expectedOf(was))
        }
      }),
      { numRuns: 500 },
    )
  })
}
