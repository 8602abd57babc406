// Bulk: what `generate` makes, the same on every run.
import t from 'tap'
import type { Fixture } from '../../src/index.js'
import { start } from '../help/start.js'

const company = (space: object): Fixture =>
  ({
    users: { anna: { id: 1, email: 'a@b.example' }, gina: { email: 'g@b.example' }, ben: { email: 'b@b.example' } },
    workspaces: {
      north: {
        id: '77',
        members: { anna: 'owner', gina: 'guest', ben: { role: 'member', pending: true } },
        spaces: [{ name: 'S', id: '8', ...space }],
      },
    },
    tokens: [{ user: 'anna' }],
  }) as Fixture

t.test('generate: tasks in a List are paged', async (t) => {
  const seed = company({ lists: [{ id: '5', name: 'L', tasks: [{ name: 'Written' }], generate: { tasks: 250 } }] })
  const pages = async () => {
    const { as } = await start(t, { seed })
    const page = async (number: number) =>
      (await as.anna.get(`/api/v2/list/5/task?include_closed=true&page=${number}`)).body
    return [await page(0), await page(1), await page(2)]
  }
  const [first, second, third] = await pages()
  t.same([first.tasks.length, second.tasks.length, third.tasks.length], [100, 100, 51])
  t.same([first.last_page, second.last_page, third.last_page], [false, false, true])
  t.equal(third.tasks.at(-1).name, 'Written')
  const all = [...first.tasks, ...second.tasks, ...third.tasks]
  t.equal(new Set(all.map(({ id }) => id)).size, 251, 'no id comes twice')
  t.equal(new Set(all.map(({ orderindex }) => orderindex)).size, 251)
  const kinds = (key: string) => new Set(all.map((task) => JSON.stringify(task[key]?.priority ?? task[key]?.status)))
  t.ok(kinds('priority').size > 3, 'they are of several priorities')
  t.ok(kinds('status').size === 3, 'and statuses')
  const assignees = new Set(all.flatMap((task) => task.assignees.map(({ id }: { id: number }) => id)))
  t.same([...assignees], [1], 'guests and open invitations are given nothing')
  t.same(await pages(), [first, second, third], 'the same on every run')
})

t.test('generate: in a Space and a Folder', async (t) => {
  const tree = async (space: object) => {
    const { as } = await start(t, { seed: company(space) })
    const { folders } = (await as.anna.get('/api/v2/space/8/folder')).body
    const { lists } = (await as.anna.get('/api/v2/space/8/list')).body
    const counts = (all: { name: string; task_count: number }[]) =>
      all.map(({ name, task_count }) => [name, task_count])
    return {
      lists: counts(lists),
      folders: folders.map((one: { name: string; lists: [] }) => [one.name, counts(one.lists)]),
    }
  }
  const cases: readonly (readonly [bulk: object, tree: object])[] = [
    [{ tasks: 3 }, { lists: [['List 1', 3]], folders: [] }],
    [
      { lists: 2 },
      {
        lists: [
          ['List 1', 0],
          ['List 2', 0],
        ],
        folders: [],
      },
    ],
    [
      { lists: 2, tasks: 4 },
      {
        lists: [
          ['List 1', 4],
          ['List 2', 4],
        ],
        folders: [],
      },
    ],
    [{ folders: 1 }, { lists: [], folders: [['Folder 1', []]] }],
    [
      { folders: 1, tasks: 2 },
      { lists: [], folders: [['Folder 1', [['List 1', 2]]]] },
    ],
    [
      { folders: 2, lists: 1, tasks: 1 },
      {
        lists: [],
        folders: [
          ['Folder 1', [['List 1', 1]]],
          ['Folder 2', [['List 1', 1]]],
        ],
      },
    ],
    [{}, { lists: [], folders: [] }],
  ]
  for (const [bulk, expected] of cases) {
    await t.test(JSON.stringify(bulk), async (t) => t.same(await tree({ generate: bulk }), expected))
  }
  await t.test('beside what is written', async (t) =>
    t.same(
      await tree({ folders: [{ name: 'F', generate: { lists: 1 } }], lists: [{ name: 'L' }], generate: { lists: 1 } }),
      {
        lists: [
          ['L', 0],
          ['List 1', 0],
        ],
        folders: [['F', [['List 1', 0]]]],
      },
    ),
  )
})
