// The documentation is true: every shell line, TypeScript block and YAML file in it is run or checked, as it is pasted.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import ts from 'typescript'
import { readCommandLine } from '../src/cli/command-line.js'
import { flagsFor, readInvocation } from '../src/cli/commands.js'
import { givenOptions, unknownVariables } from '../src/cli/given-options.js'
import { main } from '../src/cli/main.js'
import { Contract } from '../src/contract/contract.js'
import { type ClickUpMock, createClickUpMock } from '../src/index.js'
import { prepareMock } from '../src/library/prepare.js'
import { environmentName, optionNames, optionSpecs } from '../src/settings/options.js'
import { readOptions } from '../src/settings/settings.js'
import { type Command, commandsIn, type Snippet, snippetsIn, unmet, wordsOf } from './help/snippets.js'
import { textStream } from './help/text-stream.js'
import { COMMAND } from './help/unwatched.js'

const run = promisify(execFile)
const root = process.cwd()
const pages = [
  'README.md',
  ...['ci', 'commands', 'faults', 'library', 'login', 'webhooks'].map((name) => `docs/${name}.md`),
]
const snippets = pages.flatMap(snippetsIn)
const operationNames = Contract.load('clickup').operations.map(({ operationId }) => operationId)

/** Blocks that cannot run here, by how they begin, and why. */
const notRun: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'installs, and would run this test within itself; .ci/run does both',
  'npm install --save-dev': 'installs a package; the test below imports it by the same name',
  'docker build': 'needs a Docker engine; scripts/dockerfile-steps.mjs runs the steps of the Dockerfile',
}
const runnable = snippets.filter(({ text }) => !Object.keys(notRun).some((start) => text.startsWith(start)))
const inLanguage = (language: string) => runnable.filter((snippet) => snippet.language === language)

t.test('blocks that cannot run', async (t) => {
  for (const [start, reason] of Object.entries(notRun)) {
    t.ok(
      snippets.some(({ text }) => text.startsWith(start)),
      `${start}: ${reason}`,
    )
  }
})

t.test('shell blocks', async (t) => {
  const files = t.testdir(filesIn(inLanguage('yaml')))
  for (const snippet of inLanguage('bash')) {
    await t.test(snippet.where, async (t) => {
      const commands = commandsIn(snippet)
      t.not(commands.length, 0, 'holds commands')
      if (commands.some(({ text }) => text.includes('curl'))) await runShell(t, commands)
      else for (const command of commands) await runCommand(t, command, files)
    })
  }
})

t.test('TypeScript blocks', async (t) => {
  const blocks = inLanguage('ts')
  const folder = t.testdir(Object.fromEntries(blocks.map(({ text }, index) => [`block-${index}.mts`, text])))
  const files = blocks.map((_, index) => join(folder, `block-${index}.mts`))

  await t.test('compile', async (t) => {
    const options = { strict: true, noEmit: true, skipLibCheck: true, types: ['node'], target: ts.ScriptTarget.ES2022 }
    const lib = ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts']
    const nodeNext = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
    const program = ts.createProgram(files, { ...options, ...nodeNext, lib })
    const complaints = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
    t.same(complaints, [])
  })

  for (const [index, { text, where }] of blocks.entries()) {
    await t.test(`${where} runs`, async (t) => {
      const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
      const file = join(folder, `block-${index}.mjs`)
      writeFileSync(file, ts.transpileModule(text, { compilerOptions }).outputText)
      await t.resolves(run(process.execPath, [file]))
    })
  }
})

