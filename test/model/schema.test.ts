// The schema: what it says of tables holds of the rows that a fixture plants.
import t from 'tap'
import { Contract } from '../../src/contract/contract.js'
import { plantedWorld } from '../../src/fixtures/seed.js'
import { upwards } from '../../src/model/hierarchy.js'
import { declarationOf, type TableName, tableNames } from '../../src/model/schema.js'

const world = await plantedWorld('default', Contract.load('mock'))
const [file] = world.attachments.all()
if (file)
  world.attachments.add({ ...file, id: 'sample.txt', task_id: null, field_id: world.custom_fields.all()[0]?.id ?? '' })

t.test('every row is held by one that is there, up to its Space or Workspace', async (t) => {
  for (const table of tableNames) {
    for (const row of world.named(table).all()) {
      const chain = [...upwards(world, { table, row } as Parameters<typeof upwards>[1])]
      const top = chain.at(-1)?.table ?? table
      t.equal(declarationOf(top).heldBy, undefined, `${table} end at ${top}`)
    }
  }
})

t.test('a table whose rows are deleted with others finds them in a group of its own', async (t) => {
  for (const table of tableNames) {
    const { deletedWith = [], groups = {} } = declarationOf(table)
    for (const { table: whole, group } of deletedWith) {
      t.ok(tableNames.includes(whole as TableName), `${table}: ${whole}`)
      t.ok(group in groups, `${table}: ${group}`)
    }
  }
})

t.test('new ids are made for every kind of row, and never twice', async (t) => {
  for (const table of tableNames) {
    const [row] = world.named(table).all()
    if (!row || !('id' in row) || typeof row.id !== 'string' || table === 'tokens') continue
    const ids = [world.newId(table as 'tasks'), world.newId(table as 'tasks')]
    t.not(ids[0], ids[1], table)
    for (const id of ids) t.equal(world.named(table).find(id), undefined, `${table} ${id}`)
  }
})
