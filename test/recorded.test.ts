// What the live ClickUp was recorded to answer, and what the mock answers: test/recorded/README.md.
import t, { type Test } from 'tap'
import {
  checked,
  type Exchange,
  filled,
  partOf,
  type RecordedCall,
  readExchanges,
  readRecorded,
} from './help/recorded/exchange.js'
import { compare, type Difference, Findings, type Known } from './help/recorded/shape.js'
import { start, type TestClient } from './help/start.js'

/** The names that every exchange knows, in the default world. */
const ground: Readonly<Record<string, unknown>> = {
  team: '9001001',
  space: '90010000001',
  folder: '90110000001',
  list: '901200000001',
  folderless_list: '901200000003',
  task: '86a000001',
  list_template: 't-900100002',
  user: 100001,
  other_user: 100002,
}

interface Accepted {
  readonly file: string
  readonly at: string
  readonly why: string
}

const exchanges = readExchanges()
const sources = readRecorded('sources.yaml') as Record<string, unknown>
const accepted = (readRecorded('accepted.yaml') ?? []) as Accepted[]

t.test('what was recorded is what the mock answers', async (t) => {
  const excusing = new Set<Accepted>()
  for (const exchange of exchanges) {
    await t.test(`${exchange.file}: ${exchange.what}`, async (t) => {
      t.ok(exchange.source in sources, `${exchange.source} stands in sources.yaml`)
      const { findings, operation } = await replay(t, exchange)
      t.equal(operation, exchange.operation, 'it is the operation that it names')
      t.ok(findings.compared > 0, 'it compares something')
      for (const { at, wanted, got } of findings.differences) {
        const excuse = accepted.find((one) => one.file === exchange.file && one.at === at)
        if (excuse) excusing.add(excuse)
        t.ok(excuse, `${at} is ${got}, and ClickUp answered ${wanted}`)
      }
    })
  }
  await t.test('every source is one of an exchange', async (t) => {
    const used = new Set(exchanges.map(({ source }) => source))
    t.same(
      Object.keys(sources).filter((source) => !used.has(source)),
      [],
    )
  })
  await t.test('every accepted difference is one, and says why', async (t) => {
    for (const excuse of accepted) {
      t.ok(excuse.why, `${excuse.file} ${excuse.at} has a reason`)
      t.ok(excusing.has(excuse), `${excuse.file} ${excuse.at} excuses something`)
    }
  })
  t.comment(`${exchanges.length} exchanges, ${accepted.length} accepted differences`)
})

interface Replayed {
  readonly findings: Findings
  /** The operation that answered. */
  readonly operation: string | null
}

/** Sends an exchange to a fresh mock and compares what comes back. */
async function replay(t: Test, { given, request, answer }: Exchange): Promise<Replayed> {
  const { as } = await start(t)
  const known: Known = new Map(Object.entries(ground))
  for (const { keep = {}, ...call } of given) {
    const { status, body } = await send(as.anna, call, known)
    if (status >= 400) throw new Error(`${call.call} was refused: ${JSON.stringify(body)}`)
    for (const [name, path] of Object.entries(keep)) known.set(name, partOf(body, path))
  }
  const got = await send(as.anna, request, known)
  const findings = new Findings()
  if (answer.status !== undefined) compare(answer.status, got.status, 'status', known, findings)
  for (const [name, shape] of Object.entries(answer.headers ?? {})) {
    compare(shape, got.headers.get(name) ?? undefined, `headers.${name}`, known, findings)
  }
  if (answer.body !== undefined) compare(answer.body, got.body === '' ? undefined : got.body, 'body', known, findings)
  return { findings, operation: got.headers.get('x-mock-operation') }
}

function send(client: TestClient, call: RecordedCall, known: Known): ReturnType<TestClient['send']> {
  const [method = '', path = ''] = String(filled(call.call, known)).split(' ')
  const headers = filled(call.headers ?? {}, known) as Record<string, string>
  const body = call.form ? formOf(call.form) : filled(call.body, known)
  return client.send(method, path, { headers, ...(body !== undefined && { body }) })
}

