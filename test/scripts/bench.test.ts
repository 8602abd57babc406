// The bench, without a clock: its arithmetic, its table, its flags, its cores, and that it leaves no process behind.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

interface Summary {
  readonly median: number
  readonly least: number
  readonly most: number
  readonly rounds: number
}
interface Line {
  readonly what: string
  readonly most?: number
  readonly least?: number
  readonly aim?: number
  readonly unit?: string
}
interface Entry {
  readonly what: string
  readonly value: string
  readonly range: string
  readonly target: string
  readonly verdict: string
  readonly met: boolean
}
type Figures = Record<string, number>
interface Numbers {
  summary(values: readonly number[]): Summary
  sandwich<T>(unit: T, fillings: readonly T[], burst: (one: T) => Promise<Figures>): Promise<Figures[]>
}
interface Table {
  entry(line: Line, summary: Summary | undefined): Entry
  plainTable(entries: readonly Entry[]): string
  markdownTable(entries: readonly Entry[]): string
}
interface Flags {
  readFlags(args: readonly string[], names: readonly string[]): Record<string, unknown>
  help(names: readonly string[]): string
}
interface Cores {
  chooseCores(allowed: readonly number[], siblingsOf: (core: number) => readonly number[]): object | undefined
  readCores(text: string): number[]
}
interface Documents {
  readonly quoted: Readonly<Record<string, string>>
  readmeSentence(shown: (what: string) => string): string
  between(text: string, inner: string): string
}
const part = (name: string) => import(pathToFileURL(resolve(`bench/${name}.mjs`)).href)
const { summary, sandwich }: Numbers = await part('numbers')
const { entry, plainTable, markdownTable }: Table = await part('table')
const { readFlags, help }: Flags = await part('flags')
const { chooseCores, readCores }: Cores = await part('cores')
const { quoted, readmeSentence, between }: Documents = await part('documents')

t.test('the median of rounds, and their range', async (t) => {
  t.same(summary([3, 1, 10]), { median: 3, least: 1, most: 10, rounds: 3 })
  t.same(summary([4, 1, 2, 10]), { median: 3, least: 1, most: 10, rounds: 4 })
  t.same(summary([2]), { median: 2, least: 2, most: 2, rounds: 1 })
  t.throws(() => summary([]), /not measured: nothing/)
  t.throws(() => summary([1, Number.NaN, 2]), /not measured: 1, NaN, 2/)
})

t.test('a sandwich: each figure is divided by the mean of the two around it', async (t) => {
  const measured = [10, 30, 20, 5, 30] // the machine becomes slower
  const asked: string[] = []
  const ratios = await sandwich('unit', ['one', 'other'], async (name) => {
    asked.push(name)
    const cpu = measured[asked.length - 1] ?? 0
    return { cpu, rate: 1 / cpu }
  })
  t.same(asked, ['unit', 'one', 'unit', 'other', 'unit'])
  t.same(ratios[0], { cpu: 2, rate: 1 / 30 / ((1 / 10 + 1 / 20) / 2) })
  t.equal(ratios[1]?.cpu, 0.2)
})

t.test('the table', async (t) => {
  const rounds = (median: number, least = median, most = median, rounds = 3) => ({ median, least, most, rounds })
  const shown = (line: Partial<Line>, figures: Summary | undefined) => {
    const { value, range, target, verdict, met } = entry({ what: 'It', ...line }, figures)
    return [value, range, target, verdict, met]
  }

  await t.test('says what is met and what is missed: the median counts, and a target is inclusive', async (t) => {
    t.same(shown({ most: 1.3 }, rounds(1.3, 1, 9)), ['1.30', '1.00–9.00', 'at most 1.30', 'met', true])
    t.same(shown({ most: 1.3 }, rounds(1.301)), ['1.30', '1.30–1.30', 'at most 1.30', 'MISSED', false])
    t.same(shown({ least: 10 }, rounds(10)), ['10.00', '10.00–10.00', 'at least 10.00', 'met', true])
    t.same(shown({ least: 10 }, rounds(9.9)), ['9.90', '9.90–9.90', 'at least 10.00', 'MISSED', false])
  })

  await t.test('shows an aim and a unit, and that there was one round only', async (t) => {
    t.same(shown({ most: 2, aim: 1.1 }, rounds(1, 1, 1, 1)).slice(1, 3), ['one round', 'at most 2.00 (aim 1.10)'])
    t.same(shown({ most: 15, unit: 's' }, rounds(3)).slice(0, 3), ['3.00 s', '3.00–3.00', 'at most 15.00 s'])
  })

  await t.test('has lines without a target, which are never missed', async (t) => {
    t.same(shown({}, rounds(7)).slice(2), ['', '', true])
  })

  await t.test('says of a row that failed that it was not measured, which misses a target', async (t) => {
    t.same(shown({ most: 2 }, undefined), ['not measured', '', 'at most 2.00', 'MISSED', false])
    t.same(shown({}, undefined), ['not measured', '', '', '', true])
  })

  await t.test('is for a terminal or for a page', async (t) => {
    const entries = [entry({ what: 'Noise' }, rounds(1)), entry({ what: 'A call', most: 2 }, rounds(3))]
    t.equal(
      plainTable(entries),
      [
        'Measure  Median  Range      Target        Verdict',
        'Noise    1.00    1.00–1.00',
        'A call   3.00    3.00–3.00  at most 2.00  MISSED',
      ].join('\n'),
    )
    t.equal(
      markdownTable(entries),
      [
        '| Measure | Median | Range | Target | Verdict |',
        '| --- | ---: | --- | --- | --- |',
        '| Noise | 1.00 | 1.00–1.00 |  |  |',
        '| A call | 3.00 | 3.00–3.00 | at most 2.00 | MISSED |',
      ].join('\n'),
    )
  })
})

