// Clients that leave before they have their answer, at every point.
import { post, request } from './raw-requests.mjs'

/** As in shapes.mjs; `leave`: no answer is waited for. */
export const leavingShapes = {
  leaveInHead: (context) => ({ ...cutAt(context, request(context), 0.8), leave: true }),
  leaveInBody: (context) => {
    const bytes = post(context, { body: `{"name":"${'x'.repeat(50_000)}"}` })
    return { ...cutAt(context, bytes, 1), methods: ['POST'], leave: true }
  },
  leaveInUpload: (context) => {
    const headers = ['content-type: multipart/form-data; boundary=b', 'content-length: 3000000']
    const body = `--b\r\nContent-Disposition: form-data; name="attachment"; filename="a"\r\n\r\n${'x'.repeat(200_000)}`
    const bytes = request(context, { method: 'POST', path: '/api/v2/task/86a000001/attachment', headers, body })
    return {
      pieces: [bytes, context.random.pick([0, 3]), context.random.pick(['end', 'reset'])],
      methods: ['POST'],
      leave: true,
    }
  },
  leaveAtOnce: (context) => {
    const bytes = context.random.chance(0.5)
      ? post(context)
      : request(context, { path: '/api/v2/list/901200000001/task' })
    return { pieces: [bytes, context.random.pick([0, 1, 5]), 'reset'], methods: ['POST'], leave: true }
  },
  leaveSlow: (context) => {
    const headers = [
      `x-mock-fault: ${context.random.pick(['slow:delay=20', 'slow:delay=20,when=after', '503:delay=20'])}`,
    ]
    return { pieces: [post(context, { headers }), 5, 'reset'], methods: ['POST'], leave: true, asksFault: true }
  },
  leaveUnread: (context) => {
    const requests = Array.from({ length: 40 }, () => request(context, { path: '/api/v2/list/901200000001/task' }))
    return { pieces: [Buffer.concat(requests), 2, 'reset'], methods: requests.map(() => 'GET'), leave: true }
  },
  leaveStream: (context) => {
    const path = context.random.pick([
      '/__mock/events',
      '/__mock/events?since=0',
      '/__mock/deliveries/events',
      '/__mock/events?limit=x',
    ])
    return {
      pieces: [request(context, { path }), 5, context.random.pick(['end', 'reset'])],
      methods: ['GET'],
      leave: true,
    }
  },
  leaveWait: (context) => {
    const body = '{"timeout":60000}'
    const bytes = post(context, { path: '/__mock/deliveries/wait', body })
    return { pieces: [bytes, 3, 'reset'], methods: ['POST'], leave: true }
  },
  nothing: () => ({ pieces: [1, 'end'], methods: ['GET'], leave: true }),
}

/** Sends a part, then breaks off in one way or another. */
function cutAt({ random }, bytes, most) {
  const part = bytes.subarray(0, Math.floor(bytes.length * most * random.next()))
  return { pieces: [part, random.pick([0, 1, 3]), random.pick(['end', 'reset'])], methods: ['GET'] }
}
