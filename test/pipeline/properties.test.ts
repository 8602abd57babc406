// Properties of every operation of both documents: whatever comes, never a 5xx of ours, a hang, or an answer outside the
// spec. A failure prints the seed and the call that provoked it.
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { catalogue } from '../../src/contract/catalogue.js'
import type { Operation } from '../../src/contract/operation.js'
import { handlers } from '../../src/features/index.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import { faultWords, parseFault } from '../../src/settings/fault-rule.js'
import { simulate } from '../../src/webhooks/simulate.js'
import { contracts, headerText, operations, SEED, type Sent, sent, sentTo } from '../help/arbitraries.js'
import { addLiveWebhook, liveId } from '../help/live-rows.js'
import { type TestApp, testApp } from '../help/parts.js'
import { heard, readAnswer } from '../help/socket.js'
import { start } from '../help/start.js'

t.comment(`fast-check seed ${SEED}`)

type Ask = (sent: Sent) => Promise<Answered>
type Answered = Awaited<ReturnType<TestApp['app']['inject']>>

/** Then everything is as at the start again: a world that a call emptied, or a fault it added, would answer all the rest. */
const CALLS_IN_ONE_STATE = 30

/** Asks a server of its own; a call fails that is not answered in time, or on which something of ours fails. */
async function asker(t: Test): Promise<Ask> {
  const { app, token, log, sandbox } = await testApp(t, () => ({
    handlers: handlers as object as Record<string, AnyHandler>, // types end at the dispatch
  }))
  let code = 'NONE'
  let calls = 0
  const filled = (text: string) => text.replace('LIVE-TOKEN', token).replace('LAST-CODE', code)
  return async ({ method, url, headers, payload }) => {
    if (calls % CALLS_IN_ONE_STATE === 0) {
      sandbox.reset()
      addLiveWebhook(sandbox.world, token)
      sandbox.world.teams.update(sandbox.world.teams.get('9001001'), { plan: 'enterprise' }) // people are managed there only
      addDelivery(sandbox)
      sandbox.snapshot('planted')
      sandbox.faults.add(parseFault('503@GetWorkspaceplan:nth=1000', 'here', ['GetWorkspaceplan'])) // one to remove
    }
    calls += 1
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(new Error('it hangs')), 10_000)
    const answer = await app
      .inject({
        method: method as 'GET', // light-my-request types fewer than it sends
        url: filled(url),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])),
        signal: patience.signal,
        ...(payload !== undefined && { payload: typeof payload === 'string' ? filled(payload) : payload }),
      })
      .finally(() => clearTimeout(timer))
    const failure = log.find((line) => line.startsWith('error'))
    if (failure) throw new Error(failure)
    code = /[?&]code=([^&#]+)/.exec(String(answer.headers.location))?.[1] ?? code
    return answer
  }
}

/** One to send again, and a fault that drops it, as all that come: nothing is posted. */
function addDelivery({ world, deliveries }: TestApp['sandbox']): void {
  deliveries.faults.add({ fault: 'drop', times: 1_000 })
  const webhook = String(liveId('', 'webhook_id'))
  simulate(world, deliveries, { event: 'goalCreated', webhook })
}

/** What is wrong with an answer, if anything. */
function complaint(call: Sent, answer: Answered): string | undefined {
  const { statusCode: status, headers, body } = answer
  if (isOfItsOwn(answer)) return undefined
  if (status >= 500 && call.method !== 'HEAD' && !isRecorded(status, body)) return 'failed'
  if (status >= 400 && /\bat .+:\d+:\d+/.test(body)) return 'shows a stack'
  if (call.method === 'HEAD' || status === 204) return body === '' ? undefined : 'has a body where there is none'
  if (body === '' && isWithoutContent(String(headers['x-mock-operation']))) return undefined
  if (status === 302)
    return /^(https?|a):\/\/localhost[:/?]/.test(String(headers.location)) ? undefined : 'leads astray'
  return complaintOfBody(call, answer)
}

function complaintOfBody(call: Sent, answer: Answered): string | undefined {
  const operation = String(answer.headers['x-mock-operation'])
  const type = String(answer.headers['content-type'])
  if (type.startsWith('text/html')) {
    return contracts.clickup.find(operation)?.page ? undefined : 'is a page where there is none'
  }
  if (type.startsWith('text/plain')) {
    return call.operation.operationId === 'metrics' ? undefined : 'is a text where there is none'
  }
  return complaintOfJson(call, answer, operation, JSON.parse(answer.body))
}

/** Operations of version 3 that answer 200 with nothing (observed). */
function isWithoutContent(operationId: string): boolean {
  return contracts.clickup.fits(operationId, 200, undefined) === undefined
}

/** An answer of a rule or a scenario that a call before added, or the 405 that is a text and says what is allowed. */
function isOfItsOwn({ statusCode, headers }: Answered): boolean {
  return headers['x-mock-fault'] !== undefined || (statusCode === 405 && 'allow' in headers)
}

/** ClickUp itself fails where it should refuse; a fault of ours, which looks like one of these, is in the log. Or it is not built. */
function isRecorded(status: number, body: string): boolean {
  if (status === 501) return true
  const { ECODE }: { ECODE?: string } = JSON.parse(body)
  return Object.values(catalogue).some((entry) => entry.status === status && entry.ECODE === ECODE && !entry.html)
}

