// The command line, run inside the test: every command, and every way to get it wrong.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { rowOf } from '../../src/cli/coverage.js'
import { createClickUpMock } from '../../src/index.js'
import { packageVersion } from '../../src/server/version.js'
import { environmentName, optionNames, optionSpecs } from '../../src/settings/options.js'
import { run } from '../help/terminal.js'
import { textStream } from '../help/text-stream.js'

t.test('help', async (t) => {
  for (const args of [['--help'], ['-h'], ['help'], ['start', '--help'], ['env', '--help'], ['run', '--help']]) {
    const { code, stdout } = await run(args)
    t.equal(code, 0)
    for (const name of optionNames) {
      const { flag } = optionSpecs[name]
      t.ok(stdout.includes(`--${flag}`) && stdout.includes(environmentName(flag)), flag)
    }
  }
})

t.test('version', async (t) => {
  for (const args of [['--version'], ['version'], ['-v'], ['start', '-v']])
    t.match(await run(args), { code: 0, stdout: `${packageVersion()}\n` })
})

t.test('a wrong command line is refused in one line, with what would be right', async (t) => {
  const cases: readonly (readonly [args: string, complaint: string | RegExp])[] = [
    ['strat', 'strat: there is no such command; did you mean start or state?'],
    [
      'constructor',
      /^constructor: there is no such command; there is start, stop, .*, env, open, health, .*, coverage, errors, completion$/,
    ],
    ['--prot 3', '--prot: there is no such flag; did you mean --port?'],
    ['--rate 3', '--rate: there is no such flag; did you mean --state or --rate-limit?'],
    ['-x 3', '-x: there is no such flag; --help lists the flags'],
    ['-p', '--port: its value is missing; write --port=<n>'],
    ['-p --json', '--port: its value is missing; write --port=<n>'],
    ['-hp', '--port: its value is missing; write --port=<n>'],
    ['--port', '--port: its value is missing; write --port=<n>'],
    ['--port --json', '--port: its value is missing; write --port=<n>'],
    ['--url', '--url: its value is missing; write --url=<url>'],
    ['--basic-auth=yes', '--basic-auth: it takes no value; write --basic-auth alone'],
    ['--port many', '--port: "many" is not right; write a whole number from 0 to 65535'],
    ['start my.yaml', 'my.yaml: start takes no such word; a fixture is given with --seed my.yaml'],
    ['health now', 'now: health takes no such word; leave it out'],
    ['env --url x', /^--url: env has no such flag; it has --port, .*--format/],
    ['health --seed x', '--seed: health has no such flag; it has --port, --url, --help, --version'],
    ['start --no-config --config x', '--no-config: it does not go with --config; leave one of them out'],
    ['completion powershell', 'completion: there is no "powershell"; there is bash, zsh, fish'],
    ['errors --port 1', '--port: errors has no such flag; it has --json, --help, --version'],
    ['env --format toml', '--format: there is no "toml"; there is dotenv, export, json'],
    ['env --format constructor', '--format: there is no "constructor"; there is dotenv, export, json'],
    ['env --port 0', '--port: port 0 is known only to the started mock; use start --json'],
    ['env --seed no.yaml', 'no.yaml: there is no such file; write its path, or default, or empty'],
    ['validate', 'validate: it needs <file…>; write clickup-mock validate <file…>'],
    ['--fault OAUTH_27', /^--fault: there is no fault "OAUTH_27"; did you mean OAUTH_027/],
    ['--fault 500@AuthorizedUser', '--fault: there is no operation "AuthorizedUser"; did you mean GetAuthorizedUser?'],
    ['--plan north=business', '--plan: there is no Workspace "north"; did you mean northwind?'],
  ]
  for (const [args, complaint] of cases) {
    const { code, stdout, stderr } = await run(args.split(' '))
    t.same({ code, stdout }, { code: 1, stdout: '' }, args)
    const line = stderr.replace(/^clickup-mock: /, '').trimEnd()
    if (typeof complaint === 'string') t.equal(line, complaint, args)
    else t.match(line, complaint, args)
  }
})

t.test('a fault of ours is not taken for a complaint', async (t) => {
  const terminal = {
    env: {},
    stdout: textStream(() => {
      throw new Error('the pipe is closed')
    }),
    stderr: textStream(() => {}),
    once: () => {},
    exit: () => {},
  }
  const { main } = await import('../../src/cli/main.js')
  await t.rejects(main(['--version'], terminal), { message: 'the pipe is closed' })
})

