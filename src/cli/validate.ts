// `clickup-mock validate <file>…`: would these fixtures be planted, and what would there be?
import { Contract } from '../contract/contract.js'
import { plantedWorld } from '../fixtures/seed.js'
import { type Problem, problemLine, problemsIn } from '../input/problems.js'
import type { World } from '../model/world.js'
import { paintFor } from './paint.js'
import { withProgress } from './progress.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** What is counted, by its key in JSON: the table, and what people call one and many of its rows. */
const counted = {
  users: ['users', 'user', 'users'],
  workspaces: ['teams', 'Workspace', 'Workspaces'],
  apps: ['apps', 'app', 'apps'],
  tokens: ['tokens', 'token', 'tokens'],
  spaces: ['spaces', 'Space', 'Spaces'],
  folders: ['folders', 'Folder', 'Folders'],
  lists: ['lists', 'List', 'Lists'],
  tasks: ['tasks', 'task', 'tasks'],
  tags: ['tags', 'tag', 'tags'],
  custom_fields: ['custom_fields', 'Custom Field', 'Custom Fields'],
  checklists: ['checklists', 'checklist', 'checklists'],
  comments: ['comments', 'comment', 'comments'],
  attachments: ['attachments', 'file', 'files'],
  time_entries: ['time_entries', 'time entry', 'time entries'],
  views: ['views', 'view', 'views'],
  goals: ['goals', 'goal', 'goals'],
  task_types: ['task_types', 'task type', 'task types'],
  templates: ['templates', 'template', 'templates'],
  webhooks: ['webhooks', 'webhook', 'webhooks'],
} as const
type Counted = keyof typeof counted
const keys = Object.keys(counted) as Counted[] // the keys of a constant

/** What came of one file. */
interface Verdict {
  readonly file: string
  readonly good: boolean
  /** Of a good one. */
  readonly counts?: Readonly<Record<Counted, number>>
  readonly problems: readonly Problem[]
}

/** A line for each file, or JSON; exit 1 when any is refused. */
export async function validate({ operands, values }: CheckedLine, terminal: Terminal): Promise<number> {
  const control = Contract.load('mock')
  const paint = paintFor(terminal.stdout, terminal.env)
  const verdicts: Verdict[] = []
  for (const file of operands) {
    const verdict = await withProgress(terminal, (tell) => judge(file, control, tell))
    verdicts.push(verdict)
    if (values.json) continue
    for (const problem of verdict.problems) terminal.stderr.write(`${problemLine(problem)}\n`)
    if (verdict.counts) terminal.stdout.write(`${file}: ${paint('good', 'green')} (${countsText(verdict.counts)})\n`)
  }
  if (values.json) terminal.stdout.write(`${JSON.stringify({ files: verdicts }, null, 2)}\n`)
  return verdicts.every(({ good }) => good) ? 0 : 1
}

async function judge(file: string, control: Contract, tell: (what: string) => void): Promise<Verdict> {
  try {
    const world = await plantedWorld(file, control, { tell })
    return { file, good: true, counts: countsOf(world), problems: [] }
  } catch (error) {
    return { file, good: false, problems: problemsIn(error) }
  }
}

function countsOf(world: World): Record<Counted, number> {
  const counts = keys.map((key) => [key, world[counted[key][0]].size])
  return Object.fromEntries(counts) as Record<Counted, number> // each key has its count
}

/** What there is; what there is none of is left out. */
function countsText(counts: Readonly<Record<Counted, number>>): string {
  const there = keys.filter((key) => counts[key] > 0)
  return there.map((key) => `${counts[key]} ${counted[key][counts[key] === 1 ? 1 : 2]}`).join(', ') || 'an empty world'
}
