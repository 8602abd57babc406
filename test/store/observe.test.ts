// What was read is known to hold until a table changes.
import assert from 'node:assert/strict'
import t from 'tap'
import { type Cattery, cattery, stop } from '../help/cattery.js'

t.test('observe', async (t) => {
  const reads: Readonly<Record<string, (cats: Cattery['cats']) => unknown>> = {
    size: (cats) => cats.size,
    find: (cats) => cats.find('1'),
    get: (cats) => cats.get('1'),
    findBy: (cats) => cats.findBy('name', 'Tom'),
    group: (cats) => cats.group('home', 'barn'),
    count: (cats) => cats.count('home', 'barn'),
    all: (cats) => cats.all(),
    oldestFirst: (cats) => [...cats.oldestFirst()],
  }
  for (const [name, read] of Object.entries(reads)) {
    await t.test(`holds until a table changes that ${name} has read`, async (t) => {
      const { store, cats, homes } = cattery()
      const tom = cats.add({ id: '1', name: 'Tom', home: 'barn' })
      const seen = store.observe(() => read(cats))
      t.same(seen.result, read(cats))
      homes.add({ id: 'barn' })
      t.ok(seen.holds(), 'a change of another table')
      cats.update(tom, { home: 'sea' })
      t.notOk(seen.holds(), 'a change of its own')
    })
  }

  for (const [name, change] of [
    ['a delete', ({ cats }) => cats.delete(cats.get('1'))],
    [
      'a change that was taken back',
      ({ store, cats }) =>
        assert.throws(() =>
          store.transact(() => {
            cats.update(cats.get('1'), { home: 'sea' })
            stop()
          }),
        ),
    ],
    ['a restore', ({ store }) => store.restore(store.snapshot())],
  ] satisfies [string, (cattery: Cattery) => unknown][]) {
    await t.test(`holds no longer after ${name}`, async (t) => {
      const all = cattery()
      all.cats.add({ id: '1', name: 'Tom', home: 'barn' })
      const seen = all.store.observe(() => all.cats.get('1'))
      change(all)
      t.notOk(seen.holds())
    })
  }

  await t.test('inside another one counts for both, also when it throws', async (t) => {
    const { store, cats, homes } = cattery()
    const outer = store.observe(() => {
      assert.throws(() => store.observe(() => [cats.all(), stop()]), { message: 'stop' })
      const inner = store.observe(() => homes.all())
      homes.add({ id: 'barn' })
      return inner
    })
    t.notOk(outer.result.holds())
    t.ok(outer.holds(), 'the table had changed before the outer one was done')
    cats.add({ id: '1', name: 'Tom', home: 'barn' })
    t.notOk(outer.holds())
  })

  await t.test('watches nothing once it is done', async (t) => {
    const { store, cats, homes } = cattery()
    const seen = store.observe(() => homes.all())
    cats.all()
    cats.add({ id: '1', name: 'Tom', home: 'barn' })
    t.ok(seen.holds())
  })
})

t.test('what was found out about a row is remembered until a table changes that was read for it', async (t) => {
  const { store, cats, homes } = cattery()
  const tom = cats.add({ id: '1', name: 'Tom', home: 'barn' })
  let times = 0
  const count = () =>
    store.remembered(tom, () => {
      times += 1
      return homes.all().length
    })
  t.same([count(), count(), times], [0, 0, 1])
  cats.add({ id: '2', name: 'Kit', home: 'barn' })
  t.same([count(), times], [0, 1], 'another table')
  const seen = store.observe(count)
  homes.add({ id: 'barn' })
  t.notOk(seen.holds(), 'who observes it depends on what it read')
  t.same([count(), times], [1, 2])
})