t.test('env', async (t) => {
  const token = 'pk_100001_FAKETOKENANNA0000000000000000001'
  const json = JSON.parse((await run(['env', '--format', 'json', '--port', '7'])).stdout)

  await t.test('prints what a client needs', async (t) => {
    t.match(json, {
      CLICKUP_API_TOKEN: token,
      CLICKUP_CLIENT_ID: /^FAKECLIENT/,
      CLICKUP_CLIENT_SECRET: /^FAKESECRET/,
      CLICKUP_BASE_URL: 'http://127.0.0.1:7/api/v2',
      CLICKUP_AUTHORIZE_URL: 'http://127.0.0.1:7/api',
    })
    t.match(await run(['env', '--json', '--port', '7']), { code: 0, stdout: `${JSON.stringify(json, null, 2)}\n` })
  })

  await t.test('as dotenv and as export lines', async (t) => {
    const names = Object.keys(json)
    const dotenv = (await run(['env', '--port', '7'])).stdout.trimEnd().split('\n')
    t.same(
      dotenv,
      names.map((name) => `${name}=${json[name]}`),
    )
    const exports = (await run(['env', '--port', '7', '--format', 'export'])).stdout.trimEnd().split('\n')
    t.same(
      exports,
      names.map((name) => `export ${name}='${json[name]}'`),
    )
  })

  await t.test('quotes what a shell would read', async (t) => {
    const { stdout } = await run(['env', '--format=export', '--base-url', "http://mock.example/it's"])
    t.match(stdout, "export CLICKUP_MOCK_URL='http://mock.example/it'\\''s'")
  })

  await t.test('follows the environment, and addresses that stand for all', async (t) => {
    const url = async (env: Record<string, string>) =>
      JSON.parse((await run(['env', '--json'], env)).stdout).CLICKUP_MOCK_URL
    t.equal(await url({ CLICKUP_MOCK_PORT: '9', CLICKUP_MOCK_HOST: '0.0.0.0' }), 'http://127.0.0.1:9')
    t.equal(await url({ CLICKUP_MOCK_HOST: '::1' }), 'http://[::1]:2558')
    t.equal(await url({ CLICKUP_MOCK_BASE_URL: 'https://mock.example/' }), 'https://mock.example')
  })

  await t.test('leaves out what the seed has not', async (t) => {
    const { stdout } = await run(['env', '--seed', 'empty'])
    t.notMatch(stdout, /TOKEN=|CLIENT/)
    t.match(stdout, 'CLICKUP_BASE_URL=')
  })
})

t.test('validate', async (t) => {
  const folder = t.testdir({
    'good.yaml': 'users: { anna: { email: a@b.example } }\n',
    'bad.yaml': 'users: { anna: {} }\nx: 1\n',
  })
  t.match(await run(['validate', 'default', `${folder}/good.yaml`]), {
    code: 0,
    stderr: '',
    stdout:
      /^default: good \(5 users, 2 Workspaces, 2 apps, 6 tokens, 3 Spaces, .*, 31 tasks, .*\)\n.*good\.yaml: good \(1 user\)\n$/,
  })
  const { code, stdout, stderr } = await run(['validate', `${folder}/bad.yaml`, 'empty', 'no.yaml'])
  t.equal(code, 1)
  t.equal(stdout, 'empty: good (an empty world)\n')
  const [first, second, third] = stderr.split('\n')
  t.match(first, `${folder}/bad.yaml:2:1: x: there is no key "x" here`)
  t.match(second, `${folder}/bad.yaml:1:10: users.anna: email is missing`)
  t.match(third, 'no.yaml: there is no such file')

  await t.test('as JSON', async (t) => {
    const { code, stdout, stderr } = await run(['validate', `${folder}/good.yaml`, 'no.yaml', '--json'])
    t.same({ code, stderr }, { code: 1, stderr: '' })
    const [good, bad] = JSON.parse(stdout).files
    t.match(good, { file: `${folder}/good.yaml`, good: true, counts: { users: 1, tasks: 0 }, problems: [] })
    t.same(bad, {
      file: 'no.yaml',
      good: false,
      problems: [{ where: 'no.yaml', what: 'there is no such file', right: 'write its path, or default, or empty' }],
    })
  })
})