function complaintOfJson({ operation, url }: Sent, answer: Answered, own: string, json: object): string | undefined {
  const { statusCode: status, headers } = answer
  const keys = Object.keys(json).join()
  // Of ours, about a header or a body that is for us: declared for each operation of the control API.
  if (keys === 'schema_version,problems') return contracts.mock.fits('reset', status, json)
  if (contracts.clickup.find(own)) return contracts.clickup.fits(own, status, json)
  if (/\/\.{1,2}(?=[/?]|$)/.test(url)) return undefined // a dot leads to another operation than the one that was meant
  if (headers['x-mock-request-id'] === undefined) return contracts.mock.fits(operation.operationId, status, json)
  return status >= 400 && keys === 'err,ECODE' ? undefined : 'has no known shape'
}

function expectRight(call: Sent, answer: Answered): void {
  const wrong = complaint(call, answer)
  if (wrong) throw new Error(`${call.method} ${call.url}: ${wrong}: ${answer.statusCode} ${answer.body}`)
}

t.test('every operation', async (t) => {
  const ask = await asker(t)
  const everywhere = Object.getOwnPropertyNames(Object.prototype)
  const met = new Map<string, Set<number>>()

  const expectAnswers = (calls: fc.Arbitrary<Sent>, numRuns: number, seed = SEED) =>
    fc.assert(
      fc.asyncProperty(calls, async (call) => {
        const answer = await ask(call).catch(broken)
        if (!answer) return
        const { operationId } = call.operation
        met.set(operationId, (met.get(operationId) ?? new Set()).add(answer.statusCode))
        expectRight(call, answer)
      }),
      { seed, numRuns },
    )
  const hasMetBoth = ({ operationId, success }: Operation) => {
    const statuses = [...(met.get(operationId) ?? [])]
    // What is made, or is there already: a place has its channel before anybody asks for it.
    const hasSucceeded = statuses.includes(success) || (success === 201 && statuses.includes(200))
    return hasSucceeded && statuses.some((status) => status >= 400)
  }

  await t.test('answers whatever comes, within the spec', () => expectAnswers(sent, 8_000))

  await t.test('has been met with success and with refusal, or the property above proves little', async (t) => {
    for (const operation of operations.filter(({ files }) => !files)) {
      // Chance has left some out; a few more calls to each of those.
      for (let tries = 1; tries <= 20 && !hasMetBoth(operation); tries++) {
        await expectAnswers(sentTo(fc.constant(operation)), CALLS_IN_ONE_STATE, SEED + tries)
      }
      t.ok(hasMetBoth(operation), operation.operationId)
    }
  })

  t.same(Object.getOwnPropertyNames(Object.prototype), everywhere, 'no key has slipped into every object')
})

/** A connection that a fault broke is an answer too. @throws whatever else went wrong */
function broken(error: Error): undefined {
  if (error.message !== 'response destroyed before completion') throw error
}

t.test('faults asked for by a header', async (t) => {
  const ask = await asker(t)
  const quick = faultWords.filter((word) => !['hang', 'timeout', 'slow'].includes(word))
  const word = fc.constantFrom(...quick, '418', '200', '204', '404', '')
  const settings = ['times=1', 'nth=2', 'rate=0.5', 'status=418', 'when=after', 'delay=1', 'body=x', 'x=1', 'valueOf=1']
  const text = fc.oneof(
    fc
      .tuple(word, fc.array(fc.constantFrom(...settings), { maxLength: 3 }))
      .map(([fault, more]) => (more.length ? `${fault}:${more.join()}` : fault)),
    headerText,
  )
  const asked = fc.oneof(
    text.map((value): Record<string, string> => ({ 'x-mock-fault': value })),
    text.map((value): Record<string, string> => ({ prefer: `code=${value}` })),
  )

  await t.test('are that fault, a broken connection, or a complaint', async () =>
    fc.assert(
      fc.asyncProperty(sent, asked, async (call, header) => {
        const answer = await ask({ ...call, headers: { ...call.headers, ...header } }).catch(broken)
        if (answer && answer.headers['x-mock-fault'] === undefined) expectRight(call, answer)
      }),
      { seed: SEED, numRuns: 9_000 },
    ),
  )
})

t.test('any bytes on a connection', async (t) => {
  const { mock } = await start(t, { listen: true, requestTimeout: 50 })
  const framing = ['Content-Length: 2', 'Transfer-Encoding: chunked', 'Host: x', ': ', '{}', '0', ' HTTP/1.1', '\r\n']
  const pieces = fc.constantFrom('GET ', 'POST ', '/api/v2/user', '/v2/oauth/token', 'X', '\r\n\r\n', ...framing)
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((all) => Buffer.from(all).toString('latin1')),
    fc.array(pieces, { minLength: 1, maxLength: 15 }).map((parts) => parts.join('')),
  )

  await t.test('are answered with HTTP or with the end of the connection', async () =>
    fc.assert(
      fc.asyncProperty(bytes, async (text) => {
        // A further request asks to be the last, lest a connection that is kept open waits.
        const { text: back } = await heard(mock, `${text}\r\n\r\nGET /v2 HTTP/1.1\r\nConnection: close\r\n\r\n`)
        if (back === '') return
        const { status, body } = readAnswer(back)
        if (status >= 500 || !body.startsWith('{"err":"')) throw new Error(back)
      }),
      { seed: SEED, numRuns: 9_000 },
    ),
  )
})