t.test('the flags', async (t) => {
  const names = ['user', 'start']
  const read = (...args: string[]) => readFlags(args, names)
  t.match(read(), { only: names, quick: false, strict: false, rounds: undefined })
  t.match(read('--only', 'start', '--rounds', '3', '--strict'), { only: ['start'], rounds: 3, strict: true })
  t.throws(() => read('--only', 'start,stop'), /--only: no row stop; there are user, start/)
  for (const wrong of ['0', '100', '-1', '1.5', 'x', ''])
    t.throws(() => read(`--rounds=${wrong}`), /--rounds: a number/)
  t.throws(() => read('--fast'), /--fast/)
  t.throws(() => read('--write', '--only', 'start'), /only a whole run is written/)
  t.throws(() => read('--write', '--rounds', '3'), /only a whole run is written/)
  t.match(read('--write', '--quick'), { write: true })
  t.match(help(names), /user, start/)
})

t.test('the cores: server and load never share one, nor the halves of one if that can be had', async (t) => {
  const alone = (core: number) => [core]
  const pairs = (core: number) => [core - (core % 2), core - (core % 2) + 1]
  t.same(chooseCores([0, 1], alone), { server: 1, load: 0, halves: false })
  t.same(chooseCores([0, 1, 2, 3], pairs), { server: 3, load: 1, halves: false })
  t.same(chooseCores([2, 3], pairs), { server: 3, load: 2, halves: true })
  t.equal(chooseCores([0], alone), undefined)
  t.same(readCores('0-2,5'), [0, 1, 2, 5])
})

t.test('the load of our own sends each request once, and counts answers and refusals', async (t) => {
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      const status = String(data).startsWith('GET /refused') ? '404 Not Found' : '200 OK'
      socket.write('HTTP/1.') // cut in two
      setImmediate(() => socket.write(`1 ${status}\r\ncontent-length: 0\r\n\r\n`))
    })
    socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const file = join(t.testdir(), 'requests')
  const paths = Array.from({ length: 30 }, (_, index) => (index % 10 ? 'good' : 'refused'))
  writeFileSync(file, paths.map((path) => `GET /${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join('\f'))
  const { port } = server.address() as AddressInfo
  const args = ['bench/own-load.mjs', String(port), '20', '3', file]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  t.match(JSON.parse(stdout), { answers: 30, refused: 3, broken: 0, seconds: Number })
})

t.test('what the bench started ends with it', async (t) => {
  const processes = pathToFileURL(resolve('bench/processes.mjs')).href
  const begin = `
    import { startNode } from '${processes}'
    const child = startNode(['-e', 'process.send(1); setInterval(() => {}, 1000)'], ['ignore', 'ignore', 'ignore', 'ipc'])
    child.once('message', () => {
      process.stdout.write(String(child.pid))
      setInterval(() => {}, 1000)
    })`
  const bench = spawn(process.execPath, ['--input-type=module', '-e', begin], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => bench.kill('SIGKILL'))
  const [pid] = await once(bench.stdout, 'data')
  t.doesNotThrow(() => process.kill(Number(pid), 0), 'it runs')
  bench.kill('SIGINT')
  await once(bench, 'exit')
  const gone = () => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return true
    }
  }
  while (!gone()) await new Promise((resolve) => setImmediate(resolve))
  t.pass('it is gone')
})

t.test('the README quotes what docs/speed.md shows', async (t) => {
  const lines = readFileSync('docs/speed.md', 'utf8').split('\n')
  const shown = (what: string) => lines.find((line) => line.startsWith(`| ${what} |`))?.split(' | ')[1] ?? `no ${what}`
  const readme = readFileSync('README.md', 'utf8')
  t.equal(between(readme, readmeSentence(shown)), readme)
  t.equal(Object.keys(quoted).length, 3)
  t.throws(() => between('no marks', ''), /no <!-- bench --> marks/)
})
