// What completes commands and flags in a shell. The script for bash is run by bash, those for zsh and fish where they are.
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import t from 'tap'
import { commandWords } from '../../src/cli/commands.js'
import { optionNames, optionSpecs } from '../../src/settings/options.js'
import { shell } from '../help/shell.js'

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0

t.test('completion bash', async (t) => {
  const { out } = await shell(t).run('completion', 'bash')
  const file = `${t.testdir()}/completion.bash`
  writeFileSync(file, out)
  /** What bash offers for a line whose last word is being written. */
  const offered = (line: string) => {
    const words = line.split(' ')
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const script = `source ${file}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _clickup_mock; echo "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).trim().split(' ')
  }
  const nothing = ['']

  const cases: readonly (readonly [line: string, offered: readonly string[]])[] = [
    ['clickup-mock ', [...commandWords, 'help']],
    ['clickup-mock s', ['start', 'stop', 'status', 'scenarios', 'state', 'sandboxes']],
    ['clickup-mock fault ', ['list', 'add', 'remove', 'clear']],
    ['clickup-mock fault a', ['add']],
    ['clickup-mock --port 3000 fault r', ['remove']],
    ['clickup-mock -p 3000 clock f', ['freeze']],
    ['clickup-mock help web', ['webhooks']],
    ['clickup-mock help clock r', ['run', 'reset']],
    ['clickup-mock completion ', ['bash', 'zsh', 'fish']],
    ['clickup-mock reset --h', ['--hard', '--help']],
    ['clickup-mock fault add --s', ['--sandbox']],
    ['clickup-mock webhooks listen --e', ['--event', '--events', '--endpoint']],
    ['clickup-mock --aut', ['--auth']],
    ['clickup-mock start --auth ', ['strict', 'any']],
    ['clickup-mock start --auth = a', ['any']],
    ['clickup-mock start --auth =', ['strict', 'any']],
    ['clickup-mock env --format e', ['export']],
    ['clickup-mock start --seed ', nothing],
    ['clickup-mock requests --since ', nothing],
    ['clickup-mock validate ', nothing],
    ['clickup-mock validate my.yaml ', nothing],
    ['clickup-mock run -- npm ', nothing],
  ]
  for (const [line, right] of cases) await t.test(line, async (t) => t.same(offered(line), right))

  await t.test('offers every flag of start, and takes it by name', async (t) => {
    const flags = offered('clickup-mock start --')
    for (const name of optionNames) t.ok(flags.includes(`--${optionSpecs[name].flag}`), name)
  })

  await t.test('is bound to the command, and leaves files to bash', async (t) => {
    const bound = execFileSync('bash', ['--norc', '-c', `source ${file}; complete -p clickup-mock`], {
      encoding: 'utf8',
    })
    t.equal(bound, 'complete -o default -F _clickup_mock clickup-mock\n')
  })
})

t.test('completion zsh', async (t) => {
  const { out } = await shell(t).run('completion', 'zsh')
  t.match(out, "'fault add') offered=() flags=('--port:")
  t.match(out, "'fault '*) offered=('list:the standing fault rules, with what they did' 'add:")
  t.match(out, '--auth) compadd strict any; return ;;')
  const zsh = { skip: isThere('zsh') ? false : 'there is no zsh' }
  await t.test('is read by zsh', zsh, async (t) => {
    const stubs = `_describe() { print -l -- \${(P)2} }; compadd() { print -l -- $@ }; _files() { print files }`
    const offered = (words: string) => {
      const script = `${stubs}\ncompdef() { }\n${out}\nwords=(${words}); CURRENT=$#words; _clickup_mock`
      return execFileSync('zsh', ['-fc', script], { encoding: 'utf8' }).trim().split('\n')
    }
    t.equal(offered("clickup-mock -p 3 fault ''")[0], 'list:the standing fault rules, with what they did')
    t.match(offered('clickup-mock fault add --s')[0], /^--port:/) // zsh itself leaves out what does not fit
    t.same(offered("clickup-mock start --auth ''"), ['strict', 'any'])
    t.same(offered("clickup-mock validate ''"), ['files'])
    t.same(offered("clickup-mock start --seed ''"), ['files'])
  })
})

t.test('completion fish', async (t) => {
  const { out } = await shell(t).run('completion', 'fish')
  t.match(out, "complete -c clickup-mock -n '__fish_use_subcommand' -f -a start -d 'start the mock'\n")
  t.match(out, "-n '__fish_seen_subcommand_from fault; and __fish_seen_subcommand_from add' -l port -s p -r -d ")
  t.match(out, "-n '__fish_seen_subcommand_from start' -l auth -x -a 'strict any' -d ")
  const fish = { skip: isThere('fish') ? false : 'there is no fish' }
  await t.test('is read by fish', fish, async (t) => {
    const file = `${t.testdir({ 'completion.fish': out })}/completion.fish`
    const offered = (line: string) =>
      execFileSync('fish', ['-c', `source ${file}; complete -C '${line}'`], { encoding: 'utf8' })
    t.match(offered('clickup-mock fault a'), /^add\tadd a fault rule/)
    t.match(offered('clickup-mock start --auth '), /^any\t.*\nstrict\t/)
  })
})
