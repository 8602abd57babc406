import t from 'tap'
import { commandNames, commandSpec, commandWords, flagsOf } from '../../src/cli/commands.js'
import { shell } from '../help/shell.js'

t.test('help', async (t) => {
  const { run } = shell(t)

  await t.test('names every command', async (t) => {
    const { code, out } = await run('--help')
    t.equal(code, 0)
    for (const name of commandNames) t.match(out, `\n  ${name}`)
    t.equal((await run('help')).out, out)
  })

  for (const word of commandWords) {
    await t.test(`of ${word} shows its commands and exactly their flags`, async (t) => {
      const { code, out } = await run(word, '--help')
      t.equal(code, 0)
      t.equal((await run('help', word)).out, out)
      const names = commandNames.filter((name) => name.split(' ')[0] === word)
      for (const name of names) t.match(out, commandSpec(name).what)
      const shown = [...out.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag)
      t.same(shown, [...new Set(names.flatMap(flagsOf))])
    })
  }

  await t.test('of one sub-command shows that one', async (t) => {
    const { out } = await run('help', 'fault', 'add')
    t.match(out, 'clickup-mock fault add <rule>')
    t.notMatch(out, 'fault list')
  })

  await t.test('says what an option means to a command that asks a mock', async (t) => {
    t.match((await run('clock', '--help')).out, '--port <n>                the mock at this port of 127.0.0.1')
    t.match((await run('start', '--help')).out, 'port to listen on')
  })

  await t.test('of a command that is not there is refused', async (t) => {
    t.match(await run('help', 'requets'), { code: 1, err: 'requets: there is no such command; did you mean requests' })
  })
})

t.test('version', async (t) => {
  const { run } = shell(t)
  await t.test('is printed as a word and as a flag', async (t) => {
    const { code, out } = await run('version')
    t.equal(code, 0)
    t.match(out, /^\d+\.\d+\.\d+\n$/)
    t.equal((await run('--version')).out, out)
  })
})

t.test('refused command lines', async (t) => {
  const { run } = shell(t)
  const cases = [
    { line: 'strat', says: 'strat: there is no such command; did you mean start or state?' },
    { line: 'fault ad 503', says: 'fault: it has no "ad"; did you mean add?' },
    { line: 'clock forward', says: 'clock: it has no "forward"; there is show, advance, freeze, run, reset' },
    { line: 'constructor', says: 'constructor: there is no such command' },
    { line: 'fault constructor', says: 'fault: it has no "constructor"' },
    { line: 'reset --hrad', says: '--hrad: there is no such flag; did you mean --hard?' },
    { line: 'reset --zzzzzzzzzzz', says: '--zzzzzzzzzzz: there is no such flag; --help lists the flags' },
    { line: 'reset --portt 1', says: '--portt: there is no such flag; did you mean --port?' },
    { line: 'reset -x', says: '-x: there is no such flag' },
    { line: 'reset --hard=yes', says: '--hard: it takes no value; write --hard alone' },
    { line: 'requests --status', says: '--status: its value is missing; write --status=<status>' },
    {
      line: 'reset --follow',
      says: '--follow: reset has no such flag; it has --port, --control-token, --url, --sandbox, --json, --hard, --help, --version',
    },
    { line: 'start --format x', says: '--format: start has no such flag; it has --port, --host' },
    { line: 'scenarios --scenario x', says: '--scenario: scenarios list has no such flag; it has' },
    { line: 'health --scenarios x', says: '--scenarios: health has no such flag' },
    { line: 'status --ports 1', says: '--ports: there is no such flag; did you mean --port' },
    { line: 'status --sandbox a', says: '--sandbox: status has no such flag' },
    { line: 'fault list --violations', says: '--violations: fault list has no such flag' },
    { line: 'fault add', says: 'fault add: it needs <rule>; write clickup-mock fault add <rule>' },
    { line: 'fault add 503 504', says: '504: fault add takes no such word; write clickup-mock fault add <rule>' },
    { line: 'validate', says: 'validate: it needs <file…>; write clickup-mock validate <file…>' },
    { line: 'sandboxes list', says: 'list: sandboxes takes no such word; leave it out' },
    { line: 'start my.yaml', says: 'my.yaml: start takes no such word; a fixture is given with --seed my.yaml' },
    { line: 'run', says: 'run: it needs <command>; write clickup-mock run [flags] -- <command> [argument…]' },
    {
      line: 'run npm test',
      says: 'run: the command stands behind two dashes; write clickup-mock run [flags] -- npm test',
    },
  ]
  for (const { line, says } of cases) {
    await t.test(line, async (t) => {
      const { code, out, err } = await run(...line.split(' '))
      t.same({ code, out }, { code: 1, out: '' })
      t.ok(err.startsWith(`clickup-mock: ${says}`), err)
    })
  }

  await t.test('names every flag that is wrong', async (t) => {
    t.match((await run('reset', '--follow', '--wait')).err, /--follow: .*\n.*--wait: .*\n$/)
  })
})
