// How large a file may be.
import t from 'tap'
import { refused } from '../help/start.js'
import { startWork } from '../help/work.js'

const MB = 1_048_576

t.test('a file', async (t) => {
  const { as, task, world } = await startWork(t)
  const path = `/api/v2/task/${task.id}/attachment`

  await t.test('may have 20 MB, and much more: as much as its Workspace stores', async (t) => {
    const form = new FormData()
    form.append('attachment', new File([new Uint8Array(20 * MB)], 'large.bin'))
    const { status, body } = await as.anna.post(path, form)
    t.equal(status, 200)
    t.equal(world.attachments.get(body.id).content.size, 20 * MB)
  })

  await t.test('is refused when it says that it is longer than that', async (t) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=a', 'content-length': String(102 * MB) }
    refused(t, await as.anna.post(path, '--a--', { headers }), 'bodyTooLarge')
  })
})