function formOf(files: NonNullable<RecordedCall['form']>): FormData {
  const form = new FormData()
  for (const [field, { file, text }] of Object.entries(files))
    form.append(field, new Blob([text], { type: 'text/plain' }), file)
  return form
}

t.test('a comparison', async (t) => {
  const differences = (shape: unknown, value: unknown, known: Known = new Map()): Difference[] => {
    const findings = new Findings()
    compare(shape, value, 'body', known, findings)
    return findings.differences
  }
  const cases: readonly [title: string, shape: unknown, fits: readonly unknown[], differs: readonly unknown[]][] = [
    ['a plain value is fixed', 'to do', ['to do'], ['done', 1, undefined]],
    ['a type', '<text>', ['', 'x'], [1, null]],
    ['types beside each other', '<digits|null>', ['12', null], ['1a', 12]],
    ['keys have an order', { a: '<any>', b: '<any>' }, [{ a: 1, b: 2 }], [{ b: 2, a: 1 }, { a: 1 }, [], null]],
    ['no key is left over', { a: 1 }, [{ a: 1 }], [{ a: 1, b: 2 }]],
    [
      'a key may be missing',
      { 'a?': 1, b: 2 },
      [{ a: 1, b: 2 }, { b: 2 }],
      [
        { a: 2, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    ['more keys', { a: 1, '<more>': '<any>' }, [{ x: 0, a: 1 }], [{ x: 0 }]],
    ['a list item by item', [1, '<text>'], [[1, 'x']], [[1], [1, 2], {}]],
    ['every item', { '<each>': '<number>' }, [[1, 2]], [[1, 'x'], [], 1]],
    ['some item', { '<some>': { id: 1 } }, [[{ id: 2 }, { id: 1 }]], [[{ id: 2 }], []]],
    [
      'a name means one value, as text or number',
      { a: '<number id>', b: '<text id>' },
      [{ a: 1, b: '1' }],
      [{ a: 1, b: '2' }],
    ],
    ['nothing', '<none>', [undefined], [null, '']],
  ]
  for (const [title, shape, fits, differs] of cases) {
    await t.test(title, async (t) => {
      for (const value of fits) t.same(differences(shape, value), [], JSON.stringify(value))
      for (const value of differs) t.not(differences(shape, value).length, 0, JSON.stringify(value))
    })
  }

  await t.test('knows what was known before', async (t) => {
    t.same(differences('<text task>', '86a', new Map([['task', '86a']])), [])
    t.match(differences('<text task>', '86b', new Map([['task', '86a']])), [{ at: 'body', got: '"86b"' }])
  })

  await t.test('keeps what it learned of the item that fits', async (t) => {
    t.same(
      differences(
        [{ '<some>': { n: 'x', id: '<number id>' } }, '<number id>'],
        [
          [
            { n: 'y', id: 1 },
            { n: 'x', id: 2 },
          ],
          2,
        ],
      ),
      [],
    )
  })

  await t.test('refuses a type that there is not', async (t) => {
    t.throws(() => differences('<txt>', 'x'), /"<txt>" names no type: any, text/)
  })
})

t.test('a file that is no exchange is refused with its name and what would be right', async (t) => {
  const right = {
    what: 'x',
    operation: 'GetAuthorizedUser',
    source: 'K',
    date: '2026-01',
    sureness: 'strong',
    request: { call: 'GET /api/v2/user' },
    answer: { status: 200 },
  }
  t.same(checked('a.yaml', right).given, [])
  for (const [change, complaint] of [
    [{ sureness: 'sure' }, '"sureness" has to be strong, weak, reasoned'],
    [{ date: 'May' }, '"date" has to be such as 2026-01-26'],
    [{ request: { call: 'user' } }, '"request" has to be a call'],
    [{ given: [{ call: 'GET /x', kept: {} }] }, '"given" has to be a list of calls'],
    [{ answer: { stauts: 200 } }, '"answer" has to be status, headers, body'],
    [{ mark: 1 }, 'an exchange has only what, operation, source'],
  ] as const) {
    t.throws(() => checked('a.yaml', { ...right, ...change }), {
      message: new RegExp(`^test/recorded/a.yaml: ${complaint}`),
    })
  }
  t.throws(() => filled('{lamp}', new Map()), /\{lamp\} is not known/)
})