t.test('coverage', async (t) => {
  await t.test('prints every operation of ClickUp, and how many are built', async (t) => {
    const { code, stdout } = await run(['coverage'])
    t.equal(code, 0)
    t.match(stdout, /^chapter +operation +call +state +evidence$/m)
    t.match(stdout, /^Tags +GetSpaceTags +GET \/api\/v2\/space\/\{space_id\}\/tag +built .*refusals: \d+ observed/m)
    t.match(stdout, /^\d+ of 173 operations are built\.\n$/m)
    t.notMatch(stdout, 'Consent')
  })

  await t.test('says of one that is not built what it answers', async (t) => {
    const evidence = { recorded: 0, observed: 0, documented: 0, assumed: 0 }
    const made = {
      chapter: 'Lamps',
      operationId: 'GetLamp',
      method: 'GET',
      path: '/api/v2/lamp',
      built: false,
      evidence,
    }
    t.same(rowOf(made), ['Lamps', 'GetLamp', 'GET /api/v2/lamp', 'answers 501', ''])
  })

  await t.test('only those in which a text occurs, also as JSON', async (t) => {
    const { stdout } = await run(['coverage', 'getspacetags', '--json'])
    t.match(JSON.parse(stdout), [{ operationId: 'GetSpaceTags', chapter: 'Tags', built: true }])
    t.match(await run(['coverage', 'space', 'tag']), {
      code: 1,
      stderr: 'clickup-mock: no operation of ClickUp mentions "space tag"\n',
    })
    const named = JSON.parse((await run(['coverage', 'gettasks', '--json'])).stdout)
    t.equal(named[0].operationId, 'GetTasks', 'what is called so stands first')
    t.match(await run(['coverage', 'seats']), { code: 0, stdout: /\n1 of 1 operations are built/ })
  })
})

t.test('errors', async (t) => {
  await t.test('prints the catalogue as a table', async (t) => {
    const { code, stdout } = await run(['errors'])
    for (const word of ['429', 'timeout', 'reset', 'slow']) t.match(stdout, `pk_fault_${word}`)
    const [head = '', ...rows] = stdout.trimEnd().split('\n')
    t.equal(code, 0)
    t.match(head, /^ECODE +status +seen +test token +err$/)
    t.ok(rows.some((row) => /^OAUTH_027 +\d+ +\w+ +pk_fault_\S+ +\S/.test(row)))
    t.ok(rows.some((row) => row.endsWith('(a page)')))
  })

  await t.test('only those in which a text occurs, also as JSON', async (t) => {
    const { stdout } = await run(['errors', 'rate', 'limit', '--json'])
    t.match(JSON.parse(stdout), [{ ECODE: 'APP_002', status: 429 }])
    t.match(await run(['errors', 'APP_002']), { code: 0, stdout: /APP_002 +429/ })
  })

  await t.test('first the one of this code or name, then those that mention it', async (t) => {
    const { stdout } = await run(['errors', 'oauth_027'])
    const [, first, second] = stdout.split('\n')
    t.match(first, /^OAUTH_027 /)
    t.notMatch(second, /^OAUTH_027 /)
    t.match(JSON.parse((await run(['errors', 'tokenMissing', '--json'])).stdout)[0], { name: 'tokenMissing' })
  })

  await t.test('says so when there is none', async (t) => {
    t.match(await run(['errors', 'oauth_27']), {
      code: 1,
      stderr: /^clickup-mock: no error mentions "oauth_27"; did you mean OAUTH_027/,
    })
    t.match(await run(['errors', 'zzz', '--json']), { code: 1, stdout: '[]\n' })
  })
})

t.test('health', async (t) => {
  const mock = await createClickUpMock()
  t.teardown(() => mock.close())
  const { port } = new URL(mock.url)

  await t.test('is 0 when a mock answers', async (t) => {
    const good = { code: 0, stdout: '', stderr: '' }
    t.same(await run(['health', '--url', mock.url]), good)
    t.same(await run(['health', '--url', `${mock.url}//`]), good)
    t.same(await run(['health', '--port', port]), good)
    t.same(await run(['health'], { CLICKUP_MOCK_PORT: port }), good)
    t.same(await run(['health'], { CLICKUP_MOCK_URL: mock.url }), good)
  })

  await t.test('is 1 with the reason when none does', async (t) => {
    const other = createServer((_request, answer) => answer.writeHead(404).end())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    t.teardown(() => other.close())
    const { port } = other.address() as AddressInfo
    const reason = async (args: string[], env = {}) => {
      const { code, stderr } = await run(['health', ...args], env)
      t.equal(code, 1)
      return stderr
    }
    t.equal(await reason(['--port', String(port)]), `clickup-mock: http://127.0.0.1:${port} is not healthy: 404\n`)
    t.match(await reason(['--url', 'http://127.0.0.1:1']), 'http://127.0.0.1:1 is not healthy: ECONNREFUSED')
    t.match(await reason(['--url', 'https://127.0.0.1']), 'it is not an http:// URL')
    t.match(await reason(['--url', 'here']), 'it is not an http:// URL')
    t.match(await reason(['--port', '99999']), 'it is not an http:// URL')
  })

  await t.test('is 1 when nothing comes back in time', async (t) => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    t.teardown(() => silent.closeAllConnections())
    t.teardown(() => silent.close())
    const { port } = silent.address() as AddressInfo
    t.match(await run(['health', '--port', String(port)]), { code: 1, stderr: /no answer within 3000 ms/ })
  })
})
