// Worlds by their number of tasks: a hundred in the List that is measured, all others in Lists of a thousand.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from '../load.mjs'
import { TOKEN } from '../servers.mjs'

export const LIST = '901999999999'
export const TASK = '86zzzzzzz'

/** The path of a fixture with so many tasks. */
export function seedFile(size) {
  const file = join(folder, `${size}.json`)
  writeFileSync(file, JSON.stringify(seedOf(size)))
  return file
}

function seedOf(size) {
  const lists = Array.from({ length: Math.ceil((size - 100) / 1_000) }, (_, index) => ({
    name: `Others ${index}`,
    generate: { tasks: Math.min(1_000, size - 100 - index * 1_000) },
  }))
  const measured = { name: 'Measured', id: LIST, tasks: [{ name: 'One', id: TASK }], generate: { tasks: 99 } }
  return {
    users: { anna: { id: 100001, email: 'anna@x.example' } },
    workspaces: { w: { members: { anna: 'owner' }, spaces: [{ name: 'All', lists: [measured, ...lists] }] } },
    tokens: [{ user: 'anna', token: TOKEN }],
  }
}
