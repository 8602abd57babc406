// A round of what CI does all day with a mock that nobody restarts.
import { requests } from './soak-requests.mjs'

const SANDBOXES = 4
const TASKS = 8
const FILE = 'x'.repeat(30_000)
const LIST = '901200000001'

/**
 * One round: sandboxes made, used, left or deleted; in the default one faults, the clock, webhooks, listeners, the journal.
 * @param wires - connections that are kept
 * @returns how many calls it made
 * @throws Error when an answer is not the expected one
 */
export async function round(number, { port, wires, receiver }) {
  const counts = await Promise.all(
    Array.from({ length: SANDBOXES }, (_, index) => testFile(`soak-${number}-${index}`, wires[index], index % 2 === 0)),
  )
  const own = requests(wires[0], 'default')
  await faults(own)
  await clock(own)
  await webhooks(own, `http://127.0.0.1:${receiver.port}/ok`)
  await listeners(own, port)
  if (number % 10 === 9) await own.control('POST', 'reset', {})
  return counts.reduce((sum, count) => sum + count, own.count())
}

/** As one file of tests uses its sandbox. @param isLeft - nobody deletes it */
async function testFile(name, wire, isLeft) {
  const { api, upload, control, count } = requests(wire, name)
  const list = (await api('POST', `list/${LIST}/task`, { name: 'parent' })).id
  const tasks = []
  for (let made = 0; made < TASKS; made++) {
    const body = {
      name: `task ${made}`,
      markdown_content: '# Words\n\nand **more** of them',
      assignees: [100_001],
      tags: ['battery'],
    }
    tasks.push((await api('POST', `list/${LIST}/task`, made % 2 ? body : { ...body, parent: list })).id)
  }
  for (const id of tasks) {
    await api('PUT', `task/${id}`, { status: 'in progress', priority: 2 })
    await api('POST', `task/${id}/comment`, { comment_text: 'Looks good.', notify_all: false })
    await api('GET', `task/${id}`)
  }
  await upload(`task/${tasks[0]}/attachment`, FILE)
  await api('GET', `list/${LIST}/task`)
  for (const id of tasks) await api('DELETE', `task/${id}`)
  await control('POST', 'snapshots', { name: 'before' })
  await control('POST', 'snapshots/restore', { name: 'before' })
  await control('GET', 'calls?limit=20')
  if (!isLeft) await control('DELETE', `sandboxes/${name}`)
  return count()
}

async function faults({ api, control }) {
  await control('POST', 'faults', { fault: '503', operation: 'GetAuthorizedUser', times: 2 })
  await api('GET', 'user', undefined, 503)
  await api('GET', 'user', undefined, 503)
  await api('GET', 'user')
  await control('DELETE', 'faults')
}

async function clock({ api, control }) {
  await control('POST', 'clock/freeze', {})
  await control('POST', 'clock/advance', { ms: 600_000 })
  await api('GET', 'team')
  await control('POST', 'clock/reset')
}

/** A webhook with its events; an attachment and a task that are deleted again. */
async function webhooks({ api, upload, control }, endpoint) {
  const { id } = await api('POST', 'team/9001001/webhook', { endpoint, events: ['*'] })
  const task = (await api('POST', `list/${LIST}/task`, { name: 'heard of' })).id
  await api('PUT', `task/${task}`, { name: 'heard of again' })
  await upload(`task/${task}/attachment`, FILE)
  await api('DELETE', `task/${task}`)
  await control('POST', 'deliveries/settle', { timeout: 20_000 })
  await api('DELETE', `webhook/${id}`)
}

/** Somebody watches for a moment. */
async function listeners({ api, control, watch }, port) {
  const close = [await watch(port, '/__mock/events?since=0'), await watch(port, '/__mock/deliveries/events')]
  await api('GET', 'user')
  for (const end of close) end()
  await control('GET', 'calls')
  await control('POST', 'verify', { operation: 'GetAuthorizedUser', at_least: 1 })
}
