// One entry of the table makes an option: every door takes it, and every text names it.
import { readFileSync } from 'node:fs'
import t from 'tap'
import ts from 'typescript'
import { readCommandLine } from '../src/cli/command-line.js'
import { flagsFor } from '../src/cli/commands.js'
import { givenOptions } from '../src/cli/given-options.js'
import { helpText } from '../src/cli/help.js'
import { configText } from '../src/cli/init.js'
import { plain } from '../src/cli/paint.js'
import { createClickUpMock } from '../src/index.js'
import { codeOptions, environmentName, optionNames, optionSpecs } from '../src/settings/options.js'
import { allOptionNames } from '../src/settings/settings.js'
import { problemsOf } from './help/complaints.js'

const page = readFileSync('docs/commands.md', 'utf8')

for (const name of optionNames) {
  const { flag, help, ...spec } = optionSpecs[name]
  const variable = environmentName(flag)

  t.test(`option ${name}`, async (t) => {
    await t.test('is a flag', async (t) => {
      const words = 'value' in spec ? [`--${flag}`, 'x'] : [`--${flag}`]
      t.equal((await givenOptions(readCommandLine(words, flagsFor), {}))[name]?.where, `--${flag}`)
    })

    await t.test('is an environment variable', async (t) => {
      const given = await givenOptions(readCommandLine([], flagsFor), { [variable]: 'x' })
      t.same(given, { [name]: { value: 'many' in spec ? ['x'] : 'x', where: variable } })
    })

    await t.test('is a key of the config file', async (t) => {
      const folder = t.testdir({ 'mock.yaml': `${flag}: x\n` })
      const file = `${folder}/mock.yaml`
      const given = await givenOptions(readCommandLine(['--config', file], flagsFor), {})
      t.same(given, { [name]: { value: 'files' in spec ? `${folder}/x` : 'x', where: `${file}:1:1` } })
    })

    await t.test('is explained by the help, in the file of init and in the table of docs/commands.md', async (t) => {
      t.match(helpText([], plain), new RegExp(`\\[(-\\w, )?${variable}\\]`))
      const mark = flag === 'seed' ? '' : '# ' // the fixture that init writes beside it
      t.match(configText(), `# ${help} [--${flag}, ${variable}]\n${mark}${flag}: `)
      t.match(page, `| \`${variable}\` | \`${name}\` | `)
    })

    await t.test('has the default that its help names', async (t) => {
      const [, named] = /\(default ([^\s;)]+?),?[\s;)]/.exec(help) ?? []
      const value: unknown = 'default' in spec ? spec.default : undefined
      if (named) t.equal(named, value === true ? 'on' : String(value))
    })
  })
}

t.test('every option is checked when code gives it', async (t) => {
  for (const name of allOptionNames) {
    const [problem] = await problemsOf(() => createClickUpMock({ [name]: '' }))
    t.equal(problem?.where, `option ${name}`)
  }
})

t.test('what only code can give is no flag', async (t) => {
  for (const name of Object.keys(codeOptions)) {
    const [problem] = await problemsOf(() => readCommandLine([`--${name}`], flagsFor))
    t.match(problem, { where: `--${name}`, what: 'there is no such flag' })
  }
})

t.test('an editor shows what every option does', async (t) => {
  const path = 'dist/settings/settings.d.ts'
  const program = ts.createProgram([path], { module: ts.ModuleKind.NodeNext, types: [] })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path)
  const file = source && checker.getSymbolAtLocation(source)
  const options = file && checker.getExportsOfModule(file).find(({ name }) => name === 'MockOptions')
  const members = options ? checker.getDeclaredTypeOfSymbol(options).getProperties() : []
  t.same(
    members.map(({ name }) => name).sort(), // the compiler has an order of its own where groups of options are spread
    [...allOptionNames].sort(),
  )
  for (const member of members) t.not(ts.displayPartsToString(member.getDocumentationComment(checker)), '', member.name)
})
