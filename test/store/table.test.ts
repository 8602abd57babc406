// Tables: rows by id, found by unique and shared columns, frozen and replaced.
import t from 'tap'
import { Store } from '../../src/store/store.js'

interface Cat {
  readonly id: string
  readonly name: string
  readonly home: string
}

function cats() {
  return new Store().table<Cat>('cats', (cat) => cat.id, {
    unique: { name: (cat) => cat.name },
    groups: { home: (cat) => cat.home },
  })
}

t.test('finds a row by id, unique column and shared column', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  const kit = table.add({ id: '2', name: 'Kit', home: 'barn' })
  t.equal(table.find(1), tom)
  t.equal(table.get('2'), kit)
  t.equal(table.findBy('name', 'Tom'), tom)
  t.same(table.group('home', 'barn'), [tom, kit])
  t.same(table.all(), [tom, kit])
  t.equal(table.size, 2)
  t.same(
    [
      table.find('3'),
      table.findBy('name', 'Ada'),
      table.findBy('age', '3'),
      table.group('home', 'sea'),
      table.group('age', 3),
    ],
    [undefined, undefined, undefined, [], []],
  )
})

t.test('an update moves the row in its indexes, and keeps its place in a group it stays in', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  const kit = table.add({ id: '2', name: 'Kit', home: 'barn' })
  const max = table.update(tom, { name: 'Max' })
  t.same(table.group('home', 'barn'), [max, kit])
  t.equal(table.findBy('name', 'Tom'), undefined)
  t.equal(table.findBy('name', 'Max'), max)
  const gone = table.update(max, { home: 'sea' })
  t.same([table.group('home', 'barn'), table.group('home', 'sea')], [[kit], [gone]])
  t.same(tom, { id: '1', name: 'Tom', home: 'barn' }, 'the old row is what it was')
})

t.test('an update with an old row changes only the columns it names', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  table.update(tom, { home: 'sea' })
  t.same(table.update(tom, { name: 'Max' }), { id: '1', name: 'Max', home: 'sea' })
})

t.test('rows are frozen', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  t.ok(Object.isFrozen(tom))
  t.ok(Object.isFrozen(table.update(tom, { name: 'Max' })))
})

t.test('a delete takes the row out of all indexes', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  table.delete(tom)
  t.same(
    [table.find('1'), table.findBy('name', 'Tom'), table.group('home', 'barn'), table.size],
    [undefined, undefined, [], 0],
  )
})

t.test('refuses what cannot be, and stays as it was', async (t) => {
  const table = cats()
  const tom = table.add({ id: '1', name: 'Tom', home: 'barn' })
  const kit = table.add({ id: '2', name: 'Kit', home: 'barn' })
  t.throws(() => table.add({ id: '1', name: 'Ada', home: 'sea' }), { message: 'cats already has a row 1' })
  t.throws(() => table.add({ id: '3', name: 'Tom', home: 'sea' }), {
    message: 'cats already has a row with the same name',
  })
  t.throws(() => table.update(kit, { name: 'Tom' }), { message: 'cats already has a row with the same name' })
  t.throws(() => table.get('9'), { message: 'cats has no row 9' })
  t.throws(() => table.update({ ...tom, id: '9' }, {}), { message: 'cats has no row 9' })
  t.throws(() => table.delete({ ...tom, id: '9' }), { message: 'cats has no row 9' })
  t.same(table.all(), [tom, kit])
  t.equal(table.findBy('name', 'Tom'), tom)
})