t.test('what the pages name', async (t) => {
  const [library, commands] = ['docs/library.md', 'docs/commands.md'].map((page) => readFileSync(page, 'utf8')) as [
    string,
    string,
  ]
  const all = pages.map((page) => readFileSync(page, 'utf8')).join('\n')

  await t.test('are the members a mock has', async (t) => {
    const mock = await createClickUpMock({ listen: false })
    t.teardown(() => mock.close())
    const table = library.slice(library.indexOf('| Member |')).split('\n\n')[0] ?? ''
    const named = [...table.matchAll(/^\| `(\w+)(?:\(\w*\))?` \|/gm)].map(([, name]) => name)
    t.same(named, Object.keys(mock))
  })

  await t.test('are variables the mock reads', async (t) => {
    const named = Object.fromEntries([...commands.matchAll(/CLICKUP_MOCK_[A-Z_]+/g)].map(([name]) => [name, 'any']))
    t.same(unknownVariables(named), [])
    for (const name of optionNames) t.ok(environmentName(optionSpecs[name].flag) in named, `${name} is explained`)
  })

  await t.test('are codes and operations that exist', async (t) => {
    const rules = [...all.matchAll(/--fault '?([^'\s`]+(?: \/[^'\s]+)?)/g)].flatMap(([, rule]) => rule ?? [])
    t.not(rules.filter((rule) => rule !== '<rule>').length, 0)
    for (const value of rules.filter((rule) => !rule.startsWith('<'))) {
      t.doesNotThrow(() => readOptions({ faults: { value, where: 'a page' } }, operationNames), value)
    }
  })
})

t.test('an error in one line', async (t) => {
  const readme = readFileSync('README.md', 'utf8')
  const [, section = ''] = readme.split('## Reproduce any error in one line')
  const rows = [
    ...section.matchAll(/^\| ([\w ,]+) \| `X-Mock-Fault: (\w+)` \| `(\w+)` \| `(mock\..*?)` \| `(--fault .*?)` \|$/gm),
  ]
  t.not(rows.length, 0)
  for (const [, error = '', header = '', token = '', code = '', flag = ''] of rows) {
    await t.test(`${error}: four ways to the same`, async (t) => {
      const [plain, byCode] = [await createClickUpMock({ listen: false }), await createClickUpMock({ listen: false })]
      const byFlag = await (
        await prepareMock(await givenOptions(readCommandLine(flag.split(' '), flagsFor), {}))
      ).withoutSocket()
      t.teardown(() => Promise.all([plain, byCode, byFlag].map((mock) => mock.close())))
      runInNewContext(code, { mock: byCode })
      const { anna: authorization = '' } = plain.tokens
      const answers = [
        await outcome(plain, { authorization, 'x-mock-fault': header }),
        await outcome(plain, { authorization: token }),
        await outcome(byCode, { authorization }),
        await outcome(byFlag, { authorization }),
      ]
      for (const answer of answers) t.same(answer, answers[0])
      t.not(answers[0]?.status, 200)
      for (const mock of [byCode, byFlag]) t.match(await outcome(mock, { authorization }), { status: 200 }, 'only once')
    })
  }
})

/** Status and body, or that the connection broke. */
async function outcome(mock: ClickUpMock, headers: Record<string, string>) {
  try {
    const response = await mock.fetch('/api/v2/team', { headers })
    return { status: response.status, text: await response.text() }
  } catch {
    return { status: 0, text: 'broken' }
  }
}

t.test('the README is one page: at most 150 lines and 12 kB', async (t) => {
  const readme = readFileSync('README.md', 'utf8')
  t.ok(readme.split('\n').length <= 150)
  t.ok(Buffer.byteLength(readme) <= 12_288)
})

t.test('links between the documents lead somewhere, and every page is reached from the README', async (t) => {
  const reached = new Set(['README.md', 'docs/decisions'])
  for (const page of reached) {
    if (!page.endsWith('.md')) continue
    const links = readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)
    for (const [, target = ''] of links) {
      const file = relative(root, resolve(dirname(page), target))
      t.ok(existsSync(file), `${page} → ${target}`)
      reached.add(file)
    }
  }
  const pagesThere = readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? `docs/${file}` : []))
  t.same(
    pagesThere.filter((page) => !reached.has(page)),
    [],
  )
})

/** YAML blocks name their file in a comment on their first line. */
function filesIn(blocks: readonly Snippet[]): Record<string, string> {
  return Object.fromEntries(blocks.map(({ text }) => [/^# (\S+\.yaml)\n/.exec(text)?.[1] ?? 'unnamed.yaml', text]))
}

/** Runs a block in bash as it stands, but for the ports: that of the mock which runs, and that of one it starts. */
async function runShell(t: Test, commands: readonly Command[]): Promise<void> {
  const mock = await listening(t, ['--port', '0', '--log-level', 'silent'])
  const bin = t.testdir({ 'clickup-mock': `#!/bin/sh\nexec ${process.execPath} ${COMMAND} "$@"\n` })
  chmodSync(join(bin, 'clickup-mock'), 0o755)
  const ports = { '2558': new URL(mock.url).port, '2600': String(await freePort()) }
  const pasted = commands.map(({ text }) => text).join('\n')
  const script = pasted.replaceAll(/\b(2558|2600)\b/g, (port) => ports[port as keyof typeof ports])
  const { stdout } = await run('bash', ['-ec', script], { env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } })
  const expected = commands.flatMap((command) => command.expected)
  t.equal(unmet(stdout.replaceAll(mock.url, 'http://127.0.0.1:2558'), expected), undefined, stdout)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** `start` is read but not run; every other command of ours runs here and has to succeed. */
async function runCommand(t: Test, { text, expected }: Command, files: string): Promise<void> {
  const words = wordsOf(text)
  const at = words.indexOf('clickup-mock')
  const env = Object.fromEntries(words.slice(0, at).map((word) => word.split(/=(.*)/s)))
  t.not(at, -1, `${text} is a command the test knows`)
  const args = words.slice(at + 1).map((word) => (word.endsWith('.yaml') ? join(files, word) : word))
  const line = readCommandLine(args, flagsFor)
  const { name } = readInvocation(line)
  if (name === 'start') {
    t.ok(readOptions(await givenOptions(line, env), operationNames), text)
    return
  }
  if (name === 'health') env.CLICKUP_MOCK_PORT = new URL((await listening(t, ['--port', '0'])).url).port
  let output = ''
  const stream = textStream((part) => {
    output += part
  })
  const terminal = { env, stdout: stream, stderr: stream, once: () => undefined, exit: () => undefined }
  t.equal(await main(args, terminal), 0, text)
  t.equal(unmet(output.replaceAll(`${files}/`, ''), expected), undefined, output)
}

async function listening(t: Test, args: readonly string[]): Promise<ClickUpMock> {
  const given = await givenOptions(readCommandLine(args, flagsFor), {})
  const prepared = await prepareMock({ ...given, log: { value: () => undefined, where: 'here' } })
  const mock = await prepared.listen()
  t.teardown(() => mock.close())
  return mock
}
