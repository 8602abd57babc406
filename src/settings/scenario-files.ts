// Where scenarios come from: ours (derived to JSON at build time) and files of the tester's.
import { readFileSync } from 'node:fs'
import type { Contract } from '../contract/contract.js'
import { InputError, problemsIn, readAll, reject } from '../input/problems.js'
import { pointerStep, problemsOf } from '../input/violations.js'
import { located, readYamlFile, type YamlFile } from '../input/yaml-file.js'
import { compileScenario, type KnownScenarios, type Scenario, type ScenarioText } from './scenarios.js'

/** Every scenario there is; one of a file replaces ours of the same name. @throws InputError by file and line */
export async function loadScenarios(
  files: readonly string[],
  control: Contract,
  operationNames: readonly string[],
): Promise<KnownScenarios> {
  if (files.length === 0) return () => builtInScenarios(operationNames)
  const scenarios = new Map(builtInScenarios(operationNames))
  for (const path of files) {
    const file = await readYamlFile(path)
    try {
      readAll(Object.entries(mapOf(file)), ([name, text]) => {
        const at = `/${pointerStep(name)}`
        scenarios.set(name, compileScenario(name, checked(text, at, control), at, operationNames))
      })
    } catch (error) {
      throw located(file, problemsIn(error))
    }
  }
  return () => scenarios
}

function mapOf({ value = {} }: YamlFile): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  const right = 'write the name of each, and under it what, client and what happens'
  reject('', 'scenarios are a map from names to scenarios', right)
}

/** @throws InputError; `where` is a JSON pointer into the file */
function checked(text: unknown, at: string, control: Contract): ScenarioText {
  const violations = control.check('runScenario', { path: {}, query: {}, requestBody: { scenario: text } })
  const problems = problemsOf(violations).map(({ where, ...problem }) => ({
    ...problem,
    where: where.replace(/^\/scenario/, at),
  }))
  if (problems.length) throw new InputError(problems)
  return text as ScenarioText // the check just made sure of its shape
}

let builtIn: ReadonlyMap<string, Scenario> | undefined

/** Once in a process: neither they nor the names of the operations change. */
function builtInScenarios(operationNames: readonly string[]): ReadonlyMap<string, Scenario> {
  const texts = new URL('../../dist/scenarios/built-in.json', import.meta.url)
  builtIn ??= new Map(
    Object.entries<ScenarioText>(JSON.parse(readFileSync(texts, 'utf8'))).map(([name, text]) => [
      name,
      compileScenario(name, text, `/${name}`, operationNames),
    ]),
  )
  return builtIn
}
